#include "trace/start.hh"

#include <algorithm>
#include <cerrno>
#include <csignal>

#include <dirent.h>
#include <fcntl.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kernel/posix.hh"
#include "trace/filter.hh"

namespace iopath::trace {
namespace {

/** What the child writes where it can not become the program. */
struct ChildFailure {
  int in_filter;
  int error;
};

void close_both(int* ends) {
  for (int at = 0; at < 2; ++at)
    if (ends[at] >= 0) ::close(std::exchange(ends[at], -1));
}

}  // namespace

Launch::Launch(const std::vector<std::string>& command, Filter filter, long options) {
  if (::pipe2(go_, O_CLOEXEC) != 0 || ::pipe2(failed_, O_CLOEXEC) != 0) {
    started_.failure = {"pipe2", errno};
    return;
  }
  const pid_t child = ::fork();
  if (child < 0) {
    started_.failure = {"fork", errno};
    return;
  }
  if (child == 0) run_child(command, filter);
  started_.pid = child;
  ::close(std::exchange(failed_[1], -1));
  ::close(std::exchange(go_[0], -1));
  if (::ptrace(PTRACE_SEIZE, child, 0, options) == 0) {
    const char go = 1;
    if (::write(go_[1], &go, 1) == 1) return;
  }
  started_.failure = {"ptrace", errno};
  ::kill(child, SIGKILL);
  int status = 0;
  wait_for_child(child, status);
}

Launch::~Launch() {
  close_both(go_);
  close_both(failed_);
}

void Launch::run_child(const std::vector<std::string>& command, Filter filter) {
  ::close(go_[1]);
  char go = 0;
  // No byte: the tracer has ended or was refused.
  if (::read(go_[0], &go, 1) != 1) ::_exit(127);
  // The program must not inherit the signals that the tracer ignores or blocks.
  for (const int signal : {SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGPIPE, SIGALRM}) ::signal(signal, SIG_DFL);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  std::vector<char*> words;
  for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  ChildFailure failure{1, filter ? install_filter(*filter) : 0};
  if (failure.error == 0) {
    ::execvp(words[0], words.data());
    failure = {0, errno};
  }
  if (::write(failed_[1], &failure, sizeof failure) < 0) ::_exit(126);
  ::_exit(127);
}

StartFailure Launch::exec_failure() const {
  ChildFailure failure{};
  if (::read(failed_[0], &failure, sizeof failure) != sizeof failure) return {"", 0};
  return {failure.in_filter ? "seccomp" : "execve", failure.error};
}

std::vector<pid_t> threads_of(pid_t pid) {
  std::vector<pid_t> found;
  DIR* folder = ::opendir(("/proc/" + std::to_string(pid) + "/task").c_str());
  if (!folder) return found;
  while (const dirent* entry = ::readdir(folder))
    if (const int tid = std::atoi(entry->d_name); tid > 0) found.push_back(tid);
  ::closedir(folder);
  return found;
}

StartFailure seize_all(pid_t pid, long options, std::vector<pid_t>& threads) {
  // Threads are made while others are seized; those of a seized thread are traced from birth.
  for (bool more = true; more;) {
    more = false;
    const std::vector<pid_t> now = threads_of(pid);
    if (now.empty()) return {"ptrace", ESRCH};
    for (const pid_t tid : now) {
      if (std::find(threads.begin(), threads.end(), tid) != threads.end()) continue;
      if (::ptrace(PTRACE_SEIZE, tid, 0, options) == 0) {
        ::ptrace(PTRACE_INTERRUPT, tid, 0, 0);
      } else if (tid == pid) {
        return {"ptrace", errno};
      }
      // EPERM for one that a seized thread has just made: it is traced already.
      threads.push_back(tid);
      more = true;
    }
  }
  return {"", 0};
}

}  // namespace iopath::trace
