// Whether a case stands still. By what its program does, not by the clock: a busy machine makes it slow, not stuck.
#pragma once
#include <ctime>

#include "process.hh"

namespace inject {

class Watch {
 public:
  explicit Watch(int seconds = 5) : seconds_(seconds) {}

  void begin(pid_t process) {
    process_ = process;
    asleep_ = 0;
    looked_ = now();
    began_ = cpu_seconds(process);
  }
  void end() { process_ = 0; }

  /** Whether all threads slept at so many looks that a machine with time to spare would have come to them long ago. */
  bool is_stuck() {
    if (process_ == 0 || now() - looked_ < interval) return false;
    looked_ = now();
    if (all_asleep(process_)) ++asleep_;
    return asleep_ * interval > seconds_ || cpu_seconds(process_) - began_ > seconds_;
  }

 private:
  static constexpr double interval = 0.25;  // seconds between two looks: the tick of main

  static double now() {
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
  }

  int seconds_;
  pid_t process_ = 0;
  int asleep_ = 0;
  double looked_ = 0, began_ = 0;
};

}  // namespace inject
