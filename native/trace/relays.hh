// Totals of relays, moves inside the kernel and blind spots. Memory is bounded however long the program runs.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include <sys/types.h>

#include "trace/ends.hh"

namespace iopath::trace {

/** The process a relay happened in; pid 0 stands for many processes of that name. */
struct Who {
  pid_t pid;
  std::string name;
};

struct Relay {
  Who who;
  End from, to;
  uint64_t bytes = 0, reads = 0, writes = 0;
  /** Bytes compared one by one; all others by the head and tail of what was read. */
  uint64_t compared = 0;
  /** Bytes and writes that were counted before they returned. */
  /** Monotonic clock, nanoseconds. */
  uint64_t first_ns = 0, last_ns = 0;
  /** Threads that wrote, at most `most_threads`. */
  std::set<pid_t> threads;
  /** Bytes by call site: an index into the sites of the tracer. */
  std::map<uint32_t, uint64_t> sites;
};

struct Move {
  Who who;
  const char* syscall;
  End from, to;
  uint64_t bytes = 0, calls = 0;
};

struct BlindSpot {
  /** `io_uring`, `mmap`, `recvmmsg`, `sendmmsg`, `setuid`, `architecture`, `contents`. */
  std::string kind;
  Who who;
  /** What it is about: a file's path; empty where there is nothing to name. */
  std::string detail;
  uint64_t count = 0;
  uint64_t bytes = 0;
};

/** A part of a relay: that of one write, or of many made at one place. */
struct Relayed {
  const Who& who;
  pid_t thread;
  const EndPointer& from;
  const EndPointer& to;
  uint64_t bytes, compared, reads, writes;
  uint64_t first_ns, last_ns;
  uint32_t site;
};

/** Adds up; where the rows run out, the smaller half is folded into rows that name kinds of ends only. */
class Findings {
 public:
  static constexpr size_t most_rows = 4096;
  static constexpr size_t most_threads = 64;
  static constexpr size_t most_sites = 16;

  void add(const Relayed& part);
  void add_move(const Who& who, const char* syscall, const EndPointer& from, const EndPointer& to, uint64_t bytes);
  void add_blind_spot(const std::string& kind, const Who& who, const std::string& detail, uint64_t bytes = 0);
  void add_changed(uint64_t bytes) { changed_ += bytes; }

  const std::unordered_map<std::string, Relay>& relays() const { return relays_; }
  const std::unordered_map<std::string, Move>& moves() const { return moves_; }
  const std::map<std::string, BlindSpot>& blind_spots() const { return blind_spots_; }
  /** Rows that were folded. */
  uint64_t folded() const { return folded_; }
  /** Bytes written from where something else had been read. */
  uint64_t changed() const { return changed_; }

 private:
  Relay& row_of(const Relayed& part);
  void fold_relays();
  void fold_moves();

  /** The row of the last part: a copy loop adds to one row again and again. The ends are held so that no other gets their address. */
  struct Last {
    pid_t pid = 0;
    EndPointer from, to;
    Relay* row = nullptr;
  };
  Last last_;
  std::unordered_map<std::string, Relay> relays_;
  std::unordered_map<std::string, Move> moves_;
  std::map<std::string, BlindSpot> blind_spots_;
  uint64_t folded_ = 0;
  uint64_t changed_ = 0;
};

}  // namespace iopath::trace
