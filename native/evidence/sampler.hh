// Where one thread's CPU time goes, by samples of its kernel call chains.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

#include "kernel/posix.hh"

namespace iopath {

/** Kernel samples of the sender's thread; shares are parts (0..1) of all samples. */
struct CopyTime {
  struct Leaf {
    std::string symbol;
    uint64_t samples;
  };
  double share = 0;
  uint64_t samples = 0;
  /** Samples that the kernel took and lost. */
  uint64_t lost = 0;
  double wake_share = 0;
  std::vector<Leaf> leaves;
};

/**
 * Samples a thread at a rate of its own CPU time (perf software event cpu-clock, which virtual machines have too),
 * including the threads it starts afterwards (io_uring's, which do part of its work). Another thread empties the rings
 * ten times a second, so that runs of any length fit the memory that any user may lock. start and stop are called on one
 * thread, which need not be the sampled one.
 */
class Sampler {
 public:
  Sampler();
  ~Sampler();

  /**
   * Starts sampling thread `tid` of this process at `hz`. Returns the reason if sampling is unavailable; the run then
   * continues without samples.
   */
  std::optional<Reason> start(pid_t tid, uint64_t hz);

  /** Ends sampling and returns the counts; empty if sampling never started. */
  std::optional<CopyTime> stop();

  /** Whether samples with readable names are available: tried on the calling thread. */
  static std::optional<Reason> absence();

 private:
  class Session;
  std::unique_ptr<Session> session_;
};

}  // namespace iopath
