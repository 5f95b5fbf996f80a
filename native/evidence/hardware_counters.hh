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
  /** Misses of the last level; empty if the processor does not count them. */
  std::optional<uint64_t> cache_misses;
};

/**
 * Counts in user space and in the kernel, including threads that the counted one starts afterwards (io_uring's). Most
 * virtual machines have no such counters. start and stop are called on one thread, which need not be the counted one.
 * The counts include some microseconds of the counted thread's start and end.
 */
class HardwareCounters {
 public:
  /** Starts on thread `tid` of this process. Returns the reason if counters are unavailable; stop() is then empty. */
  std::optional<Reason> start(pid_t tid);

  /** The counts. Call it once the thread has ended. */
  std::optional<HardwareCounts> stop();

  /** Whether the counters are available: tried on the calling thread. */
  static std::optional<Reason> absence() { return HardwareCounters().start(0); }

 private:
  std::array<Fd, 3> events_;
};

}  // namespace iopath
