#include "trace/java_listener.hh"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string_view>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "trace/java_flags.hh"
#include "trace/process.hh"
#include "trace/start.hh"

namespace iopath::trace {
namespace {

using namespace std::literals;

std::string proc(pid_t pid, const char* file) { return "/proc/" + std::to_string(pid) + "/" + file; }

/** The effective user, second of four (proc_pid_status(5)). */
std::optional<uid_t> user_of(pid_t pid) {
  unsigned real = 0, effective = 0;
  const std::string users = proc_field(proc(pid, "status"), "Uid");
  if (std::sscanf(users.c_str(), "%u %u", &real, &effective) != 2) return std::nullopt;
  return effective;
}

bool catches_quit(pid_t pid) {
  const std::string caught = proc_field(proc(pid, "status"), "SigCgt");
  return (std::strtoull(caught.c_str(), nullptr, 16) >> (SIGQUIT - 1)) & 1;
}

}  // namespace

pid_t own_number(pid_t tid) {
  const std::string numbers = proc_field(proc(tid, "status"), "NSpid");
  const size_t last = numbers.find_last_of("\t ");
  return std::atoi(numbers.c_str() + (last == std::string::npos ? 0 : last + 1));
}

JavaListener::JavaListener(Fd folder, pid_t number, uid_t user)
    : folder_(std::move(folder)),
      socket_(".java_pid" + std::to_string(number)),
      attach_(".attach_pid" + std::to_string(number)),
      user_(user) {}

std::unique_ptr<JavaListener> JavaListener::start(pid_t pid) {
  const std::optional<bool> refuses = java_flag(pid, "DisableAttachMechanism");
  const std::optional<uid_t> user = user_of(pid);
  if (!refuses || !user || (*user != ::geteuid() && ::geteuid() != 0)) return nullptr;
  // O_NOFOLLOW: a symbolic link in a container's root resolves in the tracer's root, to another folder.
  Fd folder(::open(proc(pid, "root/tmp").c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!folder) return nullptr;
  std::unique_ptr<JavaListener> listener(new JavaListener(std::move(folder), own_number(pid), *user));
  if (listener->has_socket()) return listener;
  // A child that has not called exec yet looks like its parent, but has one thread.
  const bool may_signal = catches_quit(pid) && !*refuses && threads_of(pid).size() > 1;
  return may_signal && listener->trigger(pid) ? std::move(listener) : nullptr;
}

JavaListener::~JavaListener() {
  settle();
  if (!triggered_) return;
  // The second is its name until the machine listens.
  ::unlinkat(folder_.get(), socket_.c_str(), 0);
  ::unlinkat(folder_.get(), (socket_ + ".tmp").c_str(), 0);
}

bool JavaListener::has_socket() const {
  struct stat facts {};
  return ::fstatat(folder_.get(), socket_.c_str(), &facts, AT_SYMLINK_NOFOLLOW) == 0 && S_ISSOCK(facts.st_mode) &&
         facts.st_uid == user_;
}

bool JavaListener::trigger(pid_t pid) {
  // One that is there is another's, whose machine this one may not believe.
  const Fd file(::openat(folder_.get(), attach_.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!file) return false;
  triggers_ = true;
  // OpenJDK 8 believes a file of its own user alone, not root's.
  triggered_ = (user_ == ::geteuid() || ::fchown(file.get(), user_, static_cast<gid_t>(-1)) == 0) && ::kill(pid, SIGQUIT) == 0;
  return triggered_;
}

bool JavaListener::is_end(const End& end) const {
  // A connection keeps the name that the socket had when it was bound.
  return end.kind == "socket"sv && end.name.find("/" + socket_) != std::string::npos;
}

void JavaListener::settle() {
  if (std::exchange(triggers_, false)) ::unlinkat(folder_.get(), attach_.c_str(), 0);
}

Fd JavaListener::connect() {
  if (!has_socket()) return Fd();
  const std::string path = "/proc/self/fd/" + std::to_string(folder_.get()) + "/" + socket_;
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  Fd connection(check(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), "socket"));
  if (::connect(connection.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
    settle();
    return connection;
  }
  // EAGAIN: others wait there already.
  if (errno == ENOENT || errno == EAGAIN) return Fd();
  throw SystemError(errno, "connect", path);
}

}  // namespace iopath::trace
