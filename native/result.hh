// What one run tells: the C++ side of RunResult (src/model/sample.ts). Times are nanoseconds, sizes bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "counters.hh"
#include "strategy.hh"

namespace iopath {

/** getrusage(RUSAGE_THREAD) of one thread over its work. */
struct ThreadUsage {
  int tid = 0;
  std::optional<int> cpu;
  uint64_t user_ns = 0, system_ns = 0;
  uint64_t voluntary_switches = 0, involuntary_switches = 0;
  uint64_t minor_faults = 0, major_faults = 0;
};

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

/** The processor's own counts of the sender's thread, user space and kernel together. */
struct HardwareCounts {
  uint64_t cycles, instructions;
  /** Of the last level; nothing where the processor does not count them. */
  std::optional<uint64_t> cache_misses;
};

/** Pipe, socket buffers and low-water mark as the kernel granted them. */
struct Granted {
  std::optional<uint64_t> pipe_bytes, send_buffer_bytes, receive_buffer_bytes, receive_low_water;
};

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
  uint64_t cached_bytes = 0;
  /** CPU time of kernel threads that worked for the sender; nothing where the strategy has none. */
  std::optional<uint64_t> helper_ns;
  const char* ran_as = nullptr;
  std::string because;
  Granted granted;
  Findings found;
  std::optional<uint64_t> shared_bytes;
  std::optional<Hashes> hash;
  std::optional<CopyTime> copy_time;
  /** Nothing where the machine has no such counters. */
  std::optional<HardwareCounts> hardware;
};

}  // namespace iopath
