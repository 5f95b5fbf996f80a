// Cycles, instructions and cache misses of one thread, from the processor's own counters (perf_event_open(2)).
#pragma once

#include <array>
#include <optional>

#include <sys/types.h>

#include "kernel/posix.hh"

namespace iopath {

/** The processor's own counts of the sender's thread, user space and kernel together. */
struct HardwareCounts {
  uint64_t cycles, instructions;
  /** Of the last level; nothing where the processor does not count them. */
  std::optional<uint64_t> cache_misses;
};

/**
 * Counts in user space and in the kernel, with the threads that the counted one starts after that (io_uring's). Most
 * virtual machines have no such counters. start and stop belong to one thread, which need not be the counted one;
 * between them the counts run, so that the counted thread's way to its work and its end, some microseconds, are in them.
 */
class HardwareCounters {
 public:
  /** Starts on thread `tid` of this process. Returns why not where they can't be had; stop() then has nothing. */
  std::optional<Reason> start(pid_t tid);

  /** What was counted, once the thread has ended. */
  std::optional<HardwareCounts> stop();

  /** Whether they can be had here: tried on the calling thread. */
  static std::optional<Reason> absence() { return HardwareCounters().start(0); }

 private:
  std::array<Fd, 3> events_;
};

}  // namespace iopath
