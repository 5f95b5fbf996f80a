#include "run/channel.hh"

#include <cstdio>
#include <optional>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include "kernel/thread.hh"
#include "run/kernel_tls.hh"

namespace iopath {

namespace {

void set(int fd, int level, int option, uint64_t value) {
  const int number = static_cast<int>(std::min<uint64_t>(value, INT32_MAX));
  check(setsockopt(fd, level, option, &number, sizeof number), "setsockopt");
}

/** The size the kernel granted. Linux doubles buffer sizes to make room for its own bookkeeping (man 7 socket). */
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

/** Neither connect nor accept may wait for ever, so both sockets start in non-blocking mode. */
Fd new_socket() {
  return Fd(check(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), "socket"));
}

Fd listen_on_loopback(const Spec& spec) {
  Fd listener = new_socket();
  size_reader(listener.get(), spec);  // accepted sockets inherit it, in time for the window scale
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  check(bind(listener.get(), reinterpret_cast<sockaddr*>(&address), sizeof address), "bind");
  check(listen(listener.get(), SOMAXCONN), "listen");
  return listener;
}

/** How long a connection over loopback may take to be established. */
constexpr uint64_t connect_patience_ns = 5'000'000'000;

/** The next waiting connection, or none; skips a connection that was reset while it waited. */
std::optional<Fd> accept_next(int listener, sockaddr_in& peer) {
  for (;;) {
    socklen_t length = sizeof peer;
    const int fd = accept4(listener, reinterpret_cast<sockaddr*>(&peer), &length, SOCK_CLOEXEC);
    if (fd >= 0) return Fd(fd);
    if (errno == EAGAIN) return std::nullopt;
    if (errno != EINTR && errno != ECONNABORTED) throw SystemError(errno, "accept4");
  }
}

/** Closes the connections of other processes until the one from `port` comes, or none is left. */
Fd accept_own(int listener, in_port_t port) {
  sockaddr_in peer{};
  while (auto accepted = accept_next(listener, peer))
    if (peer.sin_port == port && peer.sin_addr.s_addr == htonl(INADDR_LOOPBACK)) return std::move(*accepted);
  return {};
}

/** The error of a non-blocking connect; 0 while it is in progress and once it is established. */
int connect_error(int fd) {
  int error = 0;
  socklen_t length = sizeof error;
  check(getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &length), "getsockopt");
  return error;
}

/**
 * Accepts the connection from `writer`. The queue of `listener` may be full of other processes' connections, and the
 * kernel then drops ours silently: the others are closed until ours is accepted.
 */
Fd meet(int listener, int writer) {
  const in_port_t port = own_address(writer).sin_port;
  const uint64_t deadline = now_ns() + connect_patience_ns;
  while (now_ns() < deadline) {
    pollfd ready{.fd = listener, .events = POLLIN, .revents = 0};
    if (poll(&ready, 1, 20) < 0 && errno != EINTR) throw SystemError(errno, "poll");
    if (Fd accepted = accept_own(listener, port)) return accepted;
    if (const int error = connect_error(writer)) throw SystemError(error, "connect");
  }
  throw SystemError(ETIMEDOUT, "accept4", {}, "the connection over loopback did not come about in 5 seconds");
}

void set_blocking(int fd) { check(fcntl(fd, F_SETFL, 0), "fcntl"); }

Channel tcp(const Spec& spec) {
  const Fd listener = listen_on_loopback(spec);
  const sockaddr_in address = own_address(listener.get());
  Channel channel;
  channel.writer = new_socket();
  size_writer(channel.writer.get(), spec);
  // As servers do: without it the last partial segment of a file would wait for an acknowledgement.
  set(channel.writer.get(), IPPROTO_TCP, TCP_NODELAY, 1);
  const int begun = connect(channel.writer.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
  if (begun < 0 && errno != EINPROGRESS) throw SystemError(errno, "connect");
  channel.reader = meet(listener.get(), channel.writer.get());
  set_blocking(channel.writer.get());
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
  fcntl(ends[1], F_SETPIPE_SZ, static_cast<int>(spec.pipe_bytes));  // EPERM above the user's limit: try a smaller size
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
