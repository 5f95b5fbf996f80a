// What the kernel counted for threads that relay and for their processes.
#pragma once

#include <vector>

#include "trace/process.hh"

namespace iopath::trace {

/** Bytes of read and write calls of a process: what was traced, and what the kernel counted. */
struct ProcessTotals {
  Who who;
  uint64_t traced_read, traced_written;
  ProcessIo kernel;
};

/** Keeps the first 1024 threads and as many processes; the relays hold the bytes of all. */
class KernelCounts {
 public:
  /** With `in_windows`, a thread is traced several times, and its counts are added up. */
  explicit KernelCounts(bool in_windows) : in_windows_(in_windows) {}

  /** Takes the counts of a thread that relayed since it was last taken; no other is kept. */
  void take(Thread& thread);
  /** Takes the counts of a process that read or wrote since it was last taken. */
  void take(Process& process);

  const std::vector<ThreadFacts>& threads() const { return threads_; }
  const std::vector<ProcessTotals>& processes() const { return processes_; }

 private:
  bool in_windows_;
  std::vector<ThreadFacts> threads_;
  std::vector<ProcessTotals> processes_;
};

}  // namespace iopath::trace
