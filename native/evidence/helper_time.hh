// CPU time that other threads spend for a thread: io_uring's poller and workers are threads of the process, and
// getrusage(RUSAGE_THREAD) of the sender does not include them.
#pragma once

#include <cstdint>
#include <vector>

#include <ctime>

namespace iopath {

/**
 * CPU time between start and stop of threads that did not exist at start, including those that have ended: the
 * process's CPU time less that of every thread known at start. Kernels before 5.12 run io_uring's threads outside the
 * process, and this does not count them.
 */
class HelperTime {
 public:
  /** Threads that exist now are not helpers. */
  void start();
  /** May be called on the sender's thread: it allocates nothing and only reads clocks. */
  void stop();
  /** Nanoseconds between start and stop. */
  uint64_t spent_ns() const { return spent_ns_; }

 private:
  struct Known {
    clockid_t clock;
    uint64_t ns;
  };

  std::vector<Known> known_;
  uint64_t process_ns_ = 0;
  uint64_t spent_ns_ = 0;
};

}  // namespace iopath
