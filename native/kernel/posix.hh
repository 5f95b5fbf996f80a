// POSIX basics for every part: owning descriptors and mappings, and errors that keep errno, the kernel's name of the
// call and the path. Nothing here is counted; the measured thread uses Kernel (counters.hh) instead.
#pragma once

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

namespace iopath {

/**
 * Why something cannot be done here, or was done otherwise: a code, and the values its sentence is made with. The
 * sentence and its remedy are in src/messages/reasons.ts.
 */
struct Reason {
  const char* code;
  std::vector<std::pair<const char*, std::string>> values = {};
};

/** A system call failed, or its result makes it impossible to continue. `call` is a literal. */
struct SystemError {
  int error;
  const char* call;
  std::string path;
  /** Detail beyond errno; else empty. */
  std::string detail;

  SystemError(int error, const char* call, std::string path = {}, std::string detail = {})
      : error(error), call(call), path(std::move(path)), detail(std::move(detail)) {}
};

/** The strategy or machine does not support the job: reported as ENOTSUP with its reason. */
struct Unsupported {
  Reason reason;
};

/** The job was cancelled: reported as ECANCELED. */
struct Cancelled {};

/** The error of a file that ends before the requested range. */
inline constexpr const char* shrunk =
    "the file changed during the run: it has fewer bytes now than when the run began";

/** `result`, or SystemError with the current errno where it is negative. */
template <typename T>
T check(T result, const char* call, const std::string& path = {}) {
  if (result < 0) throw SystemError(errno, call, path);
  return result;
}

/** As waitpid() for one child or traced thread, also where a signal comes meanwhile: its handler has run, and the wait goes on. */
inline pid_t wait_for_child(pid_t child, int& status) {
  for (;;) {
    const pid_t found = ::waitpid(child, &status, __WALL);
    if (found >= 0 || errno != EINTR) return found;
  }
}

/** Owns a descriptor; -1 owns none. */
class Fd {
 public:
  Fd() = default;
  explicit Fd(int fd) : fd_(fd) {}
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd& operator=(Fd&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Fd() { reset(); }

  int get() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }
  void reset() {
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
  }

 private:
  int fd_ = -1;
};

/** Owns a mapping. */
class Mapping {
 public:
  Mapping() = default;
  /** Maps, or throws SystemError. */
  Mapping(size_t bytes, int protection, int flags, int fd = -1, off_t offset = 0) {
    if (bytes == 0) return;
    void* address = ::mmap(nullptr, bytes, protection, flags, fd, offset);
    if (address == MAP_FAILED) throw SystemError(errno, "mmap");
    address_ = static_cast<std::byte*>(address);
    bytes_ = bytes;
  }
  Mapping(Mapping&& other) noexcept
      : address_(std::exchange(other.address_, nullptr)), bytes_(std::exchange(other.bytes_, 0)) {}
  Mapping& operator=(Mapping&& other) noexcept {
    std::swap(address_, other.address_);
    std::swap(bytes_, other.bytes_);
    return *this;
  }
  ~Mapping() {
    if (address_) ::munmap(address_, bytes_);
  }

  std::byte* data() const { return address_; }
  size_t size() const { return bytes_; }

 private:
  std::byte* address_ = nullptr;
  size_t bytes_ = 0;
};

constexpr uint64_t round_up(uint64_t value, uint64_t unit) { return (value + unit - 1) / unit * unit; }
constexpr uint64_t round_down(uint64_t value, uint64_t unit) { return value / unit * unit; }

/** Every page size the engine meets is a multiple of this one on x86-64 and arm64 with 4 KiB pages. */
inline size_t page_size() {
  static const size_t size = static_cast<size_t>(::sysconf(_SC_PAGESIZE));
  return size;
}

/**
 * Data written by different threads is this far apart, on separate cache lines (cores fetch them in pairs): a spinning
 * receiver that shared a line with the sender took 5 % of sendfile's CPU time.
 */
constexpr size_t apart = 128;

/** `EAGAIN` for 11 and so on; `E<number>` for one without a name here. */
std::string errno_name(int error);

}  // namespace iopath
