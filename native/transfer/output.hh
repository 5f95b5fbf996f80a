// The file a run writes to: nameless from the start, so that nothing of it outlives the process, however it ends.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "kernel/posix.hh"

namespace iopath {

/**
 * Makes an unlinked file in `directory`, having checked that `bytes` fit (SystemError ENOSPC otherwise). It is empty, or
 * has `bytes` zeros whose blocks are allocated already where it is to be preallocated.
 */
Fd make_output(const std::string& directory, uint64_t bytes, bool preallocate = false);

/** Bytes of the file whose extents other files share (FIEMAP); nothing where the filesystem can't tell. */
std::optional<uint64_t> shared_bytes(int fd);

}  // namespace iopath
