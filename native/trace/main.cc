// iopath-trace: runs a program, or watches one that runs, and writes what it relays to descriptor 3.
//
//   iopath-trace [--engine auto|ptrace|bpf] [--min-bytes N] [--no-pin] [--no-hooks] -- COMMAND…
//   iopath-trace [--engine E] --pid N [--seconds N] [--min-bytes N] [--no-pin]
//
// A separate program, not part of the addon: ptrace binds a thread to its tracees, and waiting for stops would reap the
// children of the process that loads the addon. Its descriptors 0 to 2 are the traced program's.
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <sys/resource.h>
#include <unistd.h>

#include "trace/counting_cost.hh"
#include "trace/node_start.hh"
#include "trace/python_start.hh"
#include "trace/result.hh"
#include "trace/windows.hh"

namespace iopath::trace {
namespace {

constexpr int answer = 3;

volatile std::sig_atomic_t interrupts = 0;
volatile std::sig_atomic_t terminations = 0;

void on_signal(int signal) {
  if (signal == SIGINT || signal == SIGQUIT)
    interrupts = interrupts + 1;
  else if (signal != SIGALRM)
    terminations = terminations + 1;
  // A signal just before a wait for stops does not interrupt it; the alarm does.
  if (signal != SIGALRM) ::alarm(1);
}

/** Without SA_RESTART: waiting for a stop ends with EINTR. */
void handle_signals() {
  struct sigaction action {};
  action.sa_handler = on_signal;
  for (const int signal : {SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGALRM}) ::sigaction(signal, &action, nullptr);
  ::signal(SIGPIPE, SIG_IGN);
  // Stops are waited for: the kernel need not send a signal for each of them as well (sigaction(2)).
  struct sigaction quiet {};
  quiet.sa_handler = SIG_DFL;
  quiet.sa_flags = SA_NOCLDSTOP;
  ::sigaction(SIGCHLD, &quiet, nullptr);
  // The reader of the result has ended.
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
}

void say(const std::string& line) {
  for (size_t at = 0; at < line.size();) {
    const ssize_t written = ::write(answer, line.data() + at, line.size() - at);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    at += static_cast<size_t>(written);
  }
}

struct Options {
  uint64_t min_bytes = 0;
  uint64_t seconds = 10;
  pid_t pid = 0;
  bool pin = true;
  bool hook = true;
  std::string engine = "ptrace";
  std::vector<std::string> command;
};

std::optional<Options> parse(int count, char** words) {
  Options options;
  for (int at = 1; at < count; ++at) {
    const std::string word = words[at];
    if (word == "--") {
      options.command.assign(words + at + 1, words + count);
      break;
    }
    if (word == "--no-pin" || word == "--no-hooks") {
      (word == "--no-pin" ? options.pin : options.hook) = false;
      continue;
    }
    if (at + 1 >= count) return std::nullopt;
    if (word == "--engine") {
      options.engine = words[++at];
      continue;
    }
    const uint64_t value = std::strtoull(words[++at], nullptr, 10);
    if (word == "--min-bytes")
      options.min_bytes = value;
    else if (word == "--pid")
      options.pid = static_cast<pid_t>(value);
    else if (word == "--seconds")
      options.seconds = value;
    else
      return std::nullopt;
  }
  if ((options.pid > 0) == !options.command.empty()) return std::nullopt;
  return options;
}

/**
 * Forwards signals that end the program. It already has the terminal's own signals, and may handle Ctrl-C itself: the
 * request to end that follows the first one is not forwarded.
 */
class Ender {
 public:
  explicit Ender(pid_t main) : main_(main) {}

  void pass_on(const Tracer& tracer, Session& session) {
    const int interrupted = interrupts - std::exchange(interrupts_, interrupts);
    const int terminated = terminations - std::exchange(terminations_, terminations);
    const bool follows = terminated > 0 && interrupts_ > 0 && !std::exchange(followed_, true);
    const bool asked = terminated > (follows ? 1 : 0);
    if (!tracer.ending().ended && asked) ::kill(main_, SIGTERM);
    if (!tracer.ending().ended || (!asked && interrupted == 0)) return;
    // The filter binds what the program left behind to the tracer.
    for (const pid_t pid : tracer.live()) {
      session.ended_processes += ::kill(pid, SIGTERM) == 0;
    }
  }

 private:
  pid_t main_;
  int interrupts_ = 0, terminations_ = 0;
  bool followed_ = false;
};

/**
 * Raises the tracer's priority for engine bpf, which does not stop the program: records that the tracer takes too late are lost.
 * Changes nothing without CAP_SYS_NICE.
 */
void keep_up_with_program() { ::setpriority(PRIO_PROCESS, 0, -10); }

/** Traces the command: by its stops, or by the calls that `kernel` records. */
int run_command(const Options& options, KernelCalls* kernel, const StartFailure& no_bpf) {
  const Placement placement = kernel ? Placement() : Placement(options.pin);
  const PythonStart python;
  const NodeStart node;
  const Tracer::Mode mode = kernel ? Tracer::Mode::no_calls : Tracer::Mode::filtered;
  const Launch::Filter filter = kernel ? Launch::Filter() : options.min_bytes;
  Launch launch(options.command, filter, Tracer::options(mode));
  const pid_t main = launch.started().pid;
  if (launch.started().failure.error != 0) {
    say(failure_line(launch.started().failure, options.command[0], main));
    return 1;
  }
  // The program is started: it keeps its own priority.
  if (kernel) keep_up_with_program();
  Tracer tracer = kernel ? Tracer(*kernel, placement) : Tracer(mode, placement);
  if (!kernel && options.hook) tracer.hook(options.min_bytes);
  tracer.adopt(main);
  tracer.set_main(main);
  placement.release(main);
  Session session;
  session.min_bytes = options.min_bytes;
  session.engine = kernel ? "bpf" : "ptrace";
  session.no_bpf = no_bpf;
  Ender ender(main);
  const uint64_t start = now_ns();
  bool ended = false;
  bool said = false;
  tracer.run([&] {
    if (tracer.ending().ended && !std::exchange(ended, true)) session.traced_ns = session.total_ns = now_ns() - start;
    // A child's first stop may come after its parent's end.
    if (ended && !said && !tracer.live().empty()) {
      said = true;
      say(ended_line(tracer.ending(), tracer.live().size()));
    }
    ender.pass_on(tracer, session);
    return false;
  });
  if (const StartFailure failure = launch.exec_failure(); failure.error != 0) {
    say(failure_line(failure, options.command[0], main));
    return 1;
  }
  session.traced_ns = session.total_ns = now_ns() - start;
  tracer.take_facts();
  if (tracer.counted_calls() > 0) session.counted_call_ns = counted_call_ns(options.min_bytes);
  if (kernel) session.lost = kernel->lost();
  say(result_line(tracer, placement, session));
  return 0;
}

/** Watches a process: by its stops, or by the calls that `kernel` records. */
int watch_process(const Options& options, KernelCalls* kernel, const StartFailure& no_bpf) {
  const Placement placement = kernel ? Placement() : Placement(options.pin);
  if (kernel) keep_up_with_program();
  Tracer tracer = kernel ? Tracer(*kernel, placement) : Tracer(Tracer::Mode::all_calls, placement);
  Session session;
  session.engine = kernel ? "bpf" : "ptrace";
  session.no_bpf = no_bpf;
  session.min_bytes = kernel ? options.min_bytes : 0;
  const Watch asked{options.pid, options.seconds};
  const auto stop = [] { return interrupts + terminations > 0; };
  const StartFailure failure = kernel ? watch_calls(tracer, *kernel, asked, session, stop) : watch(tracer, asked, session, stop);
  if (failure.error != 0) {
    say(failure_line(failure, process_name(options.pid), options.pid));
    return 1;
  }
  if (kernel) session.lost = kernel->lost();
  say(result_line(tracer, placement, session));
  return 0;
}

int choose_engine(const Options& options) {
  StartFailure failure{"", 0};
  const std::unique_ptr<KernelCalls> kernel =
      options.engine == "ptrace" ? nullptr : KernelCalls::open(options.min_bytes, failure);
  if (!kernel && options.engine == "bpf") {
    say(failure_line(failure, "bpf", 0));
    return 1;
  }
  return options.pid > 0 ? watch_process(options, kernel.get(), failure) : run_command(options, kernel.get(), failure);
}

int run(int count, char** words) {
  const std::optional<Options> options = parse(count, words);
  if (!options || ::fcntl(answer, F_SETFD, FD_CLOEXEC) != 0) {
    static constexpr char usage[] =
        "usage: iopath-trace [--engine E] [--min-bytes N] [--no-pin] [--no-hooks] (--pid N [--seconds N] | -- COMMAND...) 3>RESULT\n";
    return ::write(2, usage, sizeof usage - 1) < 0 ? 3 : 2;
  }
  handle_signals();
  return choose_engine(*options);
}

}  // namespace
}  // namespace iopath::trace

int main(int count, char** words) { return iopath::trace::run(count, words); }
