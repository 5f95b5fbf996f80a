// Counted system calls. A measured thread makes every call through its own Kernel, so that a report's counts equal
// those of strace -f for that thread, call by call, under the names that strace prints.
#pragma once

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

namespace iopath {

// The kernel's own names, which strace also uses. Calls are made by number, never through libc's wrappers, which may
// make another call (fstat is newfstatat, send is sendto). To add a call, add its name here.
#define IOPATH_CALLS(X)                                                                                       \
  X(read) X(write) X(pread64) X(pwrite64) X(lseek) X(openat) X(close) X(fstat) X(statx) X(ftruncate)          \
  X(fallocate) X(fdatasync) X(mmap) X(munmap) X(madvise) X(msync) X(fcntl) X(ioctl) X(pipe2) X(splice)        \
  X(vmsplice) X(sendfile) X(copy_file_range) X(sendto) X(sendmsg) X(recvfrom) X(recvmsg) X(setsockopt)        \
  X(getsockopt) X(shutdown) X(ppoll) X(io_uring_setup) X(io_uring_enter) X(io_uring_register)

enum class Call : unsigned {
#define X(name) name,
  IOPATH_CALLS(X)
#undef X
};

inline constexpr const char* call_names[] = {
#define X(name) #name,
    IOPATH_CALLS(X)
#undef X
};

inline constexpr long call_numbers[] = {
#define X(name) SYS_##name,
    IOPATH_CALLS(X)
#undef X
};

inline constexpr size_t call_kinds = sizeof call_numbers / sizeof call_numbers[0];
constexpr const char* name_of(Call call) { return call_names[static_cast<size_t>(call)]; }

/** Counts of one call. `errors` counts by errno; numbers above the last index count at the last index. */
struct CallCount {
  uint64_t calls = 0;
  uint64_t bytes = 0;
  uint64_t shorts = 0;
  std::array<uint32_t, 134> errors{};
};

/**
 * The system calls of one thread, each counted as it returns. One thread at a time may use it. Methods return what
 * the kernel returned, or -1 with errno; they never retry. No method allocates.
 */
class Kernel {
 public:
  /** A call that moves no bytes. */
  template <typename... Args>
  long call(Call which, Args... args) {
    const long result = ::syscall(call_numbers[static_cast<size_t>(which)], args...);
    CallCount& count = of(which);
    ++count.calls;
    if (result < 0) note_error(count);
    return result;
  }

  /** A call that moves up to `asked` bytes and returns how many it did. */
  template <typename... Args>
  long move(Call which, size_t asked, Args... args) {
    const long result = ::syscall(call_numbers[static_cast<size_t>(which)], args...);
    CallCount& count = of(which);
    ++count.calls;
    if (result < 0)
      note_error(count);
    else
      note_moved(which, asked, static_cast<size_t>(result));
    return result;
  }

  /** Adds bytes that no return value reports: a completion of io_uring, an ioctl that shares extents. */
  void note_moved(Call which, size_t asked, size_t moved) {
    CallCount& count = of(which);
    count.bytes += moved;
    count.shorts += moved < asked;
  }

  /** Counts an error reported by a completion. */
  void note_error(Call which, int error) { note_error(of(which), error); }

  const CallCount& operator[](Call which) const { return counts_[static_cast<size_t>(which)]; }

  // Moving bytes.
  long read(int fd, void* data, size_t n) { return move(Call::read, n, fd, data, n); }
  long write(int fd, const void* data, size_t n) { return move(Call::write, n, fd, data, n); }
  long pread64(int fd, void* data, size_t n, uint64_t at) { return move(Call::pread64, n, fd, data, n, at); }
  long pwrite64(int fd, const void* data, size_t n, uint64_t at) {
    return move(Call::pwrite64, n, fd, data, n, at);
  }
  long sendfile(int out, int in, off_t* at, size_t n) { return move(Call::sendfile, n, out, in, at, n); }
  long splice(int in, off_t* in_at, int out, off_t* out_at, size_t n, unsigned flags) {
    return move(Call::splice, n, in, in_at, out, out_at, n, flags);
  }
  long copy_file_range(int in, off_t* in_at, int out, off_t* out_at, size_t n) {
    return move(Call::copy_file_range, n, in, in_at, out, out_at, n, 0u);
  }
  long sendto(int fd, const void* data, size_t n, int flags) {
    return move(Call::sendto, n, fd, data, n, flags, nullptr, 0ul);
  }
  long recvfrom(int fd, void* data, size_t n, int flags) {
    return move(Call::recvfrom, n, fd, data, n, flags, nullptr, nullptr);
  }

  // The rest of a strategy.
  long openat(const char* path, int flags) { return call(Call::openat, AT_FDCWD, path, flags, 0); }
  long close(int fd) { return call(Call::close, fd); }
  long fstat(int fd, struct stat* out) { return call(Call::fstat, fd, out); }
  long lseek(int fd, uint64_t at) { return call(Call::lseek, fd, at, SEEK_SET); }
  long fdatasync(int fd) { return call(Call::fdatasync, fd); }
  long ppoll(pollfd* fds, nfds_t n, timespec timeout) {  // a copy: the call writes back what is left of it
    return call(Call::ppoll, fds, n, &timeout, nullptr, 0ul);
  }

 private:
  CallCount& of(Call which) { return counts_[static_cast<size_t>(which)]; }
  void note_error(CallCount& count) { note_error(count, errno); }
  static void note_error(CallCount& count, int error) {
    const size_t place = static_cast<size_t>(error);
    ++count.errors[place < count.errors.size() ? place : count.errors.size() - 1];
  }

  std::array<CallCount, call_kinds> counts_{};
};

/** Owns a descriptor of a measured thread: its close is counted. */
class CountedFd {
 public:
  CountedFd(Kernel& kernel, int fd) : kernel_(&kernel), fd_(fd) {}
  CountedFd(CountedFd&& other) noexcept : kernel_(other.kernel_), fd_(other.fd_) { other.fd_ = -1; }
  CountedFd& operator=(CountedFd&&) = delete;
  ~CountedFd() {
    if (fd_ >= 0) kernel_->close(fd_);
  }
  int get() const { return fd_; }

 private:
  Kernel* kernel_;
  int fd_;
};

}  // namespace iopath
