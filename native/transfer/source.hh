// One input file as the measured thread reads it.
#pragma once

#include <optional>

#include "kernel/counters.hh"
#include "transfer/pieces.hh"

namespace iopath {

/** Waits until a growing log has the requested bytes. */
class GrowthFollower {
 public:
  virtual void await_growth(uint64_t end) = 0;

 protected:
  ~GrowthFollower() = default;
};

/** An input file, opened by the measured thread: a descriptor and the walk over the requested range. */
class Source {
 public:
  Source(CountedFd fd, const char* path, Pieces pieces, GrowthFollower* follower)
      : path(path), pieces(pieces), fd_(std::move(fd)), follower_(follower) {}

  int fd() const { return fd_.get(); }
  /** If a log is followed, waits until the piece has been written. */
  std::optional<Piece> next() {
    const auto piece = pieces.next();
    if (piece && follower_) [[unlikely]] follower_->await_growth(piece->offset + piece->length);
    return piece;
  }

  const char* path;
  Pieces pieces;

 private:
  CountedFd fd_;
  GrowthFollower* follower_;
};

}  // namespace iopath
