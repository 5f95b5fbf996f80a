// The input before and after a run: its files, sizes and hash, independently of any strategy.
#pragma once

#include <atomic>
#include <optional>

#include "transfer/spec.hh"

namespace iopath {

struct Input {
  uint64_t bytes = 0;
  /** Empty if the kernel does not report it for one of the files. */
  std::optional<uint64_t> cached_bytes = 0;
  /** The longest range. */
  uint64_t longest = 0;
  /** Where the last range ends in a file sink. */
  uint64_t sink_bytes = 0;
};

/**
 * Opens every file once: resolves each range's length and adds up sizes and residency. Throws SystemError for a file
 * that is missing, unreadable or not regular, and for a range that starts past the end; Cancelled when `stop` is set.
 */
Input resolve(Spec& spec, const std::atomic<bool>& stop);

/** Throws SystemError (ENODATA) if a file is now shorter than its range; ignores files that were unlinked or replaced. */
void check_still_long_enough(const Spec& spec, const std::atomic<bool>& stop);

using Key = unsigned char[32];

/**
 * Hash of the bytes that the sink must have received: the ranges in the order they are moved, with `header` before each
 * (may be null), after the user pass. Reads by pread. Stops with Cancelled when `stop` is set.
 */
std::string hash_source(const Spec& spec, const std::byte* header, const Key& key, const std::atomic<bool>& stop);

/** Hash of the bytes in a file sink, walked in the same order. `stream`: they are stored without gaps. */
std::string hash_output(const Spec& spec, int fd, bool stream, const std::atomic<bool>& stop);

}  // namespace iopath
