// Measured threads. The stack is allocated and touched beforehand, so that the thread does only its work, and its
// resource use is read directly before and after that work.
#pragma once

#include <atomic>
#include <chrono>
#include <exception>
#include <functional>
#include <optional>
#include <vector>

#include <pthread.h>

#include "kernel/posix.hh"

namespace iopath {

/** CLOCK_MONOTONIC, nanoseconds. Read without a system call. */
uint64_t now_ns();

/** The processor's hint for a spinning loop. */
inline void relax() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#else
  asm volatile("yield" ::: "memory");
#endif
}

/** The tick by which the kernel splits CPU time into user and system, ns (CLOCK_MONOTONIC_COARSE's resolution). */
uint64_t cpu_grain_ns();

/** One thread over its work: its own clock (CLOCK_THREAD_CPUTIME_ID), and getrusage(RUSAGE_THREAD). */
struct ThreadUsage {
  int tid = 0;
  std::optional<int> cpu;
  uint64_t cpu_ns = 0;
  uint64_t user_ns = 0, system_ns = 0;
  uint64_t voluntary_switches = 0, involuntary_switches = 0;
  uint64_t minor_faults = 0, major_faults = 0;
};

/** One measured thread. The caller must join it before it goes. */
class MeasuredThread {
 public:
  struct Options {
    const char* name;
    std::optional<int> cpu;
    /** Runs on the thread once its work is done and its usage taken. */
    std::function<void()> afterwards = nullptr;
  };

  /** Starts the thread, which waits before `work`. The caller must have blocked all signals but SIGURG and SIGBUS. */
  MeasuredThread(const Options& options, std::function<void()> work);
  MeasuredThread(const MeasuredThread&) = delete;
  ~MeasuredThread();

  /** Starts its work. */
  void release();
  /** Waits until it has ended or `patience` has passed; true if it has ended. */
  bool join_within(std::chrono::milliseconds patience);
  bool finished() const { return finished_.load(std::memory_order_acquire); }
  /** Makes its current system call return EINTR. */
  void interrupt();

  // Valid once it has ended:
  const ThreadUsage& usage() const { return usage_; }
  uint64_t began_ns() const { return began_ns_; }
  uint64_t ended_ns() const { return ended_ns_; }
  /** What `work` threw, or null. */
  std::exception_ptr failure() const { return failure_; }

  /** Known from the constructor on. */
  int tid() const { return usage_.tid; }

 private:
  static void* main(void* self);
  void body();

  const Options options_;
  std::function<void()> work_;
  Mapping stack_;
  pthread_t thread_;
  bool joined_ = false;
  std::atomic<int> started_{0}, released_{0};
  std::atomic<bool> finished_{false};
  ThreadUsage usage_;
  uint64_t began_ns_ = 0, ended_ns_ = 0;
  std::exception_ptr failure_;
};

/** Blocks, for the calling thread and those it starts, all signals that a run does not use (SIGPIPE among them). */
void block_foreign_signals();

}  // namespace iopath
