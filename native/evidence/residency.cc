#include "evidence/residency.hh"

#include <algorithm>
#include <string_view>
#include <vector>

#include <fcntl.h>

namespace iopath {

namespace {

/** Bytes examined per call: mincore returns one byte per page, so any file needs little memory. */
constexpr uint64_t window_bytes = uint64_t{256} << 20;

/** No page is touched, but QEMU's user mode answers mincore only for readable mappings (ENOMEM for others; 7.2). */
constexpr int looked_at = PROT_READ;

uint64_t cached_in_window(int fd, uint64_t offset, uint64_t length) {
  const uint64_t base = round_down(offset, page_size());
  const uint64_t end = offset + length;
  const Mapping pages(end - base, looked_at, MAP_SHARED, fd, static_cast<off_t>(base));
  std::vector<unsigned char> resident((end - base + page_size() - 1) / page_size());
  check(mincore(pages.data(), pages.size(), resident.data()), "mincore");
  uint64_t bytes = 0;
  for (size_t page = 0; page < resident.size(); ++page) {
    const uint64_t from = base + page * page_size();
    if (resident[page] & 1) bytes += std::min(end, from + page_size()) - std::max(offset, from);
  }
  return bytes;
}

/** An offset beyond any folio that could hold the file's last bytes. */
constexpr uint64_t behind_the_end = 64 << 20;

/** Whether mincore can be trusted: a page past the end of the file is never resident, but a refusal reports it as such. */
bool tells_residency(int fd) {
  struct stat info;
  check(fstat(fd, &info), "fstat");
  const uint64_t offset = round_up(static_cast<uint64_t>(info.st_size), page_size()) + behind_the_end;
  void* page = ::mmap(nullptr, page_size(), looked_at, MAP_SHARED, fd, static_cast<off_t>(offset));
  if (page == MAP_FAILED) return false;
  unsigned char resident = 1;
  const bool answered = mincore(page, page_size(), &resident) == 0;
  ::munmap(page, page_size());
  return answered && !(resident & 1);
}

/** The largest folio of the page cache on x86-64 and arm64 with 4 KiB pages. */
constexpr uint64_t largest_folio = 2 << 20;

/** An open file and the part of the range that lies within it. */
struct OpenRange {
  Fd fd;
  uint64_t offset, length;
};

OpenRange open_range(const CacheRange& range) {
  struct stat info;
  Fd fd = open_regular(range.path, info);
  const uint64_t size = static_cast<uint64_t>(info.st_size);
  const uint64_t offset = std::min(range.offset, size);
  return {std::move(fd), offset, std::min(range.length, size - offset)};
}

Residency residency_of(const OpenRange& open) {
  return {open.length, cached_in(open.fd.get(), open.offset, open.length)};
}

/** Drops whole blocks of `unit` bytes around the range. */
void drop(const OpenRange& open, uint64_t unit, const std::string& path) {
  const uint64_t from = round_down(open.offset, unit);
  const uint64_t bytes = round_up(open.offset + open.length, unit) - from;
  const int error = posix_fadvise(open.fd.get(), static_cast<off_t>(from), static_cast<off_t>(bytes), POSIX_FADV_DONTNEED);
  if (error) throw SystemError(error, "fadvise64", path);
}

}  // namespace

Fd open_regular(const std::string& path, struct stat& info) {
  // O_NONBLOCK: opening a FIFO would wait for a writer.
  Fd fd(check(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY), "openat", path));
  check(fstat(fd.get(), &info), "fstat", path);
  if (S_ISDIR(info.st_mode)) throw SystemError(EISDIR, "openat", path);
  if (!S_ISREG(info.st_mode))
    throw SystemError(EINVAL, "openat", path,
                      "it is a FIFO, socket or device, and only regular files have a path to profile");
  return fd;
}

namespace {

/**
 * Whether the page cache can't be examined: mmap refuses files of pseudo-filesystems and of FUSE's direct_io, which have
 * no page cache (EPERM, EACCES, ENODEV); a sandbox may forbid mincore (EPERM, ENOSYS).
 */
bool is_unknowable(const SystemError& failed) {
  const std::string_view call = failed.call;
  if (call == "mmap") return failed.error == EPERM || failed.error == EACCES || failed.error == ENODEV;
  return call == "mincore" && (failed.error == EPERM || failed.error == ENOSYS);
}

}  // namespace

std::optional<uint64_t> cached_in(int fd, uint64_t offset, uint64_t length) {
  uint64_t cached = 0;
  try {
    for (uint64_t done = 0; done < length; done += window_bytes)
      cached += cached_in_window(fd, offset + done, std::min(window_bytes, length - done));
  } catch (const SystemError& failed) {
    if (!is_unknowable(failed)) throw;
    if (failed.call == std::string_view("mincore")) return std::nullopt;
  }
  // A refusal reports every page as resident, so only that answer needs the check.
  if (length > 0 && cached == length && !tells_residency(fd)) return std::nullopt;
  return cached;
}

Residency residency(const CacheRange& range) { return residency_of(open_range(range)); }

Residency warm(const CacheRange& range) {
  const OpenRange open = open_range(range);
  // Each read then caches only the bytes it requests, without read-ahead (force_page_cache_ra, mm/readahead.c).
  posix_fadvise(open.fd.get(), 0, 0, POSIX_FADV_RANDOM);
  std::vector<char> buffer(1 << 20);
  for (uint64_t done = 0; done < open.length;) {
    const size_t wanted = std::min<uint64_t>(buffer.size(), open.length - done);
    const ssize_t n = pread(open.fd.get(), buffer.data(), wanted, static_cast<off_t>(open.offset + done));
    if (n < 0 && errno == EINTR) continue;
    if (check(n, "pread64", range.path) == 0) break;
    done += static_cast<uint64_t>(n);
  }
  return residency_of(open);
}

Residency evict(const CacheRange& range) {
  const OpenRange open = open_range(range);
  // Dirty pages always stay; an error here only means that they do.
  sync_file_range(open.fd.get(), static_cast<off_t>(open.offset), static_cast<off_t>(open.length),
                  SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE | SYNC_FILE_RANGE_WAIT_AFTER);
  drop(open, page_size(), range.path);
  const Residency left = residency_of(open);
  if (left.cached_bytes == uint64_t{0}) return left;
  drop(open, largest_folio, range.path);
  return residency_of(open);
}

}  // namespace iopath
