#include "transfer/output.hh"

#include <cstdlib>
#include <vector>

#include <fcntl.h>
#include <linux/fiemap.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/statvfs.h>

namespace iopath {

namespace {

void check_space(const std::string& directory, uint64_t bytes) {
  struct statvfs info;
  check(statvfs(directory.c_str(), &info), "statfs", directory);
  const uint64_t free_bytes = uint64_t{info.f_bavail} * info.f_frsize;
  if (free_bytes < bytes)
    throw SystemError(ENOSPC, "statfs", directory,
                      "the output needs " + std::to_string(bytes) + " bytes and " + std::to_string(free_bytes) +
                          " are free");
}

Fd make_nameless(const std::string& directory) {
  const int nameless = ::open(directory.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (nameless >= 0) return Fd(nameless);
  // EOPNOTSUPP: the filesystem has no unnamed files; EISDIR: the kernel has no O_TMPFILE (before 3.11).
  if (errno != EOPNOTSUPP && errno != EISDIR) throw SystemError(errno, "openat", directory);
  std::string path = directory + "/.iopath-XXXXXX";
  Fd named(check(mkostemp(path.data(), O_CLOEXEC), "openat", directory));
  unlink(path.c_str());
  return named;
}

}  // namespace

Fd make_output(const std::string& directory, uint64_t bytes, bool preallocate) {
  check_space(directory, bytes);
  Fd output = make_nameless(directory);
  const int error = preallocate && bytes > 0 ? posix_fallocate(output.get(), 0, static_cast<off_t>(bytes)) : 0;
  if (error) throw SystemError(error, "fallocate", directory);
  return output;
}

std::optional<uint64_t> shared_bytes(int fd) {
  constexpr unsigned batch = 256;
  std::vector<char> memory(sizeof(fiemap) + batch * sizeof(fiemap_extent));
  uint64_t shared = 0, start = 0;
  for (;;) {
    auto* map = reinterpret_cast<fiemap*>(memory.data());
    *map = {};
    map->fm_start = start;
    map->fm_length = FIEMAP_MAX_OFFSET - start;
    // Without FIEMAP_FLAG_SYNC, which would write the output to disk: extents not yet allocated are not shared.
    map->fm_extent_count = batch;
    if (ioctl(fd, FS_IOC_FIEMAP, map) != 0) return std::nullopt;
    if (map->fm_mapped_extents == 0) return shared;
    for (unsigned i = 0; i < map->fm_mapped_extents; ++i) {
      const fiemap_extent& extent = map->fm_extents[i];
      if (extent.fe_flags & FIEMAP_EXTENT_SHARED) shared += extent.fe_length;
      if (extent.fe_flags & FIEMAP_EXTENT_LAST) return shared;
      start = extent.fe_logical + extent.fe_length;
    }
  }
}

}  // namespace iopath
