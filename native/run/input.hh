// The input before and after a run: what it is, and what its bytes hash to, independently of any strategy.
#pragma once

#include <atomic>
#include <optional>

#include "transfer/spec.hh"

namespace iopath {

struct Input {
  uint64_t bytes = 0;
  /** Nothing where the kernel does not tell for one of the files. */
  std::optional<uint64_t> cached_bytes = 0;
  /** The longest range. */
  uint64_t longest = 0;
  /** Where the last range ends in a file sink. */
  uint64_t sink_bytes = 0;
};

/**
 * Opens every file once: makes each range's length definite and adds up sizes and residency. Throws SystemError for
 * what is missing, unreadable or no regular file, and for a range that starts behind the end; Cancelled when `stop`
 * is set.
 */
Input resolve(Spec& spec, const std::atomic<bool>& stop);

/** Throws SystemError (ENODATA) if a file has become shorter than its range; one that was unlinked or replaced is left alone. */
void check_still_long_enough(const Spec& spec, const std::atomic<bool>& stop);

using Key = unsigned char[32];

/**
 * Hash of what the sink must have got: the ranges in the order they are moved, with `header` before each (may be
 * null) and after the user pass. Reads by pread. Stops with Cancelled when `stop` is set.
 */
std::string hash_source(const Spec& spec, const std::byte* header, const Key& key, const std::atomic<bool>& stop);

/** Hash of what a file sink holds, walked in the same order. `stream`: the bytes stand there without gaps. */
std::string hash_output(const Spec& spec, int fd, bool stream, const std::atomic<bool>& stop);

}  // namespace iopath
