// What the tracer and the code that it puts into a traced program share: hook_code.cc runs inside the program.
//
// A call that goes on as the tracer has seen it before does not stop: the program counts it. All lies in memory of the program
// at a fixed address, because the seccomp filter knows a call of the hook by its instruction's address alone.
#pragma once

#include <cstddef>
#include <cstdint>

namespace iopath::trace {

/**
 * Where the code lies in each traced program: below all that Linux loads at random addresses (ELF_ET_DYN_BASE on x86-64), and within what
 * AddressSanitizer and ThreadSanitizer leave to the program.
 */
inline constexpr uint64_t hook_code = 0x5510'0000'0000;
inline constexpr uint64_t hook_code_bytes = 4096;
inline constexpr uint64_t hook_state = hook_code + hook_code_bytes;

/** Bytes kept of the head and of the tail of a read. */
inline constexpr size_t hook_edge = 32;

/** A longer read's content is not kept whole. */
inline constexpr size_t hook_content_bytes = 16 << 10;

/** A descriptor whose reads are held, so that the tracer gets them at a later stop. */
struct HookReader {
  /** Reads until the next one stops for the tracer; 0: each does. */
  int64_t left;
  int32_t fd;
  /** Whether reads may have several writers: each is kept until the tracer has it. */
  uint16_t shared;
  /** Whether the last read's content is kept whole, because it is copied before it is written. */
  uint16_t copied;
  /** Another one each time that the place gets a descriptor: a read may begin before that and return behind it. */
  uint64_t id;
};

/** Writes that the tracer saw to be of a whole read's buffer. The tracer sets what identifies them, the hook counts; a count only grows. */
struct HookRoute {
  int32_t in, out;
  /** Of the write: where it goes on without the hook, its stack pointer, and the word there. */
  uint64_t site, stack, top;
  /** 1 more than the place of the HookReader whose content is written from other buffers than it was read into; 0: it is not. */
  uint64_t copied;
  /** As HookReader has it, and never one of those. */
  uint64_t id;
  /** 0: each write stops for the tracer. Set last, and to 0 by the hook where a buffer had changed. */
  uint64_t counts;
  uint64_t bytes, writes, reads;
};

/** State of a HeldRead: `hook_busy` while a thread changes it. Numbers, because both compilers' atomic operations take those only. */
inline constexpr uint32_t hook_empty = 0, hook_held = 1, hook_busy = 2;

/** A read whose buffer may be written later. */
struct HeldRead {
  uint32_t state;
  int32_t in;
  /** Id of the reader when the read began. */
  uint64_t reader;
  /** Larger for later reads of the process; 0: none was here. */
  uint64_t number;
  uint64_t address, length;
  /** Id of the route that took it; 0: none did. */
  uint64_t writer;
  /** Whether the tracer has to get it even if a route takes it. */
  uint64_t shared;
  /** Set by the tracer to `number`: it has the read; it saw a later read into this memory. */
  uint64_t taken, ended;
  /** All of a read of up to two edges, else head and tail. */
  unsigned char edges[2 * hook_edge];
  /** `number` again, set last: a copy of this memory is one read's if both are equal. */
  uint64_t complete;
};

/** The content of a descriptor's last read. */
struct HeldContent {
  uint32_t state;
  /** Place of the read among HookState::reads, which is another one's if its number differs. */
  uint32_t read;
  uint64_t number, length;
  unsigned char bytes[hook_content_bytes];
};

/** A write whose route's place got another loop before it returned. */
struct HookStray {
  uint64_t id, bytes, reads;
  /** Of the process's strays, from 1 on; set last. */
  uint64_t number;
};

inline constexpr size_t hook_routes = 16, hook_readers = 16, hook_quiet = 8, hook_reads = 64, hook_strays = 16;

struct HookState {
  /** Calls of fewer bytes go on untraced, except of `always`. */
  uint64_t least_bytes;
  int64_t always;
  /** Number of the LoopCounter whose memory this is; a child finds that of its parent. */
  uint64_t owner;
  uint64_t calls, read_bytes, written_bytes, last_read, last_stray;
  /** Bytes of writes whose buffer was another one than had been read. */
  uint64_t changed;
  /** Descriptors that hold no bytes, such as counters: their calls are only counted. -1: none. */
  int64_t quiet[hook_quiet];
  HookReader readers[hook_readers];
  HookRoute routes[hook_routes];
  HeldRead reads[hook_reads];
  HookStray strays[hook_strays];
};

inline constexpr uint64_t hook_state_bytes = (sizeof(HookState) + 4095) & ~uint64_t{4095};

/** Behind the state, which the tracer reads at each stop, the contents of each HookReader. */
inline constexpr uint64_t hook_contents = hook_state + hook_state_bytes;
inline constexpr uint64_t hook_memory_bytes = hook_state_bytes + ((hook_readers * sizeof(HeldContent) + 4095) & ~uint64_t{4095});

/** Offsets from `hook_state`. */
constexpr size_t offset_of_route(size_t place) { return offsetof(HookState, routes) + place * sizeof(HookRoute); }
constexpr size_t offset_of_reader(size_t place) { return offsetof(HookState, readers) + place * sizeof(HookReader); }
constexpr size_t offset_of_content(size_t place) { return hook_state_bytes + place * sizeof(HeldContent); }
constexpr size_t offset_of_read(size_t place) { return offsetof(HookState, reads) + place * sizeof(HeldRead); }

/** What a call is for the hook, between its start and its return. */
enum class HookPlan : uint64_t { pass, read, write };

/** On the program's stack, which began right above, but for the 128 bytes that a leaf may use below it. */
struct HookFrame {
  /** Its own address, by which it is known on a stack. */
  uint64_t self;
  HookPlan plan;
  /** What the call returned. */
  int64_t result;
  union {
    /** Of a read. */
    HookReader* reader;
    /** Of a write. */
    HookRoute* route;
  };
  /** Of the reader or route, when the call began. */
  uint64_t id;
  /** Of a write: the read that it takes, as it was before. */
  HeldRead* read;
  uint64_t read_number;
  unsigned char edges[2 * hook_edge];
  /** Saved by the entry; the last ones are restored only where the tracer moves the thread out of a function of the hook. */
  uint64_t number, arguments[6], site, rbx, rbp, r12, r13, r14, r15;
};

inline constexpr uint64_t red_zone = 128;

}  // namespace iopath::trace
