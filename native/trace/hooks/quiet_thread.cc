#include "trace/hooks/quiet_thread.hh"

#include <csignal>

#include <sys/ptrace.h>
#include <sys/wait.h>

#include "kernel/posix.hh"

namespace iopath::trace {
namespace {

int event_of(int status) { return WIFSTOPPED(status) ? status >> 16 : 0; }

}  // namespace

QuietThread::QuietThread(pid_t tid, std::initializer_list<int> allowed) : tid_(tid) {
  uint64_t blocked = ~uint64_t{0};
  for (const int signal : allowed) blocked &= ~(uint64_t{1} << (signal - 1));
  known_ = ::ptrace(PTRACE_GETSIGMASK, tid, sizeof before_, &before_) == 0 && ::ptrace(PTRACE_SETSIGMASK, tid, sizeof blocked, &blocked) == 0;
}

QuietThread::~QuietThread() {
  if (known_) ::ptrace(PTRACE_SETSIGMASK, tid_, sizeof before_, &before_);
  // Reports the stop that was passed over, where it lasts.
  if (stopped_) ::ptrace(PTRACE_INTERRUPT, tid_, 0, 0);
}

std::optional<int> QuietThread::run(int request, std::optional<int>& ended) {
  // The C libraries name the type differently.
  const auto resume = static_cast<decltype(PTRACE_CONT)>(request);
  int status = 0, given = 0;
  bool passed = true;
  while (passed) {
    if (::ptrace(resume, tid_, 0, given) != 0 || wait_for_child(tid_, status) != tid_) return std::nullopt;
    const int event = event_of(status);
    stopped_ |= event == PTRACE_EVENT_STOP;
    // No mask holds it back.
    given = WIFSTOPPED(status) && event == 0 && WSTOPSIG(status) == SIGSTOP ? SIGSTOP : 0;
    passed = event == PTRACE_EVENT_STOP || event == PTRACE_EVENT_SECCOMP || given != 0;
  }
  if (WIFSTOPPED(status) && event_of(status) == 0) return WSTOPSIG(status);
  return ended = status, std::nullopt;
}

}  // namespace iopath::trace
