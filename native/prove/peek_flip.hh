// The experiment itself on the bytes of a queue: peek, flip the file, peek again.
#pragma once

#include "prove/named_scratch.hh"
#include "prove/tap.hh"

namespace iopath {

/** The same bytes of a queue before the file was changed, while it was changed, and after it was restored. */
struct Looks {
  Bytes before, during, after;
  /** How long other readers could see the changed file, and the time from the first peek to the end of the restore. */
  uint64_t changed_ns = 0, took_ns = 0;
};

/** Peeks at `most` bytes of the queue, which come from `range` of the file. Restores the file whatever fails. */
Looks peek_flip_peek(const Tap& tap, NamedScratch& scratch, size_t most, const ScratchRange& range);

/** How a sender of ours moves the scratch file: by reference, or by copy. */
enum class Sending { sendfile, write };

/** A stream that this process fills itself, so that the right answer is known. */
struct ControlStream {
  Tap tap;
  /** Kept open, so that the stream does not end. */
  Fd sender;
  /** Bytes that the sender's calls accepted. */
  uint64_t accepted = 0;
};

/** Over TCP on that address of this machine. Fills both queues; bytes that do not fit are not sent. */
ControlStream control_over_tcp(const std::string& address, int receive_buffer, Sending how, const NamedScratch& scratch);
ControlStream control_over_unix(Sending how, const NamedScratch& scratch);
ControlStream control_over_pipe(Sending how, const NamedScratch& scratch);

}  // namespace iopath
