// The far end of a socket or pipe: takes everything that comes, and drops or hashes it.
#pragma once

#include <atomic>
#include <span>

#include "kernel/counters.hh"
#include "run/hash.hh"
#include "kernel/posix.hh"
#include "transfer/spec.hh"

namespace iopath {

class alignas(apart) Receiver {
 public:
  struct Setup {
    const Spec& spec;
    int fd;
    /** Payload and headers together, what came last of which ends the run; more comes of what the kernel encrypts. */
    uint64_t expected;
    const std::atomic<bool>& stop;
  };

  /** Prepares memory; throws SystemError. */
  explicit Receiver(const Setup& setup);

  /** Until the end of the stream. Runs on a measured thread. */
  void run();

  /** What it receives into; empty where it drops what comes. */
  std::span<std::byte> memory() const { return {buffer_.data(), buffer_.size()}; }

  Kernel kernel;
  /** What has come so far, for others to read. */
  std::atomic<uint64_t> received{0};
  /** CLOCK_MONOTONIC at the moment the last expected byte had come; 0 until then. */
  uint64_t complete_ns = 0;
  Hash hash;

 private:
  long take();

  const Setup setup_;
  const bool pipe_, spin_, keeps_;
  Mapping buffer_;
  Fd null_;
};

}  // namespace iopath
