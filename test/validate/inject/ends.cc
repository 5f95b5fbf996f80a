#include "ends.hh"

#include <cstring>
#include <system_error>

#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <poll.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>

namespace inject {
namespace {

constexpr int pipe_bytes = 1 << 20;
// A mode that no new file gets: a copy that takes it on shows.
constexpr mode_t source_mode = 0740;
// Longer than any input, so that what is not cut off shows.
constexpr long old_bytes = 300'000;

int checked(int result, const char* what) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), what);
  return result;
}

/** Byte `at` of every input: no two blocks alike, with line ends and zeros in between. */
char byte_at(unsigned long at) {
  if (at % 61 == 60) return '\n';
  unsigned long x = (at + 1) * 0x9e3779b97f4a7c15ul;
  x ^= x >> 29;
  x *= 0xbf58476d1ce4e5b9ul;
  return static_cast<char>(x >> 56);
}

std::string content(long size) {
  std::string text(static_cast<size_t>(size), '\0');
  for (size_t at = 0; at < text.size(); ++at) text[at] = byte_at(at);
  return text;
}

void write_all(int fd, const std::string& text) {
  for (size_t at = 0; at < text.size();) at += static_cast<size_t>(checked(static_cast<int>(write(fd, text.data() + at, text.size() - at)), "write an end"));
}

void make_file(const char* path, const std::string& text, mode_t mode) {
  const Descriptor file(checked(open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode), path));
  write_all(file.get(), text);
}

/** Both sides in one descriptor, so that the program's open waits for nobody. */
Descriptor make_fifo(const char* path) {
  checked(mkfifo(path, 0644), path);
  Descriptor fifo(checked(open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC), path));
  checked(fcntl(fifo.get(), F_SETPIPE_SZ, pipe_bytes), "F_SETPIPE_SZ");
  return fifo;
}

/** Until all that was sent is in the other side's queue: on a busy machine that may be after the call that sent it. */
void wait_until_received(int fd) {
  int left = 1;
  pollfd broken{fd, 0, 0};
  while (ioctl(fd, SIOCOUTQ, &left) == 0 && left > 0 && poll(&broken, 1, 0) == 0) sched_yield();
}

/**
 * Whether bytes, or the end, that a socket connected to a port of ours has sent did not arrive yet (proc_pid_net(5)).
 * The socket is the program's, or has no inode any more since the program has closed it.
 */
bool is_underway(int port, unsigned long inode) {
  std::ifstream sockets("/proc/net/tcp");
  std::string line, slot, local, remote, state, queues, timer, retries, user, timeout;
  unsigned long owner = 0;
  std::getline(sockets, line);
  while (std::getline(sockets, line)) {
    std::istringstream(line) >> slot >> local >> remote >> state >> queues >> timer >> retries >> user >> timeout >> owner;
    const bool is_ours = std::stoi(remote.substr(remote.find(':') + 1), nullptr, 16) == port && (owner == inode || owner == 0);
    if (is_ours && queues.rfind("00000000:", 0) != 0) return true;
  }
  return false;
}

}  // namespace

Ends::Ends() : source_(listen_on_loopback()), sink_(listen_on_loopback()) {
  char folder[4096];
  if (!getcwd(folder, sizeof folder)) throw std::system_error(errno, std::generic_category(), "getcwd");
  folder_ = folder;
}

Ends::Port Ends::listen_on_loopback() {
  Port port;
  port.listener = Descriptor(checked(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), "socket"));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  checked(bind(port.listener.get(), reinterpret_cast<sockaddr*>(&address), length), "bind");
  checked(listen(port.listener.get(), 16), "listen");
  checked(getsockname(port.listener.get(), reinterpret_cast<sockaddr*>(&address), &length), "getsockname");
  port.port = ntohs(address.sin_port);
  return port;
}

Descriptor Ends::accept_from(const Port& port) {
  return Descriptor(accept4(port.listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
}

void Ends::prepare(const Case& next) {
  now_ = next;
  writer_.reset();
  reader_.reset();
  source_.inode = sink_.inode = 0;
  while (accept_from(source_)) continue;
  while (accept_from(sink_)) continue;
  for (const char* path : {"source", "sink"})
    if (unlink(path) != 0 && errno != ENOENT) throw std::system_error(errno, std::generic_category(), path);
  if (next.source == "file") make_file("source", content(next.size), source_mode);
  if (next.source == "fifo") {
    writer_ = make_fifo("source");
    write_all(writer_.get(), content(next.size));
  }
  if (next.sink == "old") make_file("sink", std::string(old_bytes, 'o'), 0644);
  if (next.sink == "fifo") reader_ = make_fifo("sink");
}

void Ends::connected(int port, unsigned long inode) {
  if (port == sink_.port) sink_.inode = inode;
  if (port != source_.port) return;
  source_.inode = inode;
  Descriptor peer = accept_from(source_);
  write_all(peer.get(), content(now_.size));
  checked(shutdown(peer.get(), SHUT_WR), "shutdown");
  wait_until_received(peer.get());
  writer_ = std::move(peer);
}

Role Ends::role_of(const std::string& link) const {
  const auto is_socket = [&](unsigned long inode) { return inode != 0 && link == "socket:[" + std::to_string(inode) + "]"; };
  if (is_socket(source_.inode)) return Role::source;
  if (is_socket(sink_.inode)) return Role::sink;
  if (link == "/proc/version" && now_.source == "proc") return Role::source;
  if (link.compare(0, folder_.size(), folder_) != 0) return Role::none;
  const std::string name = link.substr(folder_.size());
  if (name.rfind("/source", 0) == 0) return Role::source;
  return name.rfind("/sink", 0) == 0 ? Role::sink : Role::none;
}

bool Ends::is_seekable(Role role) const {
  const std::string& kind = role == Role::source ? now_.source : now_.sink;
  return kind == "file" || kind == "old" || kind == "proc";
}

/** Programs skip a header of at most 1 KiB. */
long Ends::offset_in_input(const std::string& text) const {
  static const std::string input = content(400'000);
  for (size_t from = 0; from < 1024; ++from)
    if (input.compare(from, text.size(), text) == 0) return static_cast<long>(from);
  return -1;
}

Delivered Ends::drain(int fd) const {
  std::string text;
  char buffer[65536];
  for (;;) {
    pollfd one{fd, POLLIN, 0};
    // A program that leaves its end open never ends the stream: it is over when nothing more is under way.
    const bool more = now_.sink == "socket" && is_underway(sink_.port, sink_.inode);
    if (poll(&one, 1, more ? 10 : 0) == 0) {
      if (more) continue;
      break;
    }
    const ssize_t n = read(fd, buffer, sizeof buffer);
    if (n <= 0) break;
    text.append(buffer, static_cast<size_t>(n));
  }
  unsigned long hash = 0xcbf29ce484222325ul;
  for (const char one : text) hash = (hash ^ static_cast<unsigned char>(one)) * 0x100000001b3ul;
  return {static_cast<long>(text.size()), hash, 0, offset_in_input(text)};
}

Delivered Ends::collect() {
  if (now_.sink == "socket") {
    const Descriptor peer = accept_from(sink_);
    return peer ? drain(peer.get()) : Delivered{};
  }
  if (reader_) {
    // Without our writing side the stream ends where the program's did.
    // By the descriptor: the program may have removed the name.
    const std::string own = "/proc/self/fd/" + std::to_string(reader_.get());
    const Descriptor reading(checked(open(own.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC), "sink"));
    reader_.reset();
    return drain(reading.get());
  }
  const Descriptor file(open("sink", O_RDONLY | O_CLOEXEC));
  struct stat facts {};
  if (!file || fstat(file.get(), &facts) != 0) return {};
  Delivered all = drain(file.get());
  all.mode = facts.st_mode & 07777;
  return all;
}

}  // namespace inject
