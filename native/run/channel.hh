// The connection between the measured thread and its peer: loopback TCP, a Unix stream pair, or a pipe.
#pragma once

#include <optional>

#include "kernel/posix.hh"
#include "transfer/spec.hh"

namespace iopath {

/** Pipe, socket buffers and low-water mark as the kernel granted them. */
struct Granted {
  std::optional<uint64_t> pipe_bytes, send_buffer_bytes, receive_buffer_bytes, receive_low_water;
};

/** Bytes go in at `writer` and come out at `reader`. Nobody else can reach either end. */
struct Channel {
  Fd writer, reader;
  Granted granted;
};

/** Opens the channel that a route needs, with the sizes of the spec, and records the sizes that the kernel granted. */
Channel open_channel(const Spec& spec);

/** The largest pipe this process may ask for (/proc/sys/fs/pipe-max-size). */
uint64_t largest_pipe();

}  // namespace iopath
