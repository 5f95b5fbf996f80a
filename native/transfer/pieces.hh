// The order in which a range is moved, chunk by chunk. Every strategy and the hashing of both ends walk the same pieces,
// so that strategies differ only in how they move them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "transfer/spec.hh"

namespace iopath {

/** One chunk: its offset in the input, its offset in a file sink, and its length. */
struct Piece {
  uint64_t offset;
  uint64_t sink_offset;
  size_t length;
};

/** A seeded permutation of 0..n-1 without memory: a four-round Feistel network, repeated until the result is below n. */
class Permutation {
 public:
  Permutation(uint64_t n, uint64_t seed);
  uint64_t operator()(uint64_t index) const;

 private:
  uint64_t n_;
  uint64_t seed_;
  unsigned half_bits_;
};

/** Walks a range of one file in chunks; the last one may be short, as may each record's last one in a followed log. */
class Pieces {
 public:
  Pieces(const Spec& spec, uint64_t offset, uint64_t length, uint64_t sink_offset)
      : offset_(offset), length_(length), sink_offset_(sink_offset), chunk_(spec.chunk_bytes),
        record_(spec.follow_bytes), count_((length + chunk_ - 1) / chunk_), random_(spec.order == Order::random),
        order_(count_, spec.seed) {}

  std::optional<Piece> next() {
    if (record_ > 0) return next_of_record();
    if (index_ == count_) return std::nullopt;
    const uint64_t at = (random_ ? order_(index_) : index_) * chunk_;
    ++index_;
    return Piece{offset_ + at, sink_offset_ + at, static_cast<size_t>(std::min(chunk_, length_ - at))};
  }

  uint64_t begin() const { return offset_; }
  uint64_t length() const { return length_; }
  uint64_t sink_offset() const { return sink_offset_; }
  bool random() const { return random_; }

 private:
  /** No piece crosses a record's end: the bytes after it have not been written yet. */
  std::optional<Piece> next_of_record() {
    if (index_ == length_) return std::nullopt;
    const uint64_t at = index_;
    const uint64_t length = std::min({chunk_, record_ - at % record_, length_ - at});
    index_ += length;
    return Piece{offset_ + at, sink_offset_ + at, static_cast<size_t>(length)};
  }

  uint64_t offset_, length_, sink_offset_, chunk_, record_, count_;
  bool random_;
  Permutation order_;
  /** Index of the next chunk; if records are followed, of its first byte. */
  uint64_t index_ = 0;
};

/**
 * The offset of each range in a file sink: one after the other, each at a multiple of `alignment`, as direct I/O and
 * reflinks need, which move whole blocks.
 */
constexpr uint64_t sink_alignment = 65536;
constexpr uint64_t next_sink_offset(uint64_t sink_offset, uint64_t length) {
  return (sink_offset + length + sink_alignment - 1) / sink_alignment * sink_alignment;
}

}  // namespace iopath
