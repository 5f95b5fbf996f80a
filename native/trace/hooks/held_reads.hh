// Reads that the hook holds inside a traced program until a write takes them or the tracer gets them. Only for hook_code.cc: all of it is
// compiled into the hook's own functions.
#pragma once

#include <cstddef>

#include "trace/hooks/hook.hh"

#if defined(__x86_64__)

#define INLINED __attribute__((always_inline, target("general-regs-only"), no_sanitize("address", "undefined"))) inline

namespace iopath::trace {

/** Lies anywhere in the program's memory. */
using Word = uint64_t __attribute__((aligned(1), may_alias));

INLINED HeldContent& content_of(size_t reader) { return reinterpret_cast<HeldContent*>(hook_contents)[reader]; }

/** False where the tracer ended it before its end. */
INLINED bool copy(unsigned char* to, uint64_t from, uint64_t bytes) {
  const unsigned char* const end = to + bytes;
  asm volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(bytes) : : "memory");
  return to == end;
}

/** Of the words at an offset; 0: none. */
INLINED uint64_t difference(const unsigned char* kept, uint64_t now, uint64_t at) {
  return *reinterpret_cast<const Word*>(kept + at) ^ *reinterpret_cast<const Word*>(now + at);
}

/** `bytes` is at least 8. */
INLINED bool same_words(const unsigned char* kept, uint64_t now, uint64_t bytes) {
  uint64_t at = 0;
  for (; at + 32 <= bytes; at += 32)
    if (difference(kept, now, at) | difference(kept, now, at + 8) | difference(kept, now, at + 16) | difference(kept, now, at + 24))
      return false;
  for (; at + 8 <= bytes; at += 8)
    if (difference(kept, now, at)) return false;
  return !difference(kept, now, bytes - 8);
}

INLINED void add(uint64_t& counter, uint64_t by) { __atomic_fetch_add(&counter, by, __ATOMIC_RELAXED); }

INLINED bool take(uint32_t& state, uint32_t from) {
  return __atomic_compare_exchange_n(&state, &from, hook_busy, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);
}

INLINED void leave(uint32_t& state, uint32_t as) { __atomic_store_n(&state, as, __ATOMIC_RELEASE); }

INLINED bool overlaps(const HeldRead& read, uint64_t address, uint64_t bytes) {
  return read.address < address + bytes && address < read.address + read.length;
}

/** Whether the tracer has to get what is in this place: a later write may take it, from here or from a copy. */
INLINED bool is_needed(const HeldRead& read) {
  return (read.shared || !read.writer) && read.ended != read.number && read.taken != read.number;
}

/** Whether a read into this memory can be held, and ends none that is needed. */
INLINED bool has_room(const HookState& state, uint64_t address, uint64_t bytes) {
  size_t needed = 0;
  for (const HeldRead& read : state.reads) {
    if (read.state != hook_held || !is_needed(read)) continue;
    if (overlaps(read, address, bytes)) return false;
    ++needed;
  }
  // Other threads may read before this one holds what it read.
  return needed < hook_reads * 3 / 4;
}

/** What was held of this memory is not there any more. */
INLINED void end_overlapped(HookState& state, uint64_t address, uint64_t bytes) {
  for (HeldRead& read : state.reads) {
    if (read.state != hook_held || !overlaps(read, address, bytes) || !take(read.state, hook_held)) continue;
    leave(read.state, overlaps(read, address, bytes) ? hook_empty : hook_held);
  }
}

/** A place whose read nobody needs, taken; the older ones first. */
INLINED HeldRead* take_place(HookState& state, uint64_t number) {
  for (size_t at = 0; at < hook_reads; ++at) {
    HeldRead& read = state.reads[(number + at) % hook_reads];
    const uint32_t before = read.state;
    if (before == hook_busy || (before == hook_held && is_needed(read)) || !take(read.state, before)) continue;
    // Another thread may have used it in between.
    if (before == hook_empty || !is_needed(read)) return &read;
    leave(read.state, before);
  }
  return nullptr;
}

/** Whether the last read's content is still to be had by the tracer, which a further read would end. */
INLINED bool is_content_needed(const HookState& state, const HeldContent& content) {
  const HeldRead& read = state.reads[content.read];
  return content.state != hook_empty && read.number == content.number && is_needed(read);
}

INLINED void hold_content(HeldContent& content, const HeldRead& read, uint32_t place) {
  const uint32_t before = content.state;
  // Another thread reads from the descriptor just now.
  if (before == hook_busy || !take(content.state, before)) return;
  __atomic_store_n(&content.number, 0, __ATOMIC_RELEASE);
  const bool whole = copy(content.bytes, read.address, read.length);
  content.read = place;
  content.length = read.length;
  if (whole) __atomic_store_n(&content.number, read.number, __ATOMIC_RELEASE);
  leave(content.state, hook_held);
}

INLINED void hold(HookState& state, const HookFrame& frame, uint64_t bytes) {
  HookReader& reader = *frame.reader;
  const uint64_t address = frame.arguments[1];
  const bool known = reader.id == frame.id;
  end_overlapped(state, address, bytes);
  if (known) __atomic_fetch_sub(&reader.left, 1, __ATOMIC_RELAXED);
  const uint64_t number = __atomic_add_fetch(&state.last_read, 1, __ATOMIC_RELAXED);
  HeldRead* const place = take_place(state, number);
  if (!place) return;
  HeldRead& read = *place;
  __atomic_store_n(&read.complete, 0, __ATOMIC_RELEASE);
  __atomic_store_n(&read.number, number, __ATOMIC_RELEASE);
  read.in = static_cast<int32_t>(frame.arguments[0]);
  read.reader = frame.id;
  read.address = address;
  read.length = bytes;
  read.writer = 0;
  read.shared = known ? reader.shared : 1;
  if (bytes <= 2 * hook_edge) {
    copy(read.edges, address, bytes);
  } else {
    copy(read.edges, address, hook_edge);
    copy(read.edges + hook_edge, address + bytes - hook_edge, hook_edge);
  }
  __atomic_store_n(&read.complete, number, __ATOMIC_RELEASE);
  if (known && reader.copied && bytes <= hook_content_bytes)
    hold_content(content_of(static_cast<size_t>(&reader - state.readers)), read, static_cast<uint32_t>(place - state.reads));
  leave(read.state, hook_held);
}

}  // namespace iopath::trace

#endif
