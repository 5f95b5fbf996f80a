#include <atomic>
#include <chrono>
#include <cstdint>
#include <fcntl.h>
#include <fstream>
#include <string>
#include <sys/socket.h>
#include <system_error>
#include <thread>
#include <unistd.h>

namespace net {

class Socket {
public:
  explicit Socket(int fd) : fd_(fd) {}
  ~Socket() { ::close(fd_); }

  void sendAll(const char *data, std::size_t size) {
    while (size > 0) {
      ssize_t n = ::send(fd_, data, size, MSG_NOSIGNAL);
      if (n < 0)
        throw std::system_error(errno, std::generic_category());
      data += n;
      size -= static_cast<std::size_t>(n);
    }
  }

  // Writes through a member of this file's class.
  std::uint64_t sendFile(const std::string &path) {
    int file = ::open(path.c_str(), O_RDONLY);
    char buf[4 * 1024];
    std::uint64_t total = 0;
    ssize_t n;
    while ((n = ::read(file, buf, sizeof buf)) > 0) { // expect: copy-loop replaceable file-to-socket 4096 kernel
      sendAll(buf, static_cast<std::size_t>(n));
      total += static_cast<std::uint64_t>(n);
    }
    ::close(file);
    return total;
  }

private:
  int fd_;
};

} // namespace net

static ssize_t readSome(int fd, void *data, std::size_t size) {
  ssize_t n;
  do
    n = read(fd, data, size);
  while (n < 0 && errno == EINTR);
  return n;
}

static bool writeFully(int fd, const char *data, std::size_t size) {
  for (std::size_t at = 0; at < size;) {
    ssize_t n = write(fd, data + at, size - at);
    if (n <= 0)
      return false;
    at += n;
  }
  return true;
}

bool viaHelpers(const char *from, const char *to) {
  int in = open(from, O_RDONLY);
  int out = creat(to, 0644);
  char buf[8192];
  while (true) { // expect: copy-loop replaceable file-to-file 8192 kernel
    ssize_t n = readSome(in, buf, sizeof buf);
    if (n < 0)
      return false;
    if (n == 0)
      return true;
    if (!writeFully(out, buf, n))
      return false;
  }
}

bool cancellable(const char *from, const char *to, const std::atomic<bool> &stop) {
  int in = open(from, O_RDONLY);
  int out = open(to, O_WRONLY | O_CREAT, 0644);
  char buf[65536];
  while (!stop.load()) { // expect: copy-loop replaceable file-to-file 65536 kernel
    ssize_t n = read(in, buf, sizeof buf);
    if (n <= 0)
      return n == 0;
    write(out, buf, n);
  }
  return false;
}

// A throttle by amount, not by content.
void trickle(int sock, const char *path) {
  int fd = open(path, O_RDONLY);
  char buf[1400];
  ssize_t n;
  while ((n = read(fd, buf, sizeof buf)) > 0) { // expect: copy-loop replaceable file-to-socket 1400 kernel
    send(sock, buf, n, 0);
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  close(fd);
}

// The stream has no descriptor to give, but its path is in sight.
void streamToSocket(int sock, const std::string &path) {
  std::ifstream file(path, std::ios::binary);
  char buf[4096];
  while (file.read(buf, sizeof buf) || file.gcount() > 0) { // expect: copy-loop replaceable file-to-socket 4096 kernel
    send(sock, buf, file.gcount(), 0);
  }
}

struct Transfer {
  int source;
  int sink;
  off_t left;
};

void range(int file, int sock, off_t from, off_t length) {
  Transfer t{file, sock, length};
  setsockopt(t.sink, SOL_SOCKET, SO_KEEPALIVE, nullptr, 0);
  lseek(t.source, from, SEEK_SET);
  char buf[16384];
  while (t.left > 0) { // expect: copy-loop replaceable file-to-socket 16384 kernel
    std::size_t want = t.left < off_t(sizeof buf) ? t.left : sizeof buf;
    ssize_t n = read(t.source, buf, want);
    if (n <= 0)
      break;
    send(t.sink, buf, n, 0);
    t.left -= n;
  }
}
