#include "evidence/residency.hh"

#include <algorithm>
#include <string_view>
#include <vector>

#include <fcntl.h>

namespace iopath {

namespace {

/** Bytes looked at in one go: one byte of answer a page, so that any file needs little memory. */
constexpr uint64_t window_bytes = uint64_t{256} << 20;

uint64_t cached_in_window(int fd, uint64_t offset, uint64_t length) {
  const uint64_t base = round_down(offset, page_size());
  const uint64_t end = offset + length;
  const Mapping pages(end - base, PROT_NONE, MAP_SHARED, fd, static_cast<off_t>(base));
  std::vector<unsigned char> resident((end - base + page_size() - 1) / page_size());
  check(mincore(pages.data(), pages.size(), resident.data()), "mincore");
  uint64_t bytes = 0;
  for (size_t page = 0; page < resident.size(); ++page) {
    const uint64_t from = base + page * page_size();
    if (resident[page] & 1) bytes += std::min(end, from + page_size()) - std::max(offset, from);
  }
  return bytes;
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
 * Whether the page cache can't be looked at: mmap refuses files of pseudo-filesystems and of FUSE's direct_io, which have
 * none (EPERM, EACCES, ENODEV); a sandbox may forbid mincore (EPERM, ENOSYS).
 */
bool is_unknowable(const SystemError& failed) {
  const std::string_view call = failed.call;
  if (call == "mmap") return failed.error == EPERM || failed.error == EACCES || failed.error == ENODEV;
  return call == "mincore" && (failed.error == EPERM || failed.error == ENOSYS);
}

}  // namespace

uint64_t cached_in(int fd, uint64_t offset, uint64_t length) {
  uint64_t cached = 0;
  try {
    for (uint64_t done = 0; done < length; done += window_bytes)
      cached += cached_in_window(fd, offset + done, std::min(window_bytes, length - done));
  } catch (const SystemError& failed) {
    if (!is_unknowable(failed)) throw;
  }
  return cached;
}

Residency residency(const std::string& path) {
  struct stat info;
  const Fd fd = open_regular(path, info);
  const auto bytes = static_cast<uint64_t>(info.st_size);
  return {bytes, cached_in(fd.get(), 0, bytes)};
}

Residency warm(const std::string& path) {
  struct stat info;
  const Fd fd = open_regular(path, info);
  std::vector<char> buffer(1 << 20);
  while (check(read(fd.get(), buffer.data(), buffer.size()), "read", path) > 0) {
  }
  return residency(path);
}

Residency evict(const std::string& path) {
  struct stat info;
  const Fd fd = open_regular(path, info);
  fdatasync(fd.get());  // dirty pages stay; an error here only means that they do
  const int error = posix_fadvise(fd.get(), 0, 0, POSIX_FADV_DONTNEED);
  if (error) throw SystemError(error, "fadvise64", path);
  return residency(path);
}

}  // namespace iopath
