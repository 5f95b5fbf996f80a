#include "run/fallback.hh"

#include <string_view>

#include "strategies/registry.hh"

namespace iopath {

namespace {

struct Rule {
  std::string_view strategy, call;
  int error;
  const char* instead;
  const char* because;
};

// The order in which programs fall back (coreutils cp, libuv, Go): copy_file_range, sendfile, read and write. There is
// no such rule for reflink and direct I/O, which either work or fail.
constexpr Rule rules[] = {
    // Since 5.19 copy_file_range crosses filesystems only within one type that supports it.
    {"copy-file-range", "copy_file_range", EXDEV, "sendfile", "fallback-other-filesystem"},
    {"copy-file-range", "copy_file_range", EOPNOTSUPP, "sendfile", "fallback-filesystem-without-copy-file-range"},
    // The call is missing before 4.5; seccomp filters of old containers report the same.
    {"copy-file-range", "copy_file_range", ENOSYS, "sendfile", "fallback-no-copy-file-range"},
    // Filesystems that generate their contents on each read (procfs and similar).
    {"copy-file-range", "copy_file_range", EINVAL, "sendfile", "fallback-copy-file-range-refused"},
    // The input has no page cache to take pages from, or the output appends.
    {"sendfile", "sendfile", EINVAL, "read-write", "fallback-sendfile-refused"},
    {"sendfile", "sendfile", ENOSYS, "read-write", "fallback-no-sendfile"},
    {"splice", "splice", EINVAL, "read-write", "fallback-splice-refused"},
    {"splice", "splice", ENOSYS, "read-write", "fallback-no-splice"},
};

}  // namespace

std::optional<Fallback> fallback(const Strategy& refused, const SystemError& failure) {
  for (const Rule& rule : rules)
    if (rule.strategy == refused.name && rule.call == failure.call && rule.error == failure.error)
      return Fallback{find_strategy(rule.instead), rule.because};
  return std::nullopt;
}

}  // namespace iopath
