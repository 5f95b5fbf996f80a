// What a descriptor of a traced process refers to, found when it is used: numbers are used again.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>

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
EndPointer identify(pid_t pid, int fd);

/** The descriptors of one process as far as they were used, until they are closed. */
class Descriptors {
 public:
  explicit Descriptors(pid_t pid) : pid_(pid) {}

  const EndPointer& end_of(int fd) {
    EndPointer& known = ends_[fd];
    if (!known) known = identify(pid_, fd);
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
  pid_t pid_;
  std::unordered_map<int, EndPointer> ends_;
};

}  // namespace iopath::trace
