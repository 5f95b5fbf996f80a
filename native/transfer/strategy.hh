// The definition of a strategy. Each file in strategies/ defines one Strategy object; strategies/registry.cc lists it.
//
// Threads: `run` is called once on a fresh thread, the one that is measured ("sender", also where it moves bytes
// from a socket into a file). It makes system calls only through Transfer and its Kernel, allocates nothing (malloc
// would mmap on that thread), and throws only where the run fails.
#pragma once

#include <algorithm>

#include "transfer/transfer.hh"

namespace iopath {

/** One strategy for moving bytes. */
struct Strategy {
  /** The name the report uses. */
  const char* name;
  /** The routes it supports, as bits, and the reason code for the others; null if there are no others. */
  unsigned routes = every_route;
  const char* other_routes = nullptr;
  /** The user-space passes it allows, as bits, and the reason code for the others. */
  unsigned passes = every_pass;
  const char* other_passes = nullptr;
  /** Any other reason why it can't do a job; null if there is none. */
  std::optional<Reason> (*refuses)(const Spec& spec) = nullptr;
  /** Bytes of user memory the strategy works in, for chunks of at most `chunk` bytes; null if it needs none. */
  size_t (*buffer_bytes)(const Spec& spec, size_t chunk) = nullptr;
  /** Moves everything. */
  void (*run)(Transfer& transfer);
  /** Whether the output may share extents with the input, so that the filesystem is asked. */
  bool may_share = false;
  /** The strategy whose legs it shares; null if it has rules of its own (src/measure/copies). */
  const char* moves_like = nullptr;
  /** Whether it makes a pipe, so that the pipe's size matters. */
  bool takes_pipe = false;
  /** Whether a polling kernel thread moves the bytes. */
  bool kernel_polls = false;
  /** Whether it opens files with O_DIRECT, so that the page cache may not hold them. */
  bool bypasses_page_cache = false;
  /** The reason code why it cannot follow a growing log; null if it can. */
  const char* cannot_follow = nullptr;
};

/** Bytes of the buffer a run of `strategy` needs, whole pages; `longest` is the longest range of its input. */
inline size_t working_bytes(const Strategy& strategy, const Spec& spec, uint64_t longest) {
  if (!strategy.buffer_bytes) return 0;
  const size_t chunk = std::max<uint64_t>(1, std::min(spec.chunk_bytes, longest));
  return round_up(strategy.buffer_bytes(spec, chunk), page_size());
}

}  // namespace iopath
