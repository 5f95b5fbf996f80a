// The buffers of a pump, and the division of its job into them.
#pragma once

#include <array>

#include "transfer/strategy.hh"

namespace iopath {

/** One buffer's bytes in transit. */
struct Slot {
  std::byte* data;
  uint64_t offset;
  uint64_t sink_offset;
  size_t length;
  size_t filled;
  size_t drained;
  /** Length of the chunk that ends with these bytes; else 0. */
  size_t ends_chunk;

  bool done() const { return drained == length; }
};

inline constexpr size_t most_slots = 32;

/** How a buffer is divided. */
struct Layout {
  size_t slot_bytes;
  size_t slots;
};

/** Memory for chunks of that length: enough slots to amortise a batch's call, few enough to stay in a cache. */
size_t slots_bytes(const Spec& spec, size_t chunk);

/** The slots that fit into a buffer of that size, as computed by slots_bytes for the longest input. */
Layout layout_for(const Spec& spec, size_t buffer_bytes);

/** The same for pages through a pipe of that capacity, 0 for the sink itself: its slots hold no memory. */
Layout splice_layout(const Spec& spec, size_t capacity);

/** Divides files or a stream into slots: a chunk larger than a slot takes several. */
class Cutter {
 public:
  Cutter(Transfer& transfer, size_t slot_bytes) : transfer_(transfer), slot_bytes_(slot_bytes) {}

  /** Starts another file. Null for a stream. */
  void start(Source* source) { source_ = source, chunk_.length = cut_ = 0; }
  /** Sets the slot to the next bytes; false if none are left. */
  bool next(Slot& slot);

 private:
  bool next_chunk();

  Transfer& transfer_;
  const size_t slot_bytes_;
  Source* source_ = nullptr;
  Piece chunk_{};
  size_t cut_ = 0;
  uint64_t received_ = 0;
};

}  // namespace iopath
