#include "trace/tracer.hh"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <set>

#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "trace/loop_counter.hh"
#include "trace/start.hh"

namespace iopath::trace {
namespace {

/** Calls of a thread before it is moved: what only starts and ends stays where it is. */
constexpr uint64_t calls_before_pinning = 64;

constexpr int system_call_stop = SIGTRAP | 0x80;

bool stops_a_group(int signal) {
  return signal == SIGSTOP || signal == SIGTSTP || signal == SIGTTIN || signal == SIGTTOU;
}

/** Whether the kernel would give this program another user's rights, were it not traced (execve(2)). */
bool is_set_user_id(pid_t pid) {
  struct stat facts {};
  const std::string program = "/proc/" + std::to_string(pid) + "/exe";
  if (::stat(program.c_str(), &facts) != 0 || !(facts.st_mode & (S_ISUID | S_ISGID))) return false;
  return (facts.st_mode & S_ISUID) ? facts.st_uid != ::geteuid() : facts.st_gid != ::getegid();
}

}  // namespace

Tracer::Tracer(Mode mode, const Placement& placement)
    : mode_(mode), placement_(placement), observer_(findings_, stacks_), counts_(mode == Mode::all_calls) {
  // A process that ran before may use the signal itself.
  if (mode != Mode::filtered) return;
  stacks_.python().ask_by(signal_for_stack);
  stacks_.java().ask();
}

/** From now on. `prepared`: its interpreter is, to answer. */
void Tracer::follow(Process& process, bool prepared) {
  const bool python = is_python(process.who.name);
  // Its files copy between buffers, and what is read before the first write is to be found in it.
  if (python) process.reads.search_from_start();
  process.contents = python;
  if (!kernel_) return;
  kernel_->follow(process.who.pid, prepared && python);
  kernel_->keep_contents(process.who.pid, python);
}

long Tracer::options(Mode mode) {
  const long common = PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACEEXEC |
                      PTRACE_O_TRACEEXIT | PTRACE_O_TRACESYSGOOD;
  // A started program ends with its tracer: without it, each filtered call would fail with ENOSYS.
  return mode == Mode::filtered ? common | PTRACE_O_TRACESECCOMP | PTRACE_O_EXITKILL : common;
}

void Tracer::adopt(pid_t tid) { thread(tid); }

Thread& Tracer::thread(pid_t tid) {
  Thread& known = threads_[tid];
  if (known.process) return known;
  const pid_t found = process_of(tid);
  const pid_t pid = found > 0 ? found : tid;
  std::unique_ptr<Process>& process = processes_[pid];
  if (!process) process = make_process(pid);
  known.tid = tid;
  known.process = process.get();
  ++process->threads;
  if (mode_ == Mode::all_calls) known.before = thread_facts(known).value_or(ThreadFacts{});
  return known;
}

std::unique_ptr<Process> Tracer::make_process(pid_t pid) {
  auto process = std::make_unique<Process>(pid, kernel_ ? std::make_unique<CapturedMemory>() : nullptr);
  if (kernel_) process->descriptors.ask_anew([this](const EndPointer& end) { return kernel_->intern(end); });
  if (least_bytes_) inherit_loops(*process);
  // A child of the program waits in its first stop; the program itself is followed from its exec on.
  if (!kernel_ || main_ != 0) follow(*process, true);
  return process;
}

std::vector<pid_t> Tracer::live() const {
  std::set<pid_t> found;
  for (const auto& [tid, thread] : threads_) found.insert(thread.process->who.pid);
  return {found.begin(), found.end()};
}

void Tracer::run(const std::function<bool()>& pause) {
  // Until nothing is left to wait for (ECHILD): a new child is traced already before its first stop is reported.
  for (;;) {
    int status = 0;
    const pid_t tid = next_event(status);
    if (tid < 0 && errno == ECHILD) {
      threads_.clear();
      return;
    }
    if (tid > 0) on_event(tid, status);
    if (stacks_.java().waits()) resume_answered();
    if (pause()) return;
  }
}

/**
 * As waitpid(); calls that were seen are handled meanwhile, all of them before the event that came after them. Returns without an
 * event while threads are held for an answer.
 */
pid_t Tracer::next_event(int& status) {
  const bool answers = stacks_.java().waits();
  if (!kernel_ && !answers) return ::waitpid(-1, &status, __WALL);
  pid_t tid = ::waitpid(-1, &status, __WALL | WNOHANG);
  const int error = tid == 0 ? EINTR : errno;
  if (tid == 0) {
    if (answers)
      stacks_.java().wait();
    else
      kernel_->wait();
    tid = -1;
  }
  if (kernel_) drain();
  errno = error;
  return tid;
}

void Tracer::resume_answered() {
  for (const pid_t tid : stacks_.java().take_answers())
    if (const auto thread = threads_.find(tid); thread != threads_.end()) resume(thread->second);
}

void Tracer::on_event(pid_t tid, int status) {
  // It was killed while it was held: nothing else ends its stop.
  if (stacks_.java().waits()) stacks_.java().release(tid);
  if (WIFEXITED(status) || WIFSIGNALED(status)) return gone(tid, status);
  if (!WIFSTOPPED(status)) return;
  ++stops_;
  const int event = status >> 16;
  if (event == PTRACE_EVENT_EXEC) on_exec(tid);
  Thread& stopped = thread(tid);
  stopped.process->reach_through(tid);
  ++stopped.stops;
  const int signal = WSTOPSIG(status);
  if (signal == system_call_stop || event == PTRACE_EVENT_SECCOMP) return on_call(stopped);
  if (event == PTRACE_EVENT_EXIT) {
    on_exit(stopped);
    return resume(stopped);
  }
  if (event == PTRACE_EVENT_STOP) return on_signal_or_stop(stopped, signal);
  // Clone, fork, vfork and exec report with SIGTRAP, which is no signal of the program's.
  if (event != 0) return resume(stopped);
  std::optional<int> ended;
  const int given = stopped.process->loops ? stopped.process->loops->injection().settle(tid, signal, ended) : signal;
  return ended ? on_event(tid, *ended) : resume(stopped, given);
}

void Tracer::on_call(Thread& stopped) {
  __ptrace_syscall_info info;
  if (::ptrace(PTRACE_GET_SYSCALL_INFO, stopped.tid, sizeof info, &info) > 0) {
    uint64_t args[6];
    stopped.instruction = info.instruction_pointer;
    stopped.stack = info.stack_pointer;
    find_site(stopped);
    // Reads that other threads made during a write are not its source.
    const bool writes = info.op == PTRACE_SYSCALL_INFO_EXIT && stopped.call && stopped.call->kind == Kind::write;
    if (!writes) take_counted(stopped);
    switch (info.op) {
      case PTRACE_SYSCALL_INFO_SECCOMP:
        std::copy_n(info.seccomp.args, 6, args);
        observer_.enter(stopped, static_cast<long>(info.seccomp.nr), args);
        await_library(stopped, static_cast<long>(info.seccomp.nr), args);
        break;
      case PTRACE_SYSCALL_INFO_ENTRY:
        std::copy_n(info.entry.args, 6, args);
        observer_.enter(stopped, static_cast<long>(info.entry.nr), args);
        break;
      case PTRACE_SYSCALL_INFO_EXIT:
        observer_.leave(stopped, info.exit.rval);
        if (writes) take_counted(stopped);
        if (!put_hooks(stopped)) return;
        break;
      default: break;
    }
  }
  if (!stopped.pinned && stopped.calls >= calls_before_pinning) {
    stopped.pinned = true;
    pinned_ += placement_.pin(stopped.tid);
  }
  if (!stacks_.java().holds(stopped.tid)) resume(stopped);
}

/** A group-stop lasts until SIGCONT; any other stop of this kind is a new thread's first, or our own interruption. */
void Tracer::on_signal_or_stop(Thread& stopped, int signal) {
  if (stops_a_group(signal)) {
    ::ptrace(PTRACE_LISTEN, stopped.tid, 0, 0);
    return;
  }
  if (stopped.stops == 1) first_stop(stopped);
  resume(stopped);
}

/** A child inherits the CPU of the thread that made it, and may have other work than I/O. */
void Tracer::first_stop(Thread& stopped) {
  if (mode_ == Mode::filtered) placement_.release(stopped.tid);
}

void Tracer::on_exec(pid_t tid) {
  // All other threads have ended without a report, and the thread that called exec has the leader's number (ptrace(2)).
  Process* process = thread(tid).process;
  leave_calls(process->who.pid);
  std::erase_if(threads_, [&](const auto& entry) { return entry.second.process == process && entry.first != tid; });
  process->threads = 1;
  Thread& left = threads_[tid];
  left.call = nullptr;
  // A program may count the CPUs that it may use.
  if (std::exchange(left.pinned, false)) placement_.release(tid);
  left.site = {};
  process->who.name = process_name(tid);
  process->descriptors.forget_all();
  process->reads.clear();
  leave_loops(*process);
  if (least_bytes_) left.awaits = Thread::Awaits::exec;
  stacks_.forget(tid);
  follow(*process, true);
  if (::geteuid() != 0 && is_set_user_id(tid)) findings_.add_blind_spot("setuid", process->who, "");
}

void Tracer::on_exit(Thread& leaving) {
  take_counted(leaving);
  const bool last = leaving.process->threads == 1;
  if (last) leave_calls(leaving.process->who.pid);
  counts_.take(leaving);
  if (last) counts_.take(*leaving.process);
}

void Tracer::take_facts() {
  for (auto& [pid, process] : processes_) leave_calls(pid);
  for (auto& [tid, thread] : threads_) counts_.take(thread);
  for (auto& [pid, process] : processes_) counts_.take(*process);
}

void Tracer::gone(pid_t tid, int status) {
  if (tid == main_) {
    ending_.ended = true;
    if (WIFEXITED(status)) ending_.code = WEXITSTATUS(status);
    if (WIFSIGNALED(status)) ending_.signal = WTERMSIG(status);
  }
  const auto found = threads_.find(tid);
  if (found == threads_.end()) return;
  Process& process = *found->second.process;
  process.descriptors.end_change(tid);
  threads_.erase(found);
  if (--process.threads > 0) return;
  leave_calls(process.who.pid);
  counts_.take(process);
  leave_loops(process);
  stacks_.forget(process.who.pid);
  processes_.erase(process.who.pid);
}

void Tracer::detach() {
  // A thread that is stopped already ignores the interruption, and its stop is waited for all the same.
  for (const auto& [tid, thread] : threads_) ::ptrace(PTRACE_INTERRUPT, tid, 0, 0);
  while (!threads_.empty()) {
    int status = 0;
    const pid_t tid = ::waitpid(-1, &status, __WALL);
    if (tid < 0 && errno == EINTR) continue;
    if (tid < 0) break;
    if (!WIFSTOPPED(status)) {
      gone(tid, status);
      continue;
    }
    const int signal = WSTOPSIG(status);
    const bool delivers = status >> 16 == 0 && signal != system_call_stop;
    if (thread(tid).pinned) placement_.release(tid);
    ::ptrace(PTRACE_DETACH, tid, 0, delivers ? signal : 0);
    threads_.erase(tid);
  }
  threads_.clear();
  processes_.clear();
}

void Tracer::resume(Thread& stopped, int signal) {
  const bool to_return = mode_ == Mode::all_calls || stopped.call != nullptr || stopped.awaits != Thread::Awaits::nothing;
  // ESRCH: it was killed while it was stopped, and its end is reported next.
  ::ptrace(to_return ? PTRACE_SYSCALL : PTRACE_CONT, stopped.tid, 0, signal);
}

}  // namespace iopath::trace
