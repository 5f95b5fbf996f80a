// CPU time that others spend for a thread: io_uring's poller and workers are threads of the process, but not the
// sender's, and getrusage(RUSAGE_THREAD) knows nothing of them.
#pragma once

#include <cstdint>
#include <vector>

#include <ctime>

namespace iopath {

/**
 * What the process spends between start and stop on threads that did not exist at start, those that have ended by then
 * included: its whole CPU time less that of every thread known at start. Kernels before 5.12 run io_uring's threads
 * outside the process, where this sees nothing.
 */
class HelperTime {
 public:
  /** Threads started up to now are not helpers. */
  void start();
  /** May be called from the sender's thread itself: it allocates nothing and only reads clocks. */
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
