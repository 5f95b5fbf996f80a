// What the page cache holds of a file.
#pragma once

#include <cstdint>
#include <string>

#include <sys/stat.h>

#include "kernel/posix.hh"

namespace iopath {

struct Residency {
  uint64_t bytes = 0;
  uint64_t cached_bytes = 0;
};

/** Opens a regular file for reading; SystemError for anything else (EISDIR; EINVAL for a FIFO, socket or device). */
Fd open_regular(const std::string& path, struct stat& info);

/** Bytes of the file and how many of them are in the page cache (mincore, whole pages cut at the range). */
Residency residency(const std::string& path);

/** The same for a range of an open file. */
uint64_t cached_in(int fd, uint64_t offset, uint64_t length);

/** Reads the file into the page cache, or asks the kernel to drop it, and tells what is resident afterwards. */
Residency warm(const std::string& path);
Residency evict(const std::string& path);

}  // namespace iopath
