// What a descriptor of a traced process refers to, determined when it is used, because numbers are reused.
#pragma once

#include <algorithm>
#include <cstdint>
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

/** From the first to the last descriptor, both included. */
struct DescriptorRange {
  unsigned first, last;
  /** -1 is no descriptor. */
  bool contains(int64_t fd) const { return fd >= first && fd <= last; }
};

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
    else if (!known || changes(fd))
      known = identify(tid_, fd);
    return known;
  }
  void forget(const DescriptorRange& range) {
    std::erase_if(ends_, [&](const auto& entry) { return range.contains(entry.first); });
  }
  void forget_all() {
    ends_.clear();
    changing_.clear();
  }

  /** The thread is in a call that gives the descriptors another meaning: until it returns nobody knows which one each use has. */
  void begin_change(pid_t tid, const DescriptorRange& range) { changing_[tid] = range; }
  void end_change(pid_t tid) { changing_.erase(tid); }
  bool changes(int fd) const {
    return std::any_of(changing_.begin(), changing_.end(), [fd](const auto& one) { return one.second.contains(fd); });
  }

 private:
  pid_t tid_;
  Intern intern_;
  std::unordered_map<int, EndPointer> ends_;
  /** By the thread that changes them. */
  std::unordered_map<pid_t, DescriptorRange> changing_;
};

}  // namespace iopath::trace
