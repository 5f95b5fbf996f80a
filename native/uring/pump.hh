// Moves bytes through an io_uring: into a few buffers or a pipe and out of them, linked so that each write starts when
// its read is done, and submitted in batches. With a depth above 1 reads overlap: several are in flight while earlier
// ones are written.
#pragma once

#include "transfer/strategy.hh"

namespace iopath {

struct PumpOptions {
  /** SEND_ZC instead of SEND; sockets only. */
  bool zero_copy = false;
  /** A kernel thread takes the submissions (IORING_SETUP_SQPOLL). */
  bool kernel_polls = false;
  /** Pages go through a pipe instead of a buffer (IORING_OP_SPLICE, 5.7); from files only. */
  bool spliced = false;
};

/** Why a pump cannot follow a log (Strategy::cannot_follow). */
inline constexpr const char* cannot_pump_ahead = "follow-uring";

/** Moves everything `transfer` asks for, on any route. */
void pump(Transfer& transfer, const PumpOptions& options);

/** Memory the pump works in (Strategy::buffer_bytes). */
size_t pump_buffer_bytes(const Spec& spec, size_t chunk);

}  // namespace iopath
