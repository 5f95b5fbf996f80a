// Maps, and the memory in which records are built.
#pragma once

#include "kernel.h"
#include "records.h"

#define MOST_NAMES 8192
/** Buffers of one record: where the next may begin, and one that is kept whole. */
#define MOST_OFFSET (128 << 10)
#define SCRATCH_DATA (MOST_OFFSET + IOPATH_MOST_WHOLE + 4 * IOPATH_MOST_STACK)
/** From this many bytes on the tracer is woken; it also polls every few milliseconds. */
#define WAKING_BYTES (1 << 20)
/** From this many bytes on no contents are kept. */
#define BEHIND_BYTES (8 << 20)

struct {
  __uint(type, BPF_MAP_TYPE_HASH);
  __uint(max_entries, 32768);
  __uint(map_flags, BPF_F_NO_PREALLOC);
  __type(key, __u32);
  __type(value, struct iopath_process);
} processes SEC(".maps");

/** Processes whose buffers the tracer searches for content: all are then kept whole. */
struct {
  __uint(type, BPF_MAP_TYPE_HASH);
  __uint(max_entries, 32768);
  __uint(map_flags, BPF_F_NO_PREALLOC);
  __type(key, __u32);
  __type(value, __u32);
} searched SEC(".maps");

struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __uint(max_entries, IOPATH_CALL_NUMBERS);
  __type(key, __u32);
  __type(value, struct iopath_call);
} calls SEC(".maps");

struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __uint(max_entries, 1);
  __type(key, __u32);
  __type(value, struct iopath_totals);
} totals SEC(".maps");

struct {
  __uint(type, BPF_MAP_TYPE_RINGBUF);
  __uint(max_entries, 32 << 20);
} records SEC(".maps");

/** How far a record is built, and what the call moved that is not described yet. */
struct build {
  __u64 vector, left;
  __s64 credit;
  __u64 sample, sample_bytes;
  __u32 at, buffers;
  __u8 reads, all;
  __u64 registers[IOPATH_REGISTERS];
};

/** A record, and what has no fixed size behind it. */
struct scratch {
  struct build build;
  struct iopath_call_record call;
  char data[SCRATCH_DATA];
};
/** Shares the memory of `scratch.data`: an end is reported before the buffers of its call are described. */
struct end_scratch {
  struct iopath_end_record end;
  char names[MOST_NAMES];
};

/** One for each CPU; the tracer sets how many. A per-CPU map takes no values of this size (PCPU_MIN_UNIT_SIZE). */
struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __uint(max_entries, 1);
  __type(key, __u32);
  __type(value, struct scratch);
} scratches SEC(".maps");

static __always_inline struct scratch* own_scratch(void) {
  __u32 cpu = bpf_get_smp_processor_id();
  return bpf_map_lookup_elem(&scratches, &cpu);
}

static __always_inline struct end_scratch* own_end_scratch(void) {
  struct scratch* scratch = own_scratch();
  return scratch ? (struct end_scratch*)scratch->data : 0;
}

static __always_inline struct iopath_totals* own_totals(void) {
  __u32 only = 0;
  return bpf_map_lookup_elem(&totals, &only);
}

/** False where the ring is full: the record is lost. */
static __always_inline int send(void* record, __u64 bytes) {
  __u64 waiting = bpf_ringbuf_query(&records, BPF_RB_AVAIL_DATA);
  return bpf_ringbuf_output(&records, record, bytes, waiting > WAKING_BYTES ? BPF_RB_FORCE_WAKEUP : BPF_RB_NO_WAKEUP) == 0;
}

static __always_inline void count_lost(__s64 result) {
  struct iopath_totals* totals = own_totals();
  if (!totals) return;
  __sync_fetch_and_add(&totals->lost_records, 1);
  if (result > 0) __sync_fetch_and_add(&totals->lost_bytes, result);
}
