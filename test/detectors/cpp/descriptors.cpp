#include <array>
#include <cerrno>
#include <cstddef>
#include <fcntl.h>
#include <memory>
#include <netinet/in.h>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>
#include <vector>

namespace {
constexpr std::size_t kBlock = 64 * 1024;
}

void duplicate(const std::string &from, const std::string &to) {
  int in = ::open(from.c_str(), O_RDONLY);
  int out = ::open(to.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
  char buf[4096];
  ssize_t n;
  while ((n = ::read(in, buf, sizeof buf)) > 0) { // expect: copy-loop replaceable file-to-file 4096 kernel
    if (::write(out, buf, static_cast<std::size_t>(n)) != n)
      throw std::runtime_error("short write");
  }
  ::close(in);
  ::close(out);
}

// An inner loop for short writes belongs to the relay around it.
std::size_t sendFile(const char *path, const sockaddr_in &peer) {
  int file = open(path, O_RDONLY);
  int sock = socket(AF_INET, SOCK_STREAM, 0);
  connect(sock, reinterpret_cast<const sockaddr *>(&peer), sizeof peer);
  std::vector<char> buffer(kBlock);
  std::size_t total = 0;
  for (;;) { // expect: copy-loop replaceable file-to-socket 65536 kernel
    ssize_t got = read(file, buffer.data(), buffer.size());
    if (got <= 0)
      break;
    ssize_t at = 0;
    while (at < got) {
      ssize_t sent = send(sock, buffer.data() + at, got - at, MSG_NOSIGNAL);
      if (sent < 0) {
        if (errno == EINTR)
          continue;
        throw std::runtime_error("send");
      }
      at += sent;
    }
    total += got;
  }
  close(file);
  close(sock);
  return total;
}

void serveOnce(int listener, const char *path) {
  int client = accept(listener, nullptr, nullptr);
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  std::array<std::byte, 16384> block;
  ssize_t n = 0;
  do { // expect: copy-loop replaceable file-to-socket 16384 kernel
    n = read(fd, block.data(), block.size());
    if (n > 0)
      send(client, block.data(), n, 0);
  } while (n > 0);
  close(fd);
  close(client);
}

// Through a pipe splice takes one copy where recv and write take two.
bool receive(int sock, const char *path) {
  int fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
  std::unique_ptr<char[]> data(new char[8192]);
  while (true) { // expect: copy-loop replaceable socket-to-file 8192 kernel
    auto n = recv(sock, data.get(), 8192, 0);
    if (n == 0)
      break;
    if (n < 0)
      return false;
    if (write(fd, data.get(), n) != n)
      return false;
  }
  return fsync(fd) == 0 && close(fd) == 0;
}

void pump(int from, int to) {
  char buf[2048];
  for (ssize_t n = recv(from, buf, sizeof(buf), 0); n > 0; n = recv(from, buf, sizeof(buf), 0)) { // expect: copy-loop replaceable socket-to-socket 2048 kernel
    if (send(to, buf, n, 0) < 0)
      return;
  }
  shutdown(to, SHUT_WR);
}

void echo(int client) {
  char buf[512];
  ssize_t n;
  while ((n = recv(client, buf, sizeof buf, 0)) > 0) // expect: copy-loop replaceable socket-to-socket 512 kernel
    send(client, buf, n, 0);
}

int unknownEnds(int in_fd, int out_fd, std::size_t size) {
  std::vector<unsigned char> buf(size);
  while (true) { // expect: copy-loop replaceable unknown-to-unknown - depends
    ssize_t n = read(in_fd, buf.data(), buf.size());
    if (n == -1 && errno == EINTR)
      continue;
    if (n <= 0)
      return static_cast<int>(n);
    if (write(out_fd, buf.data(), n) != n)
      return -1;
  }
}

void positioned(const char *from, const char *to, off_t length) {
  int in = open(from, O_RDONLY);
  int out = open(to, O_RDWR | O_CREAT, 0644);
  char buf[1 << 17];
  off_t at = 0;
  while (at < length) { // expect: copy-loop replaceable file-to-file 131072 kernel
    ssize_t n = pread(in, buf, sizeof buf, at);
    if (n <= 0)
      break;
    pwrite(out, buf, n, at);
    at += n;
  }
  close(in);
  close(out);
}

// The vector of one buffer is trimmed to what came; how the size is read is left open here.
void vectored(const char *from, const char *to) {
  int in = open(from, O_RDONLY), out = open(to, O_WRONLY | O_CREAT, 0644);
  char page[4096];
  ssize_t n;
  iovec vec{page, sizeof page};
  while ((n = readv(in, &vec, 1)) > 0) { // expect: copy-loop replaceable file-to-file
    vec.iov_len = n;
    writev(out, &vec, 1);
    vec.iov_len = sizeof page;
  }
  close(in);
  close(out);
}

// Standard streams may be files, pipes or terminals.
int cat() {
  static char buf[32768];
  ssize_t n;
  while ((n = read(STDIN_FILENO, buf, sizeof buf)) > 0) // expect: copy-loop replaceable pipe-to-pipe 32768 depends
    if (write(STDOUT_FILENO, buf, n) != n)
      return 1;
  return 0;
}

void fromPipe(const char *path) {
  int ends[2];
  if (pipe(ends) != 0)
    return;
  int log = open(path, O_WRONLY | O_CREAT, 0644);
  char buf[1024];
  ssize_t n;
  while ((n = read(ends[0], buf, sizeof buf)) > 0) { // expect: copy-loop replaceable pipe-to-file 1024 kernel
    write(log, buf, n);
  }
  close(log);
}
