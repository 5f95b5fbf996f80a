// Peek, flip, peek: the experiment itself, on what waits in a queue.
#pragma once

#include "prove/named_scratch.hh"
#include "prove/tap.hh"

namespace iopath {

/** The same bytes of a queue before the file was changed, while it was, and after it was put back. */
struct Looks {
  Bytes before, during, after;
  /** How long other readers could see the changed file, and from the first look to the end of the restoring. */
  uint64_t changed_ns = 0, took_ns = 0;
};

/** Looks at `most` bytes of the queue; `range` of the file is what they came from. Restores the file, whatever fails. */
Looks peek_flip_peek(const Tap& tap, NamedScratch& scratch, size_t most, const ScratchRange& range);

/** How a sender of ours moves the scratch file: by reference, or by copy. */
enum class Sending { sendfile, write };

/** A stream that this process fills itself, so that what it must show is known. */
struct ControlStream {
  Tap tap;
  /** Kept, so that the stream does not end. */
  Fd sender;
  /** Bytes that the sender's calls accepted. */
  uint64_t accepted = 0;
};

/** Over TCP on that address of this machine. Fills both queues; what does not fit is not sent. */
ControlStream control_over_tcp(const std::string& address, int receive_buffer, Sending how, const NamedScratch& scratch);
ControlStream control_over_unix(Sending how, const NamedScratch& scratch);
ControlStream control_over_pipe(Sending how, const NamedScratch& scratch);

}  // namespace iopath
