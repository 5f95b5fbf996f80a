// The aliasing experiment: whether a strategy hands on references or copies, leg by leg, on this kernel and filesystem.
//
// Nothing is timed, and no file of the user's is opened: the bytes are those of an unlinked scratch file.
#pragma once

#include <string>

#include "evidence/aliasing/observation.hh"
#include "evidence/aliasing/scratch_run.hh"

namespace iopath {

struct AliasingQuestion {
  const Strategy& strategy;
  Route route;
  /** tcp, unix_stream or unix_datagram; without a meaning on routes that have no socket. */
  End socket;
  /** A folder on the filesystem meant, where an unlinked file may be made. */
  std::string directory;
};

/**
 * Takes a few milliseconds. What the strategy or the machine refused is the observation's failure. Blocks most signals
 * of the calling thread for good: call it on a thread of its own.
 */
Observation observe_aliasing(const AliasingQuestion& question);

}  // namespace iopath
