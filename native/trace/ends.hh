// What a descriptor of a traced process refers to, determined when it is used, because numbers are reused.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>

namespace iopath::trace {

/** One end of a relay. */
struct End {
  /** `file`, `socket`, `pipe`, `terminal`, `device`, `memory` or `other`. */
  const char* kind;
  /** A file's path; `tcp LOCAL -> PEER`; `pipe:[INODE]`. */
  std::string name;
};

using EndPointer = std::shared_ptr<const End>;

/** Asks the kernel. Never null: a descriptor that is gone has the kind `other`. */
EndPointer identify(pid_t tid, int fd);

/** Whether a file is of a file system in user space (proc(5): mountinfo), as the thread sees them. */
bool is_served_by_program(pid_t tid, const std::string& path);

/** `127.0.0.1:80` or `[::1]:80`. */
std::string address_text(const sockaddr_storage& address);
/** The name of a Unix socket, from the bytes behind its family. */
std::string unix_text(std::string_view name);
/** `tcp`, `udp`, `ip`, `unix` or `socket`. */
std::string protocol_of(int family, int type);
/** The name of a socket's end; `link` is its text in /proc/PID/fd, for sockets without an address. */
std::string socket_text(const std::string& protocol, const std::string& local, const std::string& peer,
                        const std::string& link);
/** The kind of an end with that text in /proc/PID/fd. */
const char* kind_of(const struct stat& facts, const std::string& link);

/** The descriptors of one process as far as they were used, until they are closed. */
class Descriptors {
 public:
  explicit Descriptors(pid_t pid) : tid_(pid) {}
  void reach_through(pid_t tid) { tid_ = tid; }

  using Intern = std::function<EndPointer(const EndPointer&)>;
  /** From now on each number is looked up again and interned by `intern`, because closing it is not reported. */
  void ask_anew(Intern intern) { intern_ = std::move(intern); }

  const EndPointer& end_of(int fd) {
    EndPointer& known = ends_[fd];
    if (intern_)
      known = intern_(identify(tid_, fd));
    else if (!known)
      known = identify(tid_, fd);
    return known;
  }
  void forget(int fd) { ends_.erase(fd); }
  void forget_range(unsigned first, unsigned last) {
    std::erase_if(ends_, [&](const auto& entry) {
      const auto fd = static_cast<unsigned>(entry.first);
      return fd >= first && fd <= last;
    });
  }
  void forget_all() { ends_.clear(); }

 private:
  pid_t tid_;
  Intern intern_;
  std::unordered_map<int, EndPointer> ends_;
};

}  // namespace iopath::trace
