// Pairs a read with the writes of its whole buffer, so that a copy loop that goes on sends no records.
//
// A read is held back until a write of the same address and length follows, with the same bytes at head and tail. The first
// such write goes to the tracer, behind the read; the same pair made at the same place is then only counted. What does not
// pair this way is sent, with the reads that are held, and the tracer pairs it. Reads whose content is sampled are not held.
#pragma once

#include "ends.h"

/** Buffers are aligned to their size or to 16 bytes; both kinds spread. */
static __always_inline __u32 place_of(__u64 address) {
  return ((address >> 4) ^ (address >> 12) ^ (address >> 17)) & (IOPATH_HELD_READS - 1);
}

static __always_inline int take_slot(struct iopath_slot* slot) {
  return __sync_val_compare_and_swap(&slot->state, IOPATH_HELD, IOPATH_BUSY) == IOPATH_HELD;
}

static __always_inline void leave_slot(struct iopath_slot* slot, __u64 state) {
  __sync_lock_test_and_set(&slot->state, state);
}

/** Reads what is kept of a buffer: head and tail, or all of a short one. To the program's stack: see word_at(). */
static __always_inline int read_edges(__u64 address, __u64 length, __u64* edges) {
  __builtin_memset(edges, 0, 2 * IOPATH_EDGE);
  if (length <= 2 * IOPATH_EDGE) return bpf_probe_read_user(edges, length, (void*)address) == 0;
  return bpf_probe_read_user(edges, IOPATH_EDGE, (void*)address) == 0 &&
         bpf_probe_read_user(edges + IOPATH_EDGE / 8, IOPATH_EDGE, (void*)(address + length - IOPATH_EDGE)) == 0;
}

static __always_inline void send_read(struct iopath_slot* slot) {
  if (slot->sent) return;
  slot->sent = 1;
  slot->read.call.counted = slot->writer != 0;
  if (!send(&slot->read, sizeof slot->read)) count_lost(slot->read.call.result);
}

static __always_inline void send_relay(struct iopath_relay_record* relay) {
  if (relay->writes == 0) return;
  if (!send(relay, sizeof *relay)) count_lost(relay->bytes);
  relay->bytes = relay->reads = relay->writes = relay->compared = relay->read_calls = relay->read_bytes = 0;
}

/** Sends the reads that are held, before a write that may have taken any of them. */
__noinline int send_reads(__u32 pid) {
  struct iopath_process* process = bpf_map_lookup_elem(&processes, &pid);
  if (!process) return 0;
  for (__u32 at = 0; at < IOPATH_HELD_READS; ++at) {
    struct iopath_slot* slot = &process->slots[at];
    if (slot->state != IOPATH_HELD || slot->sent || !take_slot(slot)) continue;
    send_read(slot);
    leave_slot(slot, IOPATH_HELD);
  }
  return 0;
}

/** Ends the holding of reads whose memory was read into again. One that no write took is sent: it may have been copied. */
static __always_inline void end_reads(struct iopath_process* process, __u64 address, __u64 length) {
  for (__u32 at = 0; at < IOPATH_HELD_READS; ++at) {
    struct iopath_slot* slot = &process->slots[at];
    const struct iopath_buffer* buffer = &slot->read.buffer;
    if (slot->state != IOPATH_HELD || buffer->address >= address + length || buffer->address + buffer->length <= address)
      continue;
    if (!take_slot(slot)) continue;
    if (slot->writer == 0) send_read(slot);
    leave_slot(slot, IOPATH_EMPTY);
  }
}

/** Holds the read of `call`; false where it is to be sent. */
static __always_inline int hold_read(struct iopath_process* process, const struct iopath_call_record* call, __u64 address, __u64 length) {
  struct iopath_slot* slot = &process->slots[place_of(address)];
  __u64 before = __sync_lock_test_and_set(&slot->state, IOPATH_BUSY);
  // Another CPU uses it, and writes its state when it is done.
  if (before == IOPATH_BUSY) return 0;
  if (before == IOPATH_HELD && slot->writer == 0) send_read(slot);
  struct iopath_held_read* read = &slot->read;
  __u64 edges[2 * IOPATH_EDGE / 8];
  slot->writer = 0;
  slot->sent = 0;
  read->call = *call;
  read->call.buffers = 1;
  read->call.bytes = sizeof *read;
  read->buffer.address = address;
  read->buffer.length = length;
  read->buffer.kept = length < 2 * IOPATH_EDGE ? length : 2 * IOPATH_EDGE;
  int held = read_edges(address, length, edges);
  __builtin_memcpy(read->edges, edges, sizeof edges);
  leave_slot(slot, held ? IOPATH_HELD : IOPATH_EMPTY);
  return held;
}

static __always_inline int is_equal(const __u64* one, const __u64* other) {
  __u64 differ = 0;
  for (int at = 0; at < 2 * IOPATH_EDGE / 8; ++at) differ |= one[at] ^ other[at];
  return differ == 0;
}

/** Whether the relay goes on with this write; else the next one begins with it, once the tracer has seen it. */
static __always_inline int goes_on(struct iopath_relay_record* relay, const struct iopath_call_record* write, __u32 in) {
  if (relay->instruction == write->instruction && relay->stack == write->stack && relay->top == write->top &&
      relay->tid == write->tid && relay->in == in && relay->out == write->out && relay->number == write->number)
    return 1;
  send_relay(relay);
  relay->kind = IOPATH_RELAY_RECORD;
  relay->pid = write->pid;
  relay->tid = write->tid;
  relay->in = in;
  relay->out = write->out;
  relay->number = write->number;
  relay->instruction = write->instruction;
  relay->stack = write->stack;
  relay->top = write->top;
  return 0;
}

static __always_inline void count_pair(struct iopath_slot* slot, const struct iopath_call_record* write, __u64 length) {
  struct iopath_relay_record* relay = &slot->relay;
  // To the tick of the scheduler, 1 to 4 ms: the clock costs as much as a read of memory.
  __u64 tick = bpf_jiffies64();
  if (relay->writes == 0 || slot->tick != tick) relay->last_ns = bpf_ktime_get_ns();
  if (relay->writes == 0) relay->first_ns = relay->last_ns;
  slot->tick = tick;
  relay->bytes += length;
  relay->writes += 1;
  if (length <= 2 * IOPATH_EDGE) relay->compared += length;
  relay->reads += slot->writer != write->out;
  if (slot->writer == 0 && !slot->sent) {
    relay->read_calls += 1;
    relay->read_bytes += slot->read.call.result;
  }
  slot->writer = write->out;
}

/** Counts the write where it continues a relay; false where the tracer is to see it. */
static __always_inline int pair_write(struct iopath_process* process, const struct iopath_call_record* write, __u64 address, __u64 length) {
  struct iopath_slot* slot = &process->slots[place_of(address)];
  __u64 edges[2 * IOPATH_EDGE / 8];
  if (!take_slot(slot)) return 0;
  int counted = 0;
  if (slot->read.buffer.address == address && slot->read.buffer.length == length && read_edges(address, length, edges) &&
      is_equal(edges, slot->read.edges)) {
    counted = goes_on(&slot->relay, write, slot->read.call.in);
    if (counted) count_pair(slot, write, length);
  }
  leave_slot(slot, IOPATH_HELD);
  return counted;
}
