// The file a run writes to: unnamed from the start, so that it is gone with the process, however that ends.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "kernel/posix.hh"

namespace iopath {

/**
 * Creates an unlinked file in `directory` after checking that `bytes` fit (SystemError ENOSPC otherwise). It is empty,
 * or, to be preallocated, has `bytes` zeros whose blocks are allocated.
 */
Fd make_output(const std::string& directory, uint64_t bytes, bool preallocate = false);

/** Bytes of the file whose extents other files share (FIEMAP); empty if the filesystem can't report it. */
std::optional<uint64_t> shared_bytes(int fd);

}  // namespace iopath
