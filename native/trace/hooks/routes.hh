// Writes that the hook makes, because the tracer has seen their loop, and what it counts of them. Only for hook_code.cc, as held_reads.hh.
#pragma once

#include "trace/hooks/held_reads.hh"

#if defined(__x86_64__)

namespace iopath::trace {

INLINED bool same(const unsigned char* kept, uint64_t now, uint64_t bytes) {
  bool equal;
  asm volatile("cmp %%rcx, %%rcx\n\trepe cmpsb" : "=@cce"(equal), "+D"(kept), "+S"(now), "+c"(bytes) : : "memory");
  return equal;
}

INLINED void copy_words(unsigned char* to, const unsigned char* from) {
  for (size_t at = 0; at < 2 * hook_edge; at += sizeof(uint64_t))
    __atomic_store_n(reinterpret_cast<uint64_t*>(to + at), *reinterpret_cast<const uint64_t*>(from + at), __ATOMIC_RELAXED);
}

/** Whether the call is a write of the route. */
INLINED bool is_of(const HookFrame& frame, const HookRoute& route) {
  const uint64_t stack = reinterpret_cast<uint64_t>(&frame + 1) + red_zone;
  return route.counts && route.out == static_cast<int>(frame.arguments[0]) && route.site == frame.site && route.stack == stack &&
         route.top == *reinterpret_cast<const uint64_t*>(stack);
}

INLINED HookRoute* route_from(HookState& state, const HookFrame& frame, int in) {
  for (HookRoute& route : state.routes)
    if (is_of(frame, route) && route.in == in) return &route;
  return nullptr;
}

/** Whether the first `bytes` of the buffer are still what was read, by the edges as they were before the write. */
INLINED bool unchanged(const HookFrame& frame, uint64_t bytes) {
  const uint64_t address = frame.arguments[1], length = frame.arguments[2];
  if (length <= 2 * hook_edge) return same(frame.edges, address, bytes);
  if (!same(frame.edges, address, bytes < hook_edge ? bytes : hook_edge)) return false;
  return bytes < length || same(frame.edges + hook_edge, address + bytes - hook_edge, hook_edge);
}

INLINED void count_stray(HookState& state, uint64_t id, uint64_t bytes, uint64_t reads) {
  const uint64_t number = __atomic_add_fetch(&state.last_stray, 1, __ATOMIC_RELAXED);
  HookStray& stray = state.strays[number % hook_strays];
  __atomic_store_n(&stray.number, 0, __ATOMIC_RELEASE);
  stray.id = id;
  stray.bytes = bytes;
  stray.reads = reads;
  __atomic_store_n(&stray.number, number, __ATOMIC_RELEASE);
}

INLINED void count(HookState& state, HookFrame& frame, uint64_t bytes) {
  HookRoute& route = *frame.route;
  const bool known = route.id == frame.id;
  const bool equal = unchanged(frame, bytes);
  const bool whole = bytes == frame.arguments[2];
  // Of a copied buffer's part the rest is no whole read, and its beginning nothing to find it by.
  if (known && (!equal || (!whole && route.copied))) __atomic_store_n(&route.counts, 0, __ATOMIC_RELAXED);
  if (!equal) return add(state.changed, bytes);
  HeldRead& read = *frame.read;
  // Of a part, the tracer sees the write of the rest, and needs the read for it.
  const uint64_t first = whole && (read.number != frame.read_number || read.writer != frame.id);
  if (whole && read.number == frame.read_number) read.writer = frame.id;
  if (!known) return count_stray(state, frame.id, bytes, first);
  add(route.bytes, bytes);
  if (first) add(route.reads, 1);
  __atomic_fetch_add(&route.writes, 1, __ATOMIC_RELEASE);
}

/** The read that filled exactly this buffer. */
INLINED HeldRead* held_at(HookState& state, uint64_t address, uint64_t bytes) {
  for (HeldRead& read : state.reads)
    if (read.address == address && read.length == bytes && read.state == hook_held && read.ended != read.number) return &read;
  return nullptr;
}

/** Whether what the frame has of the read is one read's, and that still there. */
INLINED bool is_whole(const HookFrame& frame) {
  const HeldRead& read = *frame.read;
  return __atomic_load_n(&read.complete, __ATOMIC_ACQUIRE) == frame.read_number && read.number == frame.read_number;
}

INLINED bool plan_write_of(HookFrame& frame, HookRoute& route, HeldRead& read, uint64_t number) {
  frame.plan = HookPlan::write;
  frame.route = &route;
  frame.id = route.id;
  frame.read = &read;
  frame.read_number = number;
  copy_words(frame.edges, read.edges);
  return is_whole(frame);
}

/** Uniform content such as zeros occurs everywhere, so equality does not show where it came from. */
INLINED bool is_uniform(const HeldContent& content) {
  const auto first = reinterpret_cast<uint64_t>(content.bytes);
  return content.length < 2 * sizeof(Word) || same_words(content.bytes, first + 1, content.length - 1);
}

/** A write of the last read's bytes from another buffer, for the first time. */
INLINED bool plan_copied_write(HookState& state, HookFrame& frame) {
  const uint64_t address = frame.arguments[1], length = frame.arguments[2];
  for (HookRoute& route : state.routes) {
    if (!route.copied || !is_of(frame, route)) continue;
    const HeldContent& content = content_of(route.copied - 1);
    const uint64_t number = __atomic_load_n(&content.number, __ATOMIC_ACQUIRE);
    if (content.state != hook_held || content.length != length || length < sizeof(Word)) continue;
    HeldRead& read = state.reads[content.read];
    if (read.number != number || read.in != route.in || read.writer || is_uniform(content)) continue;
    if (!same_words(content.bytes, address, length)) continue;
    return plan_write_of(frame, route, read, number) && __atomic_load_n(&content.number, __ATOMIC_ACQUIRE) == number;
  }
  return false;
}

INLINED bool plan_write(HookState& state, HookFrame& frame) {
  const uint64_t address = frame.arguments[1], length = frame.arguments[2];
  HeldRead* const read = held_at(state, address, length);
  const uint64_t number = read ? __atomic_load_n(&read->number, __ATOMIC_ACQUIRE) : 0;
  HookRoute* const route = read ? route_from(state, frame, read->in) : nullptr;
  if (!route) return plan_copied_write(state, frame);
  return plan_write_of(frame, *route, *read, number) && read->address == address && read->length == length;
}

}  // namespace iopath::trace

#endif
