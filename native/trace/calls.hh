// The system calls that the tracer stops at, and where each keeps its arguments.
#pragma once

namespace iopath::trace {

enum class Kind {
  read,        // fills memory from a descriptor
  write,       // takes memory to a descriptor
  move,        // moves bytes between two descriptors inside the kernel
  map,         // makes a file readable without a call
  forget,      // a descriptor number changes its meaning
  replace,     // the process becomes another program
  unfollowed,  // moves bytes in a way that is not followed; only its use is reported
};

/** How a call names its memory: address and length, an array of iovec, or a msghdr. */
enum class Shape { none, plain, vector, message };

/** Argument places; -1 where a call has none. */
struct Call {
  long number;
  const char* name;
  Kind kind;
  Shape shape;
  int in;
  int out;
  /** The byte count: what --min-bytes is compared with. */
  int length;
  /** Flags of recv and send. */
  int flags;
};

/** The call of that number, or null where it is none of ours. */
const Call* find_call(long number);

/** All of them, the most frequent first: the filter tests them in this order. */
struct Calls {
  const Call* begin_;
  const Call* end_;
  const Call* begin() const { return begin_; }
  const Call* end() const { return end_; }
};
Calls traced_calls();

}  // namespace iopath::trace
