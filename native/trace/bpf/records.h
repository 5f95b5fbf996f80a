// Records exchanged by the BPF program and the tracer. C and C++; every field has the same offset in both.
#pragma once

#include <linux/types.h>

/** Bytes kept of the head and of the tail of a buffer whose content is not kept whole. */
#define IOPATH_EDGE 32
/** A buffer is kept whole up to this length. */
#define IOPATH_MOST_WHOLE (128 << 10)
/** The real-time signal that asks a thread for its stack in Python, and how often a process is asked. */
#define IOPATH_STACK_SIGNAL 62
#define IOPATH_MOST_ASKED 256
/** The descriptor that it then writes to. */
#define IOPATH_STACKS_FD 512
/** Set in the number of an end that an interpreter writes its stacks to. */
#define IOPATH_ANSWERS (1u << 31)
/** The tracer keeps the numbers of this many new ends; one that is still used gets a new number at half of that age. */
#define IOPATH_MOST_ENDS 65536
/** Bytes of the stack from its pointer on. */
#define IOPATH_MOST_STACK 8192
#define IOPATH_REGISTERS 17
#define IOPATH_CALL_NUMBERS 512

/** Where a call keeps its arguments: struct Call of calls.hh, in the map `calls`. */
struct iopath_call {
  __u8 kind, shape;
  __s8 in, out, length, flags;
  __u8 unused[2];
};

enum { IOPATH_IGNORED, IOPATH_READ, IOPATH_WRITE, IOPATH_MOVE, IOPATH_MAP, IOPATH_UNFOLLOWED };
enum { IOPATH_NONE, IOPATH_PLAIN, IOPATH_VECTOR, IOPATH_MESSAGE };

enum { IOPATH_END_RECORD = 1, IOPATH_CALL_RECORD = 2, IOPATH_RELAY_RECORD = 3 };

/** What a descriptor refers to; comes before the first call that names its `id`. */
struct iopath_end_record {
  __u32 kind, id;
  __u64 inode;
  __u32 mode, device;
  /** Of a socket: address family, type, and both addresses; IPv4 takes the first four bytes. */
  __u16 family, type;
  /** In network order. */
  __u16 peer_port;
  __u16 local_port;
  __u8 local[16], peer[16];
  /** Bytes of a Unix socket's names behind the family; 0 where it has none. Its text is in `names`. */
  __u32 local_bytes, peer_bytes;
  /** No name in a folder: a pipe, a socket, an anonymous inode, a memory file. */
  __u8 nameless;
  /** Of an anonymous inode: its filesystem is that of eventfd and the like. */
  __u8 anonymous;
  __u8 unlinked;
  __u8 unused[1];
  /** Of names behind the record that each end in zero: from the file's own to the topmost folder's. */
  __u32 names_bytes;
};

/** A call that returned. Behind it its buffers, each with its bytes, then registers and stack. */
struct iopath_call_record {
  __u32 kind, bytes;
  __u32 pid, tid;
  __u64 time_ns;
  __s64 result;
  __u64 args[6];
  __u64 instruction, stack, top;
  /** Numbers of ends; 0 where the call has none. */
  __u32 in, out;
  __u16 number;
  /** Only of a read: a relay record counts its call and its bytes. */
  __u16 counted;
  __u32 buffers;
  /** 0 where the same stack was sent before. */
  __u32 stack_bytes;
  /** Whether the thread was asked for its stack in Python at this write: its answer comes before its next call. */
  __u32 asked;
};

/** `kept` is `length` where the buffer is kept whole, 0 where nothing could be read, else head and tail of IOPATH_EDGE bytes. */
struct iopath_buffer {
  __u64 address;
  __u32 length, kept;
};

/** Pairs that the BPF program found itself: reads and writes of one buffer, each write made at one place of one thread. */
struct iopath_relay_record {
  __u32 kind, pid, tid;
  __u32 in, out;
  /** System call of the writes. */
  __u32 number;
  __u64 instruction, stack, top;
  __u64 bytes, reads, writes;
  /** Bytes that were compared one by one. */
  __u64 compared;
  /** Calls and bytes of the reads that have no record of their own. */
  __u64 read_calls, read_bytes;
  __u64 first_ns, last_ns;
};

/** Reads of a process that are held, each at the place that its buffer's address gives. */
#define IOPATH_HELD_READS 16

/** A read as it is sent where no write of its whole buffer follows. */
struct iopath_held_read {
  struct iopath_call_record call;
  struct iopath_buffer buffer;
  __u64 edges[2 * IOPATH_EDGE / 8];
};

enum { IOPATH_EMPTY, IOPATH_HELD, IOPATH_BUSY };

struct iopath_slot {
  /** IOPATH_BUSY while one CPU uses the slot; changed by atomic operations only. */
  __u64 state;
  /** End of the last write that took the read; 0: none did. */
  __u32 writer;
  /** Whether the tracer has the read. */
  __u8 sent;
  __u8 unused[3];
  /** Of the scheduler, when `relay.last_ns` was set. */
  __u64 tick;
  struct iopath_held_read read;
  /** The pairs of this slot since its key changed; the first of them went to the tracer as two calls. */
  struct iopath_relay_record relay;
};

/** A process that is followed: by its number, in the map `processes`. The tracer sets the first three and only reads the rest. */
struct iopath_process {
  __u64 min_bytes;
  /** Whether it is an interpreter of Python that the tracer prepared to answer. */
  __u32 answers;
  /** How often it was asked. */
  __u32 asked;
  /** Bytes that may still be kept whole; grows with what the process moves. */
  __s64 credit;
  /** The last read that was kept whole: its writes are kept whole too. */
  __u64 sample, sample_bytes;
  struct iopath_slot slots[IOPATH_HELD_READS];
};

/** An end that a process writes to, in the map `asked`. */
struct iopath_asked {
  __u32 pid, out;
};

/** Counted by the BPF program, in the map `totals`. */
struct iopath_totals {
  __u64 lost_records, lost_bytes;
  /** Bytes of buffers that had no room in a record. */
  __u64 left_out;
  __u32 last_end, unused;
};
