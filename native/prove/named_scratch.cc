#include "prove/named_scratch.hh"

#include <algorithm>

#include <fcntl.h>

namespace iopath {

namespace {

Bytes complement(const Bytes& bytes) {
  Bytes flipped(bytes.size());
  std::transform(bytes.begin(), bytes.end(), flipped.begin(), [](std::byte byte) { return ~byte; });
  return flipped;
}

}  // namespace

NamedScratch::NamedScratch(std::string path, Bytes content)
    : path_(std::move(path)), content_(std::move(content)), complement_(complement(content_)),
      file_(check(::open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644), "openat", path_)) {
  try {
    check(fstat(file_.get(), &identity_), "fstat", path_);
    // The server may run as another user, so our umask must not apply. A filesystem without modes refuses and needs none.
    if (fchmod(file_.get(), 0644) < 0 && errno != EPERM) throw SystemError(errno, "fchmod", path_);
    write(content_, {0, content_.size()});
    check(fstat(file_.get(), &identity_), "fstat", path_);
  } catch (...) {
    remove();
    throw;
  }
}

NamedScratch::~NamedScratch() { remove(); }

void NamedScratch::write(const Bytes& bytes, const ScratchRange& range) {
  const size_t end = std::min(range.offset + range.length, bytes.size());
  for (size_t at = range.offset; at < end;) {
    const ssize_t n = ::pwrite(file_.get(), bytes.data() + at, end - at, static_cast<off_t>(at));
    if (n < 0 && errno == EINTR) continue;
    at += static_cast<size_t>(check(n, "pwrite64", path_));
  }
}

void NamedScratch::flip(const ScratchRange& range) {
  flipped_ = range;
  write(complement_, range);
}

void NamedScratch::restore() {
  write(content_, flipped_);
  flipped_ = {};
  const timespec times[2]{{.tv_sec = 0, .tv_nsec = UTIME_OMIT}, identity_.st_mtim};
  check(futimens(file_.get(), times), "utimensat", path_);
}

void NamedScratch::remove() {
  // JavaScript may keep this object long after its use, and an open file keeps its blocks and its filesystem busy.
  file_.reset();
  struct stat now;
  if (lstat(path_.c_str(), &now) != 0) return;
  if (now.st_dev == identity_.st_dev && now.st_ino == identity_.st_ino) ::unlink(path_.c_str());
}

}  // namespace iopath
