#include "prove/tap.hh"

#include <algorithm>
#include <cstring>

#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "evidence/aliasing/peek.hh"

namespace iopath {

namespace {

constexpr int connect_patience_ms = 5000;

struct Address {
  sockaddr_storage storage{};
  socklen_t length = 0;
  std::string text;

  const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage); }
};

Address tcp_address(const Endpoint& endpoint) {
  const bool six = endpoint.address.find(':') != std::string::npos;
  Address address;
  address.text = (six ? "[" + endpoint.address + "]" : endpoint.address) + ":" + std::to_string(endpoint.port);
  addrinfo hints{};
  hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (getaddrinfo(endpoint.address.c_str(), std::to_string(endpoint.port).c_str(), &hints, &found) != 0)
    throw SystemError(EINVAL, "getaddrinfo", address.text, "it is no numeric address");
  std::memcpy(&address.storage, found->ai_addr, found->ai_addrlen);
  address.length = found->ai_addrlen;
  freeaddrinfo(found);
  return address;
}

Address unix_address(const std::string& path) {
  Address address;
  address.text = path;
  auto* name = reinterpret_cast<sockaddr_un*>(&address.storage);
  if (path.size() >= sizeof(name->sun_path)) throw SystemError(ENAMETOOLONG, "connect", path);
  name->sun_family = AF_UNIX;
  std::memcpy(name->sun_path, path.c_str(), path.size() + 1);
  address.length = sizeof(sockaddr_un);
  return address;
}

Fd open_socket(const Address& address, int receive_buffer) {
  Fd fd(check(::socket(address.storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), "socket", address.text));
  // Before connect and listen: the window scale is agreed on with the first segment.
  check(setsockopt(fd.get(), SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer), "setsockopt", address.text);
  return fd;
}

void await_connection(int fd, const Address& address) {
  pollfd waiting{.fd = fd, .events = POLLOUT, .revents = 0};
  int ready;
  do ready = ::poll(&waiting, 1, connect_patience_ms);
  while (ready < 0 && errno == EINTR);
  check(ready, "poll", address.text);
  if (ready == 0) throw SystemError(ETIMEDOUT, "connect", address.text);
  int error = 0;
  socklen_t length = sizeof error;
  check(getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &length), "getsockopt", address.text);
  if (error) throw SystemError(error, "connect", address.text);
}

Fd connect_to(const Address& address, int receive_buffer) {
  Fd fd = open_socket(address, receive_buffer);
  // EAGAIN: a Unix listener's backlog is full, and there is no event to wait for (unix(7)).
  if (::connect(fd.get(), address.get(), address.length) == 0) return fd;
  if (errno != EINPROGRESS) throw SystemError(errno, "connect", address.text);
  await_connection(fd.get(), address);
  return fd;
}

bool is_empty(int error) { return error == EAGAIN || error == EWOULDBLOCK; }

/** `Name` is getsockname(2) or getpeername(2). */
template <typename Name>
std::optional<Endpoint> endpoint_of(int socket, Name name) {
  sockaddr_storage storage{};
  socklen_t length = sizeof storage;
  auto* address = reinterpret_cast<sockaddr*>(&storage);
  if (name(socket, address, &length) != 0) return std::nullopt;
  if (storage.ss_family != AF_INET && storage.ss_family != AF_INET6) return std::nullopt;
  char host[NI_MAXHOST], port[NI_MAXSERV];
  if (getnameinfo(address, length, host, sizeof host, port, sizeof port, NI_NUMERICHOST | NI_NUMERICSERV) != 0)
    return std::nullopt;
  return Endpoint{host, static_cast<uint16_t>(std::stoi(port))};
}

}  // namespace

std::optional<Endpoint> peer_of(int socket) { return endpoint_of(socket, ::getpeername); }

Tap Tap::connect_tcp(const Endpoint& to, int receive_buffer) { return Tap(connect_to(tcp_address(to), receive_buffer)); }

Tap Tap::connect_unix(const std::string& path, int receive_buffer) {
  return Tap(connect_to(unix_address(path), receive_buffer));
}

Tap Tap::make_pipe(Fd& writer) {
  Tap tap;
  tap.pipe_ = true;
  int ends[2], spare[2];
  check(::pipe2(ends, O_CLOEXEC), "pipe2");
  tap.fd_ = Fd(ends[0]);
  writer = Fd(ends[1]);
  check(::pipe2(spare, O_CLOEXEC | O_NONBLOCK), "pipe2");
  tap.spare_read_ = Fd(spare[0]);
  tap.spare_write_ = Fd(spare[1]);
  // Only the reading end: each end of a pipe has its own flags.
  check(fcntl(tap.fd_.get(), F_SETFL, O_NONBLOCK), "fcntl");
  return tap;
}

size_t Tap::queued() const {
  int bytes = 0;
  check(::ioctl(fd_.get(), FIONREAD, &bytes), "ioctl", "socket");
  return static_cast<size_t>(bytes);
}

Bytes Tap::peek(size_t most) const {
  const size_t length = std::min(most, queued());
  if (length == 0) return {};
  if (pipe_) return peek_pipe(fd_.get(), spare_read_.get(), spare_write_.get(), length);
  return peek_socket(fd_.get(), length);
}

std::optional<Bytes> Tap::receive(size_t most) {
  Bytes bytes(most);
  ssize_t n;
  do n = ::read(fd_.get(), bytes.data(), most);
  while (n < 0 && errno == EINTR);
  if (n < 0 && is_empty(errno)) return std::nullopt;
  bytes.resize(static_cast<size_t>(check(n, "read", "socket")));
  return bytes;
}

size_t Tap::send(std::span<const std::byte> bytes) {
  ssize_t n;
  do n = ::send(fd_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
  while (n < 0 && errno == EINTR);
  if (n < 0 && is_empty(errno)) return 0;
  return static_cast<size_t>(check(n, "sendto", "socket"));
}

void Tap::finish_sending() { ::shutdown(fd_.get(), SHUT_WR); }

bool Tap::ended() const {
  pollfd state{.fd = fd_.get(), .events = POLLRDHUP, .revents = 0};
  return ::poll(&state, 1, 0) > 0 && (state.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0;
}

std::optional<Endpoint> Tap::local() const { return endpoint_of(fd_.get(), ::getsockname); }
std::optional<Endpoint> Tap::peer() const { return peer_of(fd_.get()); }

Listener::Listener(const Endpoint& at, int receive_buffer) {
  const Address address = tcp_address(at);
  fd_ = open_socket(address, receive_buffer);
  const int yes = 1;
  check(setsockopt(fd_.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes), "setsockopt", address.text);
  check(::bind(fd_.get(), address.get(), address.length), "bind", address.text);
  check(::listen(fd_.get(), 16), "listen", address.text);
}

Endpoint Listener::local() const { return endpoint_of(fd_.get(), ::getsockname).value(); }

std::optional<Tap> Listener::accept() const {
  int fd;
  do fd = ::accept4(fd_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
  while (fd < 0 && (errno == EINTR || errno == ECONNABORTED));
  if (fd < 0 && is_empty(errno)) return std::nullopt;
  return Tap(Fd(check(fd, "accept4", "socket")));
}

}  // namespace iopath
