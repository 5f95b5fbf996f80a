// Reads what the page cache holds of a range of a file, loads the range or evicts it. Nothing outside the range is
// touched, except as documented at evict().
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <sys/stat.h>

#include "kernel/posix.hh"

namespace iopath {

/** A range of a file; `length` is cut at the file's end. Bytes. */
struct CacheRange {
  std::string path;
  uint64_t offset = 0;
  uint64_t length = UINT64_MAX;
};

struct Residency {
  uint64_t bytes = 0;
  /** Empty if the kernel does not report it. */
  std::optional<uint64_t> cached_bytes;
};

/** Opens a regular file for reading; SystemError for anything else (EISDIR; EINVAL for a FIFO, socket or device). */
Fd open_regular(const std::string& path, struct stat& info);

/** Bytes of the range, and how many of them are in the page cache (mincore, whole pages cut at the range). */
Residency residency(const CacheRange& range);

/**
 * The same for an open file. Empty if mincore refuses: since Linux 5.2 it reports every page as resident for a file
 * that the caller neither owns nor may write (can_do_mincore, mm/mincore.c).
 */
std::optional<uint64_t> cached_in(int fd, uint64_t offset, uint64_t length);

/** Reads the range into the page cache, without read-ahead beyond it, and returns what is resident afterwards. */
Residency warm(const CacheRange& range);

/**
 * Writes the range's dirty pages back, asks the kernel to drop the range from the page cache, and returns what is
 * resident afterwards. A request for the range alone does not drop a folio that extends beyond it, so if pages stayed,
 * the request is repeated for the whole 2 MiB blocks around the range.
 */
Residency evict(const CacheRange& range);

}  // namespace iopath
