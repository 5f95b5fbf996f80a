// Lets the calls of a copy loop run without a stop once the tracer has seen the loop: the process counts them by code that was put
// into it, and the tracer takes the counts at the process's next stop.
#pragma once

#include <array>
#include <memory>
#include <unordered_map>
#include <vector>

#include "trace/captured.hh"
#include "trace/former.hh"
#include "trace/hooks/hook.hh"
#include "trace/hooks/injection.hh"
#include "trace/process.hh"

namespace iopath::trace {

/** Pairs that were counted: a write of exactly what a read had filled. */
struct CountedPairs {
  pid_t tid;
  EndPointer from, to;
  /** `compared`: bytes that were compared one by one. */
  uint64_t bytes, compared, reads, writes;
  uint32_t site;
};

/** What the hook counted between two times of the monotonic clock. */
struct Counted {
  uint64_t calls = 0, read_bytes = 0, written_bytes = 0;
  /** Bytes of writes whose buffer held other bytes than were read. */
  uint64_t changed = 0;
  uint64_t first_ns = 0, last_ns = 0;
  std::vector<CountedPairs> pairs;
  /** Reads that later writes may take, in the order in which they were made; what they show is in `held`. */
  std::vector<SeenCall> reads;
  std::vector<HeldRead> held;
  std::vector<std::unique_ptr<HeldContent>> contents;
};

class LoopCounter {
 public:
  /** As Injection::make(); null where there is none. */
  static std::unique_ptr<LoopCounter> install(pid_t pid, uint64_t least_bytes, std::optional<int>& ended);
  /** The hooks that a child got with the memory of its parent; nothing is counted there yet. */
  std::unique_ptr<LoopCounter> of_child(pid_t child) const;
  Injection& injection() { return injection_; }
  /** The process whose memory they are in; a child by vfork has them too. */
  pid_t pid() const { return pid_; }
  /** From 1 on; of the hooks in the memory of a process, 0 where there are none. */
  uint64_t number() const { return number_; }
  static uint64_t number_in(pid_t pid);

  /**
   * A process that is no thread of the other ones gets the same memory, as by vfork, or leaves it. While there are several nothing is
   * counted: the hook knows descriptors by their numbers, and each process has its own.
   */
  void join();
  void leave() { --users_; }

  /** A thread in this memory has stopped: what follows reaches the memory through it. */
  void reach_through(pid_t tid) { stopped_ = tid; }
  /** What was counted since the last time. */
  Counted take();

  /** A read that stopped: further ones of the descriptor are held, unless the tracer is `searching` for contents. */
  void note_read(const Thread& thread, const std::vector<Piece>& buffers, bool searching);
  /** A write that stopped, of the bytes `paired`: where it took exactly one read, further ones are counted. */
  void note_write(const Thread& thread, const std::vector<Piece>& buffers, const std::vector<Paired>& paired, uint32_t site);
  /** A write that stopped, of other bytes than were read into its buffer. */
  void note_changed(const std::vector<Piece>& buffers);
  /** The descriptor holds no bytes, such as a counter: its calls need no stop. */
  void note_quiet(int fd);
  /** The descriptors change their meaning. */
  void forget(const DescriptorRange& range);

  /** Whether reads of the descriptor are held: one that stops all the same is to be compared whole. */
  bool holds_reads(int fd) const;
  /** From now on reads stop unless they are of a counted loop: the tracer looks for their content in later writes. */
  void hold_loops_only();

 private:
  /** Of the reads of a descriptor, one in so many stops: its content is compared when it is written. */
  static constexpr int64_t first_left = 31, most_left = 255;
  static constexpr uint64_t pairs_before = 8;
  /** Reads of a descriptor that stop before further ones are held. */
  static constexpr uint64_t reads_before = 4;

  /** As many threads may be in calls of former readers and loops and be counted right. */
  static constexpr size_t most_former = 256;

  /** A descriptor whose reads are held. */
  struct Reader {
    int fd = -1;
    uint64_t id = 0;
    EndPointer end;
    uint64_t reads = 0;
    /** Whether a read was written to several ends. */
    bool shared = false;
    /** Reads that are held before the next one stops. */
    int64_t left = first_left;
    /** As HookReader has it. */
    bool held = false, copied = false;
    uint64_t last_address = 0;
  };

  /** A place of the program that writes what was read from one descriptor. */
  struct Loop {
    pid_t tid = 0;
    int in = -1, out = -1;
    EndPointer from, to;
    uint64_t trampoline = 0, stack = 0, top = 0;
    uint32_t site = 0;
    /** That were seen, and how many have to be before further ones are counted: more after each that was changed. */
    uint64_t pairs = 0, needed = pairs_before;
    bool counted = false;
    /** Whether it writes from another buffer than it reads into. */
    bool copied = false;

    bool is(const Loop& other) const {
      return tid == other.tid && in == other.in && out == other.out && from == other.from && to == other.to &&
             trampoline == other.trampoline && stack == other.stack && top == other.top && copied == other.copied;
    }
  };

  struct LastRead {
    int fd;
    uint64_t length;
    /** That a write took it to. */
    const End* sink;
  };
  /** The read that a write took; null: it is not known. */
  struct Source {
    LastRead* read = nullptr;
    bool copied = false;
  };
  /** What a place of the hook's routes counts; a thread may still be in a write of it when its loop has ended. */
  struct Counting {
    uint64_t id = 0;
    pid_t tid = 0;
    EndPointer from, to;
    uint32_t site = 0;
    bool copied = false;
  };
  /** A word of the hook's state to be set. */
  struct Word {
    size_t offset;
    uint64_t value;
  };

  LoopCounter(pid_t pid, Injection injection);
  bool read_state();
  void set(size_t offset, const void* from, size_t bytes);
  void set(const std::vector<Word>& words);
  void end_held(const std::vector<Piece>& buffers);

  bool may_count(const Thread& thread, int fd) const;
  Reader* reader_of(int fd);
  void hold(Reader& reader);
  void end_reader(size_t place);
  void set_quiet(size_t place, int64_t fd);

  Source source_of(const Piece& buffer, const EndPointer* from);
  void note_pair(const Thread& thread, const Source& source, const EndPointer& from, uint32_t site);
  void note_sink(LastRead& read, const End* sink);
  Loop& place_for(const Loop& seen);
  bool is_counted(int in) const;
  void count(Loop& loop);
  void distrust(Loop& loop);
  void stop_counting(size_t place);
  void end_loop(size_t place);

  void retire(size_t place);
  static void add_pairs(const Counting& one, const HookRoute& before, const HookRoute& now, std::vector<CountedPairs>& into);
  void take_pairs(size_t place, const HookRoute& before, Counted& counted);
  void take_strays(uint64_t before, Counted& counted);
  void take_reads(Counted& counted);
  void take_read(const HeldRead& read, Counted& counted);
  const Counting* counting_of(uint64_t id) const;
  const HeldContent* take_content(const HeldRead& read, const Reader& reader, Counted& counted);

  pid_t pid_, stopped_;
  Injection injection_;
  uint64_t number_;
  int users_ = 1;
  std::array<Reader, hook_readers> readers_;
  std::array<Loop, hook_routes> loops_;
  std::array<Counting, hook_routes> counting_;
  /** Of readers and loops; those of a child's begin behind its parent's, whose reads it has. */
  uint64_t last_id_ = 0;
  /** Whose places others got since. */
  Former<EndPointer> former_ends_{most_former};
  Former<Counting> former_loops_{most_former};
  std::vector<CountedPairs> late_;
  std::array<int64_t, hook_quiet> quiet_;
  size_t next_quiet_ = 0;
  /** By the buffer's address. */
  std::unordered_map<uint64_t, LastRead> last_reads_;
  HookState state_{};
  uint64_t taken_ns_ = 0;
};

}  // namespace iopath::trace
