#include "trace/ends.hh"

#include <array>
#include <fstream>
#include <string_view>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <unistd.h>

#include "kernel/posix.hh"
#include "trace/process.hh"

namespace iopath::trace {
namespace {

std::string descriptor_path(pid_t pid, int fd) {
  return "/proc/" + std::to_string(pid) + "/fd/" + std::to_string(fd);
}

std::string link_of(const std::string& path) {
  std::array<char, 4096> target;
  const ssize_t length = ::readlink(path.c_str(), target.data(), target.size());
  return length < 0 ? std::string() : std::string(target.data(), static_cast<size_t>(length));
}

/** A copy of the process's descriptor; pidfd_getfd needs Linux 5.6 and the right to ptrace, which a tracer has. */
Fd borrow(pid_t tid, int fd) {
#ifdef SYS_pidfd_getfd
  const Fd process(static_cast<int>(::syscall(SYS_pidfd_open, process_of(tid), 0)));
  if (!process) return Fd();
  return Fd(static_cast<int>(::syscall(SYS_pidfd_getfd, process.get(), fd, 0)));
#else
  (void)tid, (void)fd;
  return Fd();
#endif
}

/** As the kernel knows them: a file system in user space may be served by a traced program, which cannot answer while it is stopped. */
bool known_facts(const std::string& path, struct statx& facts) {
  return ::statx(AT_FDCWD, path.c_str(), AT_STATX_DONT_SYNC, STATX_TYPE, &facts) == 0;
}

using AskName = int (*)(int, sockaddr*, socklen_t*);

std::string address_by(AskName ask, int socket) {
  sockaddr_storage address{};
  socklen_t length = sizeof address;
  if (ask(socket, reinterpret_cast<sockaddr*>(&address), &length) != 0) return {};
  if (address.ss_family == AF_INET || address.ss_family == AF_INET6) return address_text(address);
  if (address.ss_family != AF_UNIX || length <= sizeof(sa_family_t)) return {};
  const auto& local = reinterpret_cast<const sockaddr_un&>(address);
  return unix_text({local.sun_path, length - sizeof(sa_family_t)});
}

std::string protocol_of(int socket) {
  int domain = 0, type = 0;
  socklen_t length = sizeof domain;
  ::getsockopt(socket, SOL_SOCKET, SO_DOMAIN, &domain, &length);
  ::getsockopt(socket, SOL_SOCKET, SO_TYPE, &type, &length);
  return trace::protocol_of(domain, type);
}

std::string socket_name(pid_t tid, int fd, const std::string& link) {
  const Fd socket = borrow(tid, fd);
  if (!socket) return link;
  const std::string local = address_by(::getsockname, socket.get());
  const std::string peer = address_by(::getpeername, socket.get());
  return socket_text(protocol_of(socket.get()), local, peer, link);
}

const char* device_kind(const struct stat& facts) {
  // Pseudo-terminals have the major numbers 136 to 143, consoles and serial lines 4 and 5 (Documentation/admin-guide/devices.txt).
  const unsigned number = major(facts.st_rdev);
  return (number >= 136 && number <= 143) || number == 4 || number == 5 ? "terminal" : "device";
}

}  // namespace

std::string address_text(const sockaddr_storage& address) {
  char host[INET6_ADDRSTRLEN] = "";
  if (address.ss_family == AF_INET) {
    const auto& v4 = reinterpret_cast<const sockaddr_in&>(address);
    ::inet_ntop(AF_INET, &v4.sin_addr, host, sizeof host);
    return std::string(host) + ":" + std::to_string(ntohs(v4.sin_port));
  }
  const auto& v6 = reinterpret_cast<const sockaddr_in6&>(address);
  ::inet_ntop(AF_INET6, &v6.sin6_addr, host, sizeof host);
  return "[" + std::string(host) + "]:" + std::to_string(ntohs(v6.sin6_port));
}

std::string unix_text(std::string_view name) {
  // An abstract name begins with a zero byte, shown as @ (unix(7), ss(8)).
  if (!name.empty() && name[0] == '\0') return "@" + std::string(name.substr(1));
  return std::string(name.substr(0, name.find('\0')));
}

std::string protocol_of(int family, int type) {
  if (family == AF_UNIX) return "unix";
  if (family != AF_INET && family != AF_INET6) return "socket";
  return type == SOCK_STREAM ? "tcp" : type == SOCK_DGRAM ? "udp" : "ip";
}

std::string socket_text(const std::string& protocol, const std::string& local, const std::string& peer,
                        const std::string& link) {
  if (local.empty() && peer.empty()) return protocol + " " + link;
  return protocol + " " + local + (peer.empty() ? "" : " -> " + peer);
}

const char* kind_of(const struct stat& facts, const std::string& link) {
  if (link.starts_with("/memfd:")) return "memory";
  switch (facts.st_mode & S_IFMT) {
    case S_IFREG: return "file";
    case S_IFSOCK: return "socket";
    case S_IFIFO: return "pipe";
    case S_IFCHR: return device_kind(facts);
    case S_IFBLK: return "device";
    default: return "other";
  }
}

EndPointer identify(pid_t tid, int fd) {
  const std::string path = descriptor_path(tid, fd);
  const std::string link = link_of(path);
  struct statx known {};
  if (link.empty() || !known_facts(path, known))
    return std::make_shared<const End>(End{"other", "descriptor " + std::to_string(fd)});
  struct stat facts {};
  facts.st_mode = known.stx_mode;
  facts.st_rdev = makedev(known.stx_rdev_major, known.stx_rdev_minor);
  const char* kind = kind_of(facts, link);
  const bool socket = std::string_view(kind) == "socket";
  return std::make_shared<const End>(End{kind, socket ? socket_name(tid, fd, link) : link});
}

bool is_served_by_program(pid_t tid, const std::string& path) {
  struct statx facts {};
  if (!known_facts(path, facts)) return false;
  const std::string device = " " + std::to_string(facts.stx_dev_major) + ":" + std::to_string(facts.stx_dev_minor) + " ";
  std::ifstream mounts("/proc/" + std::to_string(tid) + "/mountinfo");
  for (std::string line; std::getline(mounts, line);)
    if (line.find(device) != std::string::npos && line.find(" - fuse") != std::string::npos) return true;
  return false;
}

}  // namespace iopath::trace
