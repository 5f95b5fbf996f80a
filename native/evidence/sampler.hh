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
  /** Samples the kernel took and could not keep. */
  uint64_t lost = 0;
  double wake_share = 0;
  std::vector<Leaf> leaves;
};

/**
 * Samples a thread at a rate of its own CPU time (perf software event cpu-clock, which virtual machines have too), and
 * with it the threads it starts after that: those of io_uring, which do its work elsewhere. Another thread empties
 * the rings ten times a second, so that runs of any length fit the memory any user may lock. start and stop belong to
 * one thread, which need not be the sampled one.
 */
class Sampler {
 public:
  Sampler();
  ~Sampler();

  /**
   * Starts sampling thread `tid` of this process at `hz`. Returns why not where it can't be had; the run then goes
   * on without samples.
   */
  std::optional<Reason> start(pid_t tid, uint64_t hz);

  /** Ends sampling and tells what was met; nothing if sampling never started. */
  std::optional<CopyTime> stop();

  /** Whether samples with readable names can be had here: tried on the calling thread. */
  static std::optional<Reason> absence();

 private:
  class Session;
  std::unique_ptr<Session> session_;
};

}  // namespace iopath
