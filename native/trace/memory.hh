// Memory of a traced process.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <sys/types.h>

#include "kernel/process_memory.hh"
#include "trace/calls.hh"

namespace iopath::trace {

/** A range of a traced process's memory. */
struct Piece {
  uint64_t address;
  uint64_t length;
};

/** Copies many small ranges by one call, one behind the other. At most 64. */
bool read_pieces(pid_t pid, const std::vector<Piece>& pieces, std::byte* to);

/**
 * The buffers of a call that moved `moved` bytes, cut to what was moved. `args` are the call's six arguments.
 * Empty where the process's memory cannot be read.
 */
void buffers_of(pid_t pid, const Call& call, const uint64_t* args, uint64_t moved, std::vector<Piece>& into);

}  // namespace iopath::trace
