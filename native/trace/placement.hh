// One CPU for the tracer and the threads that do I/O: a stop then needs no wake-up of another CPU, which costs more than
// the stop itself on many machines (measured on a virtual machine with two CPUs: 88 against 5.9 microseconds).
#pragma once

#include <cstdint>

#include <sched.h>
#include <sys/types.h>

namespace iopath::trace {

class Placement {
 public:
  /** Nothing is measured or moved. */
  Placement() { CPU_ZERO(&before_); }
  /** Measures what a stop costs both ways, some milliseconds, and decides; with `allowed` false nothing is moved. */
  explicit Placement(bool allowed);

  /** The CPU that is shared, or -1 where every thread stays where it is. */
  int cpu() const { return cpu_; }
  /** Nanoseconds of one stop, as measured at the start: on one CPU, and on two. Zero where it could not be measured. */
  uint64_t stop_ns() const { return cpu_ >= 0 || apart_ns_ == 0 ? pinned_ns_ : apart_ns_; }
  uint64_t pinned_ns() const { return pinned_ns_; }
  uint64_t apart_ns() const { return apart_ns_; }

  /** Moves a thread to the shared CPU, unless it was given CPUs of its own. */
  bool pin(pid_t thread) const;
  /** Gives a thread the CPUs that the tracer was started with. */
  void release(pid_t thread) const;

 private:
  cpu_set_t before_;
  int cpu_ = -1;
  uint64_t pinned_ns_ = 0, apart_ns_ = 0;
};

}  // namespace iopath::trace
