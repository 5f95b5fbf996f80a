// A stopped thread of a traced program that runs a little for the tracer, unnoticed by the program.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>

#include <sys/types.h>

namespace iopath::trace {

/**
 * Signals that come meanwhile wait, as the kernel keeps them, and a stop of the whole process is reported behind it: both would be part
 * of no call of the program.
 */
class QuietThread {
 public:
  /** `allowed`: signals that what runs may cause itself. They must not be blocked: the kernel would reset their handlers. */
  QuietThread(pid_t tid, std::initializer_list<int> allowed);
  ~QuietThread();
  QuietThread(const QuietThread&) = delete;

  /**
   * Resumes the thread by `request`, such as PTRACE_SINGLESTEP, until its next stop. The signal of that stop; none where the thread is
   * gone or ends, with its wait status in `ended`.
   */
  std::optional<int> run(int request, std::optional<int>& ended);

 private:
  pid_t tid_;
  uint64_t before_ = 0;
  bool known_ = false, stopped_ = false;
};

}  // namespace iopath::trace
