// The pipe inside splice, vmsplice and io-uring-splice, made and sized by the measured thread.
#pragma once

#include "transfer/strategy.hh"

namespace iopath {

class Pipe {
 public:
  /** pipe2 and F_SETPIPE_SZ; requests `spec.pipe_bytes` and records the granted size as a finding. */
  explicit Pipe(Transfer& transfer);

  size_t capacity() const { return capacity_; }
  int read_end() const { return read_.get(); }
  int write_end() const { return write_.get(); }

  /**
   * Makes `attempt` (a splice or vmsplice into descriptor `in`, not waiting for room) until it neither was interrupted
   * nor found an unready source. Returns what it moved, 0 included.
   */
  template <typename Attempt>
  size_t fill(Transfer& transfer, Call call, const char* path, Attempt attempt) {
    for (;;) {
      const long n = attempt(write_.get());
      if (n >= 0) [[likely]] return static_cast<size_t>(n);
      // It was drained before, so there is room. A pipe that is full all the same holds bytes that the kernel reported as gone.
      if (errno == EAGAIN && held() > 0) lost_count(call);
      transfer.settle(call, path, write_.get(), POLLOUT);
    }
  }

  /** Splices `length` bytes from the pipe to the sink. `more`: further bytes of the same chunk follow. */
  void drain(Transfer& transfer, size_t length, bool more);

 private:
  Pipe(Transfer& transfer, int (&&ends)[2]);
  size_t held() const;
  [[noreturn]] static void lost_count(Call call);

  CountedFd read_, write_;
  size_t capacity_;
};

}  // namespace iopath
