// Reads that the hook holds inside a traced program until a write takes them or the tracer gets them. Only for hook_code.cc: all of it is
// compiled into the hook's own functions.
#pragma once

#include <cstddef>

#include "trace/hooks/hook.hh"

#if defined(__x86_64__)

#define INLINED __attribute__((always_inline, target("general-regs-only"), no_sanitize("address", "undefined"))) inline

namespace iopath::trace {

INLINED void copy(unsigned char* to, uint64_t from, uint64_t bytes) {
  asm volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(bytes) : : "memory");
}

INLINED void add(uint64_t& counter, uint64_t by) { __atomic_fetch_add(&counter, by, __ATOMIC_RELAXED); }

INLINED bool take(HeldRead& read, uint32_t from) {
  return __atomic_compare_exchange_n(&read.state, &from, hook_busy, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);
}

INLINED void leave(HeldRead& read, uint32_t state) { __atomic_store_n(&read.state, state, __ATOMIC_RELEASE); }

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
    if (read.state != hook_held || !overlaps(read, address, bytes) || !take(read, hook_held)) continue;
    leave(read, overlaps(read, address, bytes) ? hook_empty : hook_held);
  }
}

/** A place whose read nobody needs, taken; the older ones first. */
INLINED HeldRead* take_place(HookState& state, uint64_t number) {
  for (size_t at = 0; at < hook_reads; ++at) {
    HeldRead& read = state.reads[(number + at) % hook_reads];
    const uint32_t before = read.state;
    if (before == hook_busy || (before == hook_held && is_needed(read)) || !take(read, before)) continue;
    // Another thread may have used it in between.
    if (before == hook_empty || !is_needed(read)) return &read;
    leave(read, before);
  }
  return nullptr;
}

INLINED void hold(HookState& state, HookReader& reader, uint64_t address, uint64_t bytes) {
  end_overlapped(state, address, bytes);
  __atomic_fetch_sub(&reader.left, 1, __ATOMIC_RELAXED);
  const uint64_t number = __atomic_add_fetch(&state.last_read, 1, __ATOMIC_RELAXED);
  HeldRead* const place = take_place(state, number);
  if (!place) return;
  HeldRead& read = *place;
  __atomic_store_n(&read.complete, 0, __ATOMIC_RELEASE);
  __atomic_store_n(&read.number, number, __ATOMIC_RELEASE);
  read.in = reader.fd;
  read.address = address;
  read.length = bytes;
  read.writer = 0;
  read.shared = reader.shared;
  if (bytes <= 2 * hook_edge) {
    copy(read.edges, address, bytes);
  } else {
    copy(read.edges, address, hook_edge);
    copy(read.edges + hook_edge, address + bytes - hook_edge, hook_edge);
  }
  __atomic_store_n(&read.complete, number, __ATOMIC_RELEASE);
  leave(read, hook_held);
}

}  // namespace iopath::trace

#endif
