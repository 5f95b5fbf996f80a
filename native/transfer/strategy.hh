// What a strategy is. One file per strategy in strategies/ defines one Strategy object; strategies/registry.cc lists it.
//
// Threads: `run` is called once on a fresh thread, the one that is measured ("sender", also where it moves bytes
// from a socket into a file). It makes system calls only through Transfer and its Kernel, allocates nothing (malloc
// would mmap on that thread), and throws only where the run fails.
#pragma once

#include "transfer/transfer.hh"

namespace iopath {

/** A way to move bytes. */
struct Strategy {
  /** The name the report uses. */
  const char* name;
  /** Routes it can take, as bits, and why not the others: "… because <route_why>". */
  unsigned routes;
  const char* route_why;
  /** User-space passes it allows, as bits, and why not the others. */
  unsigned passes;
  const char* pass_why;
  /** What else speaks against this job; null where nothing can. */
  std::optional<Absence> (*refuses)(const Spec& spec);
  /** Bytes of user memory the strategy works in, given chunks of at most `chunk` bytes; null where it needs none. */
  size_t (*buffer_bytes)(const Spec& spec, size_t chunk);
  /** Moves everything. */
  void (*run)(Transfer& transfer);
  /** Whether the output may share extents with the input, so that the filesystem is asked. */
  bool may_share = false;
  /** Why it cannot follow a log that grows; null where it can. */
  const char* cannot_follow = nullptr;
};

}  // namespace iopath
