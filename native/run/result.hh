// The result of one run: the C++ side of RunResult (src/model/sample.ts). Times are nanoseconds, sizes bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "evidence/hardware_counters.hh"
#include "evidence/sampler.hh"
#include "kernel/counters.hh"
#include "kernel/thread.hh"
#include "run/channel.hh"
#include "transfer/transfer.hh"

namespace iopath {

struct Hashes {
  const char* algorithm;
  std::string source, sink;
};

struct Result {
  uint64_t bytes = 0;
  uint64_t wall_ns = 0;
  ThreadUsage sender;
  std::optional<ThreadUsage> receiver;
  Kernel sender_calls, receiver_calls;
  uint64_t device_read_bytes = 0;
  /** Empty if the kernel does not report it. */
  std::optional<uint64_t> cached_bytes;
  /** CPU time of kernel threads that worked for the sender; empty if the strategy has none. */
  std::optional<uint64_t> helper_ns;
  const char* ran_as = nullptr;
  /** Why the run differs from the request, if it does. */
  std::optional<Reason> because;
  Granted granted;
  Findings found;
  std::optional<uint64_t> shared_bytes;
  std::optional<Hashes> hash;
  std::optional<CopyTime> copy_time;
  /** Empty if the machine has no such counters. */
  std::optional<HardwareCounts> hardware;
};

}  // namespace iopath
