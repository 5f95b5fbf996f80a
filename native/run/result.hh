// What one run tells: the C++ side of RunResult (src/model/sample.ts). Times are nanoseconds, sizes bytes.
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
  /** Nothing where the kernel does not tell. */
  std::optional<uint64_t> cached_bytes;
  /** CPU time of kernel threads that worked for the sender; nothing where the strategy has none. */
  std::optional<uint64_t> helper_ns;
  const char* ran_as = nullptr;
  /** Why it ran otherwise than asked for, where it did. */
  std::optional<Reason> because;
  Granted granted;
  Findings found;
  std::optional<uint64_t> shared_bytes;
  std::optional<Hashes> hash;
  std::optional<CopyTime> copy_time;
  /** Nothing where the machine has no such counters. */
  std::optional<HardwareCounts> hardware;
};

}  // namespace iopath
