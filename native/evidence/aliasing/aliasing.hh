// The aliasing experiment: whether each leg of a strategy passes references or copies on this kernel and filesystem.
//
// It times nothing and opens no file of the user: the bytes come from an unlinked scratch file.
#pragma once

#include <string>

#include "evidence/aliasing/observation.hh"
#include "evidence/aliasing/scratch_run.hh"

namespace iopath {

struct AliasingQuestion {
  const Strategy& strategy;
  Route route;
  /** tcp, unix_stream or unix_datagram; ignored on routes without a socket. */
  End socket;
  /** A folder on the filesystem to test, where an unlinked file can be created. */
  std::string directory;
};

/**
 * Takes a few milliseconds. A refusal by the strategy or the machine becomes the observation's failure. Blocks most
 * signals of the calling thread permanently: call it on a separate thread.
 */
Observation observe_aliasing(const AliasingQuestion& question);

}  // namespace iopath
