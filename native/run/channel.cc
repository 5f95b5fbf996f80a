#include "run/channel.hh"

#include <cstdio>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include "run/kernel_tls.hh"

namespace iopath {

namespace {

void set(int fd, int level, int option, uint64_t value) {
  const int number = static_cast<int>(std::min<uint64_t>(value, INT32_MAX));
  check(setsockopt(fd, level, option, &number, sizeof number), "setsockopt");
}

/** What the kernel made of it. Linux doubles buffer sizes to leave room for its own bookkeeping (man 7 socket). */
uint64_t granted(int fd, int option) {
  int number = 0;
  socklen_t length = sizeof number;
  check(getsockopt(fd, SOL_SOCKET, option, &number, &length), "getsockopt");
  return static_cast<uint64_t>(number);
}

void size_writer(int fd, const Spec& spec) {
  if (spec.send_buffer_bytes) set(fd, SOL_SOCKET, SO_SNDBUF, spec.send_buffer_bytes);
}

void size_reader(int fd, const Spec& spec) {
  if (spec.receive_buffer_bytes) set(fd, SOL_SOCKET, SO_RCVBUF, spec.receive_buffer_bytes);
}

sockaddr_in own_address(int fd) {
  sockaddr_in address{};
  socklen_t length = sizeof address;
  check(getsockname(fd, reinterpret_cast<sockaddr*>(&address), &length), "getsockname");
  return address;
}

Fd new_socket() { return Fd(check(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket")); }

Fd listen_on_loopback(const Spec& spec) {
  Fd listener = new_socket();
  size_reader(listener.get(), spec);  // accepted sockets inherit it, in time for the window scale
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  check(bind(listener.get(), reinterpret_cast<sockaddr*>(&address), sizeof address), "bind");
  check(listen(listener.get(), 1), "listen");
  return listener;
}

/** Accepts until the connection is the one made from `port`: another process may have come in between. */
Fd accept_from(int listener, in_port_t port) {
  for (;;) {
    pollfd ready{.fd = listener, .events = POLLIN, .revents = 0};
    if (check(poll(&ready, 1, 5000), "poll") == 0) throw SystemError(ETIMEDOUT, "accept4");
    sockaddr_in peer{};
    socklen_t length = sizeof peer;
    Fd accepted(check(accept4(listener, reinterpret_cast<sockaddr*>(&peer), &length, SOCK_CLOEXEC), "accept4"));
    if (peer.sin_port == port && peer.sin_addr.s_addr == htonl(INADDR_LOOPBACK)) return accepted;
  }
}

Channel tcp(const Spec& spec) {
  const Fd listener = listen_on_loopback(spec);
  const sockaddr_in address = own_address(listener.get());
  Channel channel;
  channel.writer = new_socket();
  size_writer(channel.writer.get(), spec);
  // Servers set it; without it the last partial segment of a file would wait for an acknowledgement.
  set(channel.writer.get(), IPPROTO_TCP, TCP_NODELAY, 1);
  check(connect(channel.writer.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), "connect");
  channel.reader = accept_from(listener.get(), own_address(channel.writer.get()).sin_port);
  return channel;
}

Channel unix_pair(const Spec& spec) {
  int ends[2];
  check(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), "socketpair");
  Channel channel{Fd(ends[0]), Fd(ends[1]), {}};
  size_writer(ends[0], spec);
  size_reader(ends[1], spec);
  return channel;
}

Channel pipe_pair(const Spec& spec) {
  int ends[2];
  check(pipe2(ends, O_CLOEXEC), "pipe2");
  Channel channel{Fd(ends[1]), Fd(ends[0]), {}};
  fcntl(ends[1], F_SETPIPE_SZ, static_cast<int>(spec.pipe_bytes));  // EPERM above the user's share: smaller then
  channel.granted.pipe_bytes = static_cast<uint64_t>(check(fcntl(ends[1], F_GETPIPE_SZ), "fcntl"));
  return channel;
}

}  // namespace

Channel open_channel(const Spec& spec) {
  if (spec.route == Route::file_to_pipe) return pipe_pair(spec);
  Channel channel = spec.socket == SocketKind::tcp ? tcp(spec) : unix_pair(spec);
  if (spec.receive_low_water) set(channel.reader.get(), SOL_SOCKET, SO_RCVLOWAT, spec.receive_low_water);
  if (spec.kernel_tls) encrypt_in_kernel(channel, spec.sink == SinkMode::verify);
  channel.granted.send_buffer_bytes = granted(channel.writer.get(), SO_SNDBUF);
  channel.granted.receive_buffer_bytes = granted(channel.reader.get(), SO_RCVBUF);
  channel.granted.receive_low_water = granted(channel.reader.get(), SO_RCVLOWAT);
  return channel;
}

uint64_t largest_pipe() {
  unsigned long bytes = 1 << 20;
  if (FILE* file = std::fopen("/proc/sys/fs/pipe-max-size", "re")) {
    if (std::fscanf(file, "%lu", &bytes) != 1) bytes = 1 << 20;
    std::fclose(file);
  }
  return bytes;
}

}  // namespace iopath
