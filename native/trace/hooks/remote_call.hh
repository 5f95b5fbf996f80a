// System calls made by a stopped thread of a traced program, and writes to memory that the program may not write.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>

#include <sys/types.h>
#include <sys/user.h>

#include "kernel/posix.hh"
#include "trace/hooks/quiet_thread.hh"

namespace iopath::trace {

#if defined(__x86_64__)
/**
 * A thread that stopped at a call's return, borrowed to make calls of ours. Its registers and the code it returns to are put back by
 * the destructor. No other thread of the process may run.
 */
class BorrowedThread {
 public:
  /** `ended` becomes the wait status of a thread that ended meanwhile. */
  BorrowedThread(pid_t tid, std::optional<int>& ended);
  ~BorrowedThread();
  BorrowedThread(const BorrowedThread&) = delete;

  /** The call's result, negative where it failed; none where the thread could not make it. */
  std::optional<int64_t> call(long number, std::initializer_list<uint64_t> arguments);
  /** Writes whatever the rights of the pages are (ptrace(2), proc(5): /proc/PID/mem). */
  bool write(uint64_t address, const void* bytes, size_t length) const;
  bool read(uint64_t address, void* bytes, size_t length) const;

 private:
  pid_t tid_;
  std::optional<int>& ended_;
  QuietThread quiet_;
  Fd memory_;
  bool usable_ = false;
  user_regs_struct before_{};
  unsigned char code_[2] = {};
};
#endif

}  // namespace iopath::trace
