#include "evidence/aliasing/peek.hh"

#include <ctime>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

namespace iopath {

namespace {

constexpr timespec moment{.tv_sec = 0, .tv_nsec = 200'000};
/** Loopback delivers within microseconds: a queue that did not grow during this many checks (10 ms) is complete. */
constexpr int most_idle_moments = 50;

size_t queued(int fd) {
  int bytes = 0;
  check(::ioctl(fd, FIONREAD, &bytes), "ioctl");
  return static_cast<size_t>(bytes);
}

void await_queue(int fd, size_t most) {
  size_t seen = queued(fd);
  for (int idle = 0; seen < most && idle < most_idle_moments; ++idle) {
    nanosleep(&moment, nullptr);
    const size_t now = queued(fd);
    if (now != seen) idle = 0;
    seen = now;
  }
}

/** Fills `bytes` by `take(data, length, done)` until no more bytes come, then truncates it to the bytes received. */
template <typename Take>
Bytes fill(size_t most, const char* call, Take take) {
  Bytes bytes(most);
  size_t done = 0;
  while (done < most) {
    const ssize_t n = take(bytes.data() + done, most - done, done);
    if (n < 0 && errno == EINTR) continue;
    if (n == 0 || (n < 0 && errno == EAGAIN)) break;
    done += static_cast<size_t>(check(n, call));
  }
  bytes.resize(done);
  return bytes;
}

}  // namespace

Bytes peek_socket(int socket, size_t most) {
  await_queue(socket, most);
  Bytes bytes(most);
  const ssize_t n = ::recv(socket, bytes.data(), most, MSG_PEEK | MSG_DONTWAIT);
  if (n < 0 && errno != EAGAIN) throw SystemError(errno, "recvfrom", "socket");
  bytes.resize(n < 0 ? 0 : static_cast<size_t>(n));
  return bytes;
}

Bytes peek_pipe(int pipe, int spare_read, int spare_write, size_t most) {
  const ssize_t doubled = ::tee(pipe, spare_write, most, SPLICE_F_NONBLOCK);
  if (doubled < 0 && errno == EAGAIN) return {};
  check(doubled, "tee");
  return fill(static_cast<size_t>(doubled), "read",
              [&](std::byte* data, size_t length, size_t) { return ::read(spare_read, data, length); });
}

Bytes peek_file(int file, size_t most) {
  return fill(most, "pread64", [&](std::byte* data, size_t length, size_t done) {
    return ::pread(file, data, length, static_cast<off_t>(done));
  });
}

}  // namespace iopath
