#include "tracer.hh"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <fstream>
#include <iterator>

#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include "filter.hh"

namespace inject {
namespace {

/** So many ends of earlier cases may be open. */
constexpr size_t most_stale = 256;

const Call* find(const Call* begin, const Call* end, long number) {
  const Call* found = std::find_if(begin, end, [&](const Call& call) { return call.number == number; });
  return found == end ? nullptr : found;
}

/** A file of /proc tells no size. */
long size_by_reading(const char* path) {
  std::ifstream file(path);
  return std::distance(std::istreambuf_iterator<char>(file), {});
}

/** Waits for the stop that a program begins with; the timer of main interrupts the wait on a busy machine. */
bool is_stopped(pid_t child, int& status) {
  pid_t waited = -1;
  do waited = waitpid(child, &status, __WALL);
  while (waited < 0 && errno == EINTR);
  return waited == child && WIFSTOPPED(status);
}

}  // namespace

void Tracer::observe_open(pid_t thread) {
  for (const long fd : descriptors(thread)) {
    const std::string link = link_of(thread, fd);
    const Role role = ends_.role_of(link);
    const auto stale = stale_.find(fd);
    if (role == Role::none || (stale != stale_.end() && stale->second == link)) continue;
    const char* name = role == Role::source ? "source" : "sink";
    record_.open[name] += (record_.open.count(name) ? " " : "") + std::to_string(open_file(thread, fd).offset);
  }
}

void Tracer::finish(const std::string& ending) {
  if (record_.id >= 0) record_.write(log_, ending, ends_.collect());
  record_ = Record{};
  now_ = Case{};
}

/** /iopath-case/ID, /iopath-done/ID/OBSERVATION, /iopath-end/ID. */
void Tracer::on_message(pid_t thread, const std::string& path) {
  const size_t slash = path.find('/', 8);
  if (slash == std::string::npos) return;
  const std::string word = path.substr(8, slash - 8);
  if (word == "case") {
    const auto found = cases_.find(std::stol(path.substr(slash + 1)));
    if (found == cases_.end()) return;
    now_ = found->second;
    if (now_.source == "proc") now_.size = size_by_reading("/proc/version");
    source_bytes_ = sink_bytes_ = shots_ = 0;
    record_ = Record{};
    record_.id = now_.id;
    ends_.prepare(now_);
    // What an earlier case left open is no end of this one. Its file has been removed by now, which its link says: the
    // same number may stand for an end of this case once a collector has closed it.
    stale_.clear();
    for (const long fd : descriptors(thread))
      if (const std::string link = link_of(thread, fd); ends_.role_of(link) != Role::none) stale_[fd] = link;
    if (stale_.size() > most_stale) {
      // Another process goes on with this case: to look at every descriptor twice a case would take longer.
      record_ = Record{};
      kill(child_, SIGKILL);
      return;
    }
    watch_.begin(child_);
  } else if (word == "done" && record_.id >= 0) {
    const size_t next = path.find('/', slash + 1);
    record_.said = next == std::string::npos ? "" : path.substr(next + 1);
    observe_open(thread);
    // What is flushed when the caller closes an end is no longer the case's.
    now_.fault = Fault{};
  } else if (word == "end") {
    finish("done");
    watch_.end();
  }
}

void Tracer::on_seccomp(pid_t thread) {
  Registers registers{};
  if (!get_registers(thread, registers)) return;
  const long number = static_cast<long>(registers.orig_rax);
  for (const PathCall& call : path_calls)
    if (call.number == number) {
      const std::string path = read_text(thread, argument(registers, call.path));
      if (path.rfind("/iopath-", 0) == 0) on_message(thread, path);
      return;
    }
  if (record_.id < 0) return;
  if (const Call* call = find(std::begin(data_calls), std::end(data_calls), number)) return on_data(thread, *call, registers);
  if (const Call* call = find(std::begin(effect_calls), std::end(effect_calls), number)) {
    if (ends_.role_of(link_of(thread, static_cast<long>(argument(registers, call->out)))) != Role::none) ++record_.effects[call->name];
    return;
  }
  if (number == SYS_connect) {
    Pending pending;
    pending.is_connect = true;
    pending.before = registers;
    pending_[thread] = pending;
  }
}

pid_t Tracer::start(char** command) {
  const std::string source = std::to_string(ends_.source_port());
  const std::string sink = std::to_string(ends_.sink_port());
  setenv("IOPATH_SOURCE_PORT", source.c_str(), 1);
  setenv("IOPATH_SINK_PORT", sink.c_str(), 1);
  const pid_t tracer = getpid();
  const pid_t child = fork();
  if (child != 0) return child;
  // Until PTRACE_O_EXITKILL is set, a tracer that dies would leave a stopped process behind.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != tracer) _exit(127);
  ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
  raise(SIGSTOP);
  // Ours is ignored, and a program inherits that.
  signal(SIGPIPE, SIG_DFL);
  install_filter();
  execvp(command[0], command);
  std::perror(command[0]);
  _exit(127);
}

int Tracer::run(char** command, int seconds) {
  watch_ = Watch(seconds);
  child_ = start(command);
  int status = 0;
  if (child_ < 0 || !is_stopped(child_, status)) return 2;
  const long options = PTRACE_O_TRACESECCOMP | PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |
                       PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL | PTRACE_O_TRACESYSGOOD;
  ptrace(PTRACE_SETOPTIONS, child_, nullptr, options);
  ptrace(PTRACE_CONT, child_, nullptr, nullptr);
  bool hangs = false;
  for (;;) {
    const pid_t thread = waitpid(-1, &status, __WALL);
    if (!hangs && watch_.is_stuck()) {
      hangs = true;
      kill(child_, SIGKILL);
    }
    if (thread < 0) {
      if (errno == EINTR) continue;
      return 2;
    }
    if (WIFEXITED(status) || WIFSIGNALED(status)) {
      pending_.erase(thread);
      if (thread != child_) continue;
      const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
      const std::string how = (WIFEXITED(status) ? "exit " : "signal ") + std::to_string(code & 127);
      finish(hangs ? "hang" : how);
      return code;
    }
    if (!WIFSTOPPED(status)) continue;
    const int signal = WSTOPSIG(status);
    const int event = status >> 16;
    int request = PTRACE_CONT;
    int deliver = 0;
    if (event == PTRACE_EVENT_SECCOMP) {
      on_seccomp(thread);
      if (pending_.count(thread)) request = PTRACE_SYSCALL;
    } else if (signal == (SIGTRAP | 0x80)) {
      // The seccomp stop comes behind the entry stop (Linux 4.8), so this one is the return.
      if (pending_.count(thread)) on_return(thread);
    } else if (event == 0 && signal != SIGSTOP) {
      deliver = signal;
      if (pending_.count(thread)) request = PTRACE_SYSCALL;
    }
    ptrace(static_cast<__ptrace_request>(request), thread, nullptr, deliver);
  }
}

}  // namespace inject
