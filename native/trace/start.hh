// Starts a program under the tracer, or attaches to one that runs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace iopath::trace {

/** Why no program is traced: `call` failed with `error`. */
struct StartFailure {
  const char* call;
  int error;
};

/** A program that is seized and about to run; `failure.error` is 0 where it is. */
struct Started {
  pid_t pid = 0;
  StartFailure failure{"", 0};
};

/** Starts `command`, with the filter of filter.hh where `filter` is set. exec has not happened yet when this returns. */
class Launch {
 public:
  /** Bytes from which on a call stops. */
  using Filter = std::optional<uint64_t>;
  Launch(const std::vector<std::string>& command, Filter filter, long options);
  ~Launch();
  Launch(const Launch&) = delete;

  const Started& started() const { return started_; }
  /** Why exec failed, once the child is gone; error 0 where it did not fail. */
  StartFailure exec_failure() const;

 private:
  [[noreturn]] void run_child(const std::vector<std::string>& command, Filter filter);

  int go_[2] = {-1, -1};
  int failed_[2] = {-1, -1};
  Started started_;
};

/** Threads of a process; none where it is gone. */
std::vector<pid_t> threads_of(pid_t pid);

/** Seizes all threads of a running process and stops them; what was seized until a failure is left again. */
StartFailure seize_all(pid_t pid, long options, std::vector<pid_t>& threads);

}  // namespace iopath::trace
