// Puts the hook into a process, and makes call sites of its files jump there.
//
// A site's `syscall` and half of the comparison behind it become a jump to a trampoline near the file. To the program it looks as if it
// were in its own call all the time: when a signal comes, the tracer moves a thread that is in the hook to its site (interrupted.cc).
// A handler can so unwind the stack, and a thread be cancelled, as they are without the hook.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <sys/types.h>

struct user_regs_struct;

namespace iopath::trace {

class BorrowedThread;

class Injection {
 public:
  /**
   * The only thread of the process has stopped at the return of execve. Calls of fewer than `least_bytes` go on untraced, except of the
   * descriptor `always`. None where the kernel refuses, where the hook's address is
   * taken, and on other processors than x86-64. Where the process ended meanwhile, `ended` is its wait status, here and below.
   */
  static std::optional<Injection> make(pid_t pid, uint64_t least_bytes, int always, std::optional<int>& ended);
  /** What a child got with the memory of its parent. */
  Injection of_child(pid_t child) const;

  /** Whether the loader, at `instruction`, closes a C library whose calls are not hooked yet. */
  bool wants(int fd, uint64_t instruction);
  /** Hooks the calls of that library. The only thread of the process has stopped at a call's return. */
  void hook_library(std::optional<int>& ended);

  /** The instruction behind the call of a site, if `instruction` is the one behind the call made in its place. */
  uint64_t at_site(uint64_t instruction) const;

  /**
   * The thread has stopped to get the signal. Moves it from the hook to its site; what it gets then: the signal, or 0 where that came from
   * the hook itself.
   */
  int settle(pid_t tid, int signal, std::optional<int>& ended) const;

 private:
  /** Code of 32 bytes that jumps to the hook, and back to the site. */
  struct Trampoline {
    uint64_t start, site;
  };

  explicit Injection(pid_t pid) : pid_(pid) {}
  bool leave(pid_t tid, user_regs_struct& now, bool itself) const;
  bool leave_fault(pid_t tid, user_regs_struct& now) const;
  void hook_file(const std::string& path, bool library, std::optional<int>& ended);
  void hook_site(const BorrowedThread& thread, uint64_t site, uint64_t trampoline);
  const Trampoline* trampoline_at(uint64_t instruction) const;
  const Trampoline* trampoline_of(uint64_t site) const;

  pid_t pid_;
  std::vector<Trampoline> trampolines_;
  std::set<std::string> hooked_;
  std::string wanted_;
};

}  // namespace iopath::trace
