#include "uring/slots.hh"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>

namespace iopath {

namespace {

constexpr size_t fewest_slots = 4;
constexpr size_t cached_bytes = 512 << 10;
constexpr size_t largest_slot = 4 << 20;
/** Registered memory counts as locked, and the kernel may still hold the previous ring's memory. */
constexpr size_t share_of_lockable = 4;
constexpr size_t page = 4096;

/** Twice the depth: as many slots are written while as many are read. */
size_t fewest_for(const Spec& spec) { return std::clamp<size_t>(2 * spec.depth, fewest_slots, most_slots); }

/** Bytes that this user may register in addition to an earlier ring's; unlimited for root. */
size_t find_registrable_bytes() {
  rlimit limit{};
  if (geteuid() == 0 || getrlimit(RLIMIT_MEMLOCK, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return SIZE_MAX;
  return limit.rlim_cur / share_of_lockable;
}

/** Read when the addon is loaded, so that a run makes no call for it. */
const size_t registrable_bytes = find_registrable_bytes();

/** Bytes of a slot: a chunk, or the part of it that lets the fewest slots be registered; whole pages. */
size_t slot_bytes_for(const Spec& spec, size_t chunk) {
  const size_t lockable = std::max(registrable_bytes / fewest_for(spec) / page * page, page);
  return std::min({chunk, largest_slot, lockable});
}

}  // namespace

size_t slots_bytes(const Spec& spec, size_t chunk) {
  const size_t slot_bytes = slot_bytes_for(spec, chunk);
  return slot_bytes * std::clamp(cached_bytes / slot_bytes, fewest_for(spec), most_slots);
}

Layout layout_for(const Spec& spec, size_t buffer_bytes) {
  const size_t slot_bytes = std::min(slot_bytes_for(spec, spec.chunk_bytes), buffer_bytes);
  size_t slots = std::clamp(buffer_bytes / slot_bytes, size_t{1}, most_slots);
  // A flush is due after this many chunks, and no later chunk may be written before it.
  if (spec.flush_every > 0) slots = std::min<uint64_t>(slots, spec.flush_every);
  return {slot_bytes, slots};
}

Layout splice_layout(const Spec& spec, size_t capacity) {
  const size_t slot_bytes = std::min({spec.chunk_bytes, uint64_t{largest_slot}, uint64_t{capacity ? capacity : SIZE_MAX}});
  const size_t slots = spec.flush_every > 0 ? std::min<uint64_t>(most_slots, spec.flush_every) : most_slots;
  return {slot_bytes, slots};
}

bool Cutter::next_chunk() {
  cut_ = 0;
  if (!source_) {
    const uint64_t left = transfer_.stream_bytes() - received_;
    chunk_ = {received_, received_, static_cast<size_t>(std::min(transfer_.spec.chunk_bytes, left))};
    received_ += chunk_.length;
    return chunk_.length > 0;
  }
  const auto piece = source_->next();
  chunk_ = piece.value_or(Piece{});
  return piece.has_value();
}

bool Cutter::next(Slot& slot) {
  if (cut_ == chunk_.length && !next_chunk()) return false;
  slot.offset = chunk_.offset + cut_;
  slot.sink_offset = chunk_.sink_offset + cut_;
  slot.length = std::min(slot_bytes_, chunk_.length - cut_);
  slot.filled = slot.drained = 0;
  cut_ += slot.length;
  slot.ends_chunk = cut_ == chunk_.length ? chunk_.length : 0;
  return true;
}

}  // namespace iopath
