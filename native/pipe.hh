// The pipe inside splice and vmsplice, made and sized by the measured thread.
#pragma once

#include "strategy.hh"

namespace iopath {

class Pipe {
 public:
  /** pipe2 and F_SETPIPE_SZ; asks for `spec.pipe_bytes`, takes what is granted and notes it as a finding. */
  explicit Pipe(Transfer& transfer);

  int out() const { return read_.get(); }
  int in() const { return write_.get(); }
  size_t capacity() const { return capacity_; }

  /** Splices `length` bytes from the pipe to the sink. `more` says that others of the same chunk follow. */
  void drain(Transfer& transfer, size_t length, bool more);

 private:
  Pipe(Transfer& transfer, int (&&ends)[2]);

  CountedFd read_, write_;
  size_t capacity_;
};

}  // namespace iopath
