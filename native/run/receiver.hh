// The far end of a socket or pipe: receives all bytes and discards or hashes them.
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
    /** Payload and headers; receiving the last of these bytes ends the run. Kernel TLS adds more bytes. */
    uint64_t expected;
    const std::atomic<bool>& stop;
  };

  /** Allocates memory; throws SystemError. */
  explicit Receiver(const Setup& setup);

  /** Receives until the end of the stream. Runs on a measured thread. */
  void run();

  /** The receive buffer; empty if bytes are discarded in the kernel. */
  std::span<std::byte> memory() const { return {buffer_.data(), buffer_.size()}; }

  Kernel kernel;
  /** Bytes received so far, for other threads to read. */
  std::atomic<uint64_t> received{0};
  /** CLOCK_MONOTONIC when the last expected byte arrived; 0 until then. */
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
