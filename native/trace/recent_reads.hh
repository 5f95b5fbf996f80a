// The recent reads of one process, and which of their bytes a write takes: by the buffer's address, else by content.
//
// Makes no system calls: an interface provides memory, so that a test can simulate a process. One RecentReads per process,
// not per thread, because a pool's threads share buffers.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <unordered_map>
#include <vector>

#include <sys/types.h>

#include "trace/ends.hh"
#include "trace/memory.hh"

namespace iopath::trace {

/** The tracer's access to the memory of the process. */
class Memory {
 public:
  virtual ~Memory() = default;
  /** A thread of the process that has stopped. */
  virtual void reach_through(pid_t) {}
  /** Small ranges, one behind the other; false where one of them is gone. */
  virtual bool pieces(const std::vector<Piece>& pieces, std::byte* to) = 0;
  virtual bool range(uint64_t address, void* to, size_t length) = 0;
  /** Whether the whole content of a read, the process's `number`th, is kept to be compared when it is written. */
  virtual bool samples(uint64_t number, const Piece& piece);
};

/** Bytes of a write that came from one end unchanged. */
struct Paired {
  EndPointer from;
  uint64_t bytes;
  /** Bytes of those that were compared one by one with what was read. */
  uint64_t compared;
  /** Reads that this is the first write of. */
  uint64_t reads;
};

struct Attribution {
  std::vector<Paired> paired;
  /** Bytes that lie where something was read, but are other bytes now: changed in place, or the buffer was used again. */
  uint64_t changed = 0;
  /** Bytes that could not be compared with recent reads, because the content of the write or of the last read was not kept. */
  uint64_t uncompared = 0;
};

class RecentReads {
 public:
  /** Bytes kept of the head and of the tail of each read. */
  static constexpr size_t edge = 32;

  explicit RecentReads(Memory& memory) : memory_(memory) {}

  /** Remembers that the buffers were filled from `end`; with `whole`, all of what they hold. */
  void add(const EndPointer& end, const std::vector<Piece>& buffers, bool whole = false);

  /** Of the last read; a later one has a larger number. */
  uint64_t last_number() const { return last_number_; }

  /**
   * Determines where the bytes of a write to `to` came from. Reads behind number `until` were made while the write was: by the peer that
   * got its bytes, perhaps.
   */
  Attribution attribute(const EndPointer& to, const std::vector<Piece>& buffers, uint64_t until = UINT64_MAX);

  /**
   * Keeps contents before the first write that addresses do not explain, for a program that likely copies between buffers of its
   * own. Ends where nothing is found for long.
   */
  void search_from_start();
  /** Whether writes come that addresses do not explain, so that their content is looked for. */
  bool searches() const { return searching_; }

  /** After exec, which replaces the memory. */
  void clear();

 private:
  static constexpr size_t capacity = 4096;
  static constexpr size_t most_sampled = 1 << 20;
  /** Reads of at most this many bytes are kept whole while content is searched for. */
  static constexpr size_t most_searched = 128 << 10;
  static constexpr size_t most_kept = 8 << 20;
  /** Writes whose content is searched for in vain before the search rests, and writes it then rests for. */
  static constexpr uint64_t patience = 4096;
  static constexpr uint64_t rest = 65536;
  /** Of a search from the start: reads until it ends, and how many of them a write counts for that addresses explain. */
  static constexpr int first_reads = 4096;
  static constexpr int reads_per_paired = 64;
  /** Writes in a row that are scanned in vain; a scan of 10,000 bytes takes some 200 microseconds. */
  static constexpr int most_scans = 64;
  /** Writes in a row that addresses explain, behind which a search ends. */
  static constexpr int enough_explained = 64;

  struct Read {
    uint64_t number = 0;  // 0: an empty slot
    EndPointer end;
    uint64_t address = 0;
    uint64_t length = 0;
    std::array<std::byte, edge> head, tail;  // of reads shorter than `edge`, the first `length` bytes of each
    bool edges = false;
    bool content_missing = false;  // wanted for the search, and not to be had
    std::vector<std::byte> content;
    const End* last_writer = nullptr;
    /** Behind what `last_writer` took, in bytes. */
    uint64_t taken = 0;
    /** The last read before it that began alike, of those that are searched. */
    uint64_t alike = 0;
    uint64_t next = 0;  // the read that followed from the same end
  };

  struct Span {
    uint64_t stop;
    uint64_t number;
  };

  /** How the bytes of a write compare with those that were read; `unknown` where they are not to be had. */
  enum class Comparison { equal, different, unknown };

  /** A part of a write, and the part of a read that covers it. */
  struct Part {
    uint64_t number;
    uint64_t offset;
    uint64_t address;
    uint64_t length;
    /** By the whole content, and by what of it could be compared. */
    Comparison content = Comparison::unknown, found = Comparison::unknown;
    /**
     * Whether it is taken for what was read: it is equal, or, not to be compared, what the same end has not taken yet. In a buffer that is
     * used for something else the same part is written again and again.
     */
    bool is_copy = false;
  };

  /** Where the next bytes for an end are expected: so a read is followed through writes of another size. */
  struct Cursor {
    uint64_t number = 0;
    uint64_t offset = 0;
  };

  Read* find(uint64_t number);
  void add_one(const EndPointer& end, const Piece& buffer, bool whole);
  void add_head(Read& read);
  void remember_edges(Read& read);
  void keep_content(Read& read);
  void evict(Read& read);
  void cover(uint64_t start, uint64_t stop, uint64_t number);
  void uncover(uint64_t start, uint64_t stop, uint64_t number);

  void parts_of(const Piece& buffer, std::vector<Part>& parts) const;
  Comparison compare_edges(const Part& part, const Read& read);
  Comparison compare_content(const Part& part, const Read& read);
  void compare(const EndPointer& to, Part& part);
  uint64_t count_by_address(const EndPointer& to, const std::vector<Part>& parts, bool explained, Attribution& result);
  void count(const EndPointer& to, Read& read, uint64_t bytes, uint64_t compared, Attribution& result);

  /** FNV-1a over words: finds candidates, which are then compared. */
  static uint64_t key_of(const std::byte* head);
  uint64_t search(const EndPointer& to, const Piece& buffer, Attribution& result);
  uint64_t search_by_edges(const EndPointer& to, const Piece& buffer, Attribution& result);
  void note_uncompared(uint64_t bytes, uint64_t length, Attribution& result);
  bool search_begins();
  void shorten_first_search(int reads);
  void note_explained();
  uint64_t same_bytes(const Cursor& cursor, const std::byte* data, uint64_t length);
  Cursor by_head(const std::byte* data, uint64_t length);
  uint64_t scan(const std::vector<std::byte>& data);
  Cursor settled(const Cursor& cursor);

  Memory& memory_;
  uint64_t last_number_ = 0, until_ = UINT64_MAX;
  std::vector<Read> ring_ = std::vector<Read>(capacity);
  std::map<uint64_t, Span> spans_;
  std::unordered_map<uint64_t, uint64_t> by_head_;
  std::unordered_map<const End*, uint64_t> last_of_end_;
  std::unordered_map<const End*, Cursor> cursors_;
  std::deque<uint64_t> kept_;
  size_t kept_bytes_ = 0;
  bool searching_ = false;
  uint64_t in_vain_ = 0;
  /** Positive while a search from the start has found nothing. */
  int first_left_ = 0;
  int scans_left_ = most_scans;
  /** Writes in a row that addresses explain. */
  int explained_ = 0;
  std::vector<std::byte> scratch_;
};

}  // namespace iopath::trace
