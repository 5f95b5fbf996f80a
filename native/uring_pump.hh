// Moves bytes through an io_uring: reads into a few buffers and writes out of them, linked so that each write starts
// when its read is done, and handed to the kernel a batch at a time.
#pragma once

#include "strategy.hh"

namespace iopath {

struct PumpOptions {
  /** SEND_ZC instead of SEND; sockets only. */
  bool zero_copy = false;
  /** A kernel thread takes the submissions (IORING_SETUP_SQPOLL). */
  bool kernel_polls = false;
};

/** Moves everything `transfer` asks for, on any route. */
void pump(Transfer& transfer, const PumpOptions& options);

/** Memory the pump works in (Strategy::buffer_bytes). */
size_t pump_buffer_bytes(const Spec& spec, size_t chunk);

}  // namespace iopath
