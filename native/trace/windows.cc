#include "trace/windows.hh"

#include <algorithm>
#include <cerrno>
#include <ctime>

#include <poll.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include "kernel/posix.hh"

namespace iopath::trace {
namespace {

constexpr uint64_t millisecond = 1'000'000;
constexpr uint64_t window_ns = 250 * millisecond;
constexpr uint64_t pause_ns = 750 * millisecond;

/** SIGALRM ends a wait for stops every 50 ms, so that a window of a quiet process ends too. */
class Ticking {
 public:
  Ticking() { set(50'000); }
  ~Ticking() { set(0); }

 private:
  static void set(suseconds_t microseconds) {
    const itimerval every{{0, microseconds}, {0, microseconds}};
    ::setitimer(ITIMER_REAL, &every, nullptr);
  }
};

uint64_t bytes_of(pid_t pid) {
  const ProcessIo io = process_io(pid);
  return io.rchar + io.wchar;
}

/** 0 where the process is gone. */
uint64_t since(uint64_t before, pid_t pid) { return std::max(bytes_of(pid), before) - before; }

void sleep_until(uint64_t end, const std::function<bool()>& stop) {
  while (now_ns() < end && !stop()) {
    const timespec piece{0, 20 * static_cast<long>(millisecond)};
    ::nanosleep(&piece, nullptr);
  }
}

}  // namespace

StartFailure watch(Tracer& tracer, const Watch& watch, Session& session, const std::function<bool()>& stop) {
  const uint64_t start = now_ns();
  const uint64_t end = start + watch.seconds * 1000 * millisecond;
  const uint64_t bytes_before = bytes_of(watch.pid);
  session.windows = 0;
  while (now_ns() < end && !stop()) {
    const uint64_t opened = now_ns();
    const uint64_t bytes_opened = bytes_of(watch.pid);
    std::vector<pid_t> threads;
    const StartFailure failure = seize_all(watch.pid, Tracer::options(Tracer::Mode::all_calls), threads);
    if (failure.error != 0) {
      // The process ended between two windows: the windows so far are the result.
      if (session.windows > 0) break;
      return failure;
    }
    for (const pid_t tid : threads) tracer.adopt(tid);
    {
      const Ticking ticking;
      tracer.run([&] { return stop() || now_ns() >= std::min(opened + window_ns, end); });
      tracer.take_facts();
    }
    session.window_bytes += since(bytes_opened, watch.pid);
    tracer.detach();
    session.windows += 1;
    session.traced_ns += now_ns() - opened;
    if (process_of(watch.pid) == 0) break;
    sleep_until(std::min(opened + window_ns + pause_ns, end), stop);
  }
  session.total_bytes = std::max(session.window_bytes, since(bytes_before, watch.pid));
  session.total_ns = now_ns() - start;
  return {"", 0};
}

StartFailure watch_calls(Tracer& tracer, KernelCalls& calls, const Watch& watch, Session& session,
                         const std::function<bool()>& stop) {
  const uint64_t start = now_ns();
  const uint64_t end = start + watch.seconds * 1000 * millisecond;
  const pid_t pid = process_of(watch.pid);
  if (pid == 0) return {"ptrace", ESRCH};
  // A thread of the kernel and a zombie have no program (ENOENT); another user's process hides its own (EACCES).
  char program;
  if (::readlink(("/proc/" + std::to_string(pid) + "/exe").c_str(), &program, 1) < 0) return {"ptrace", errno};
  const Fd process(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
  if (!process) return {"ptrace", errno};
  tracer.watch(pid);
  pollfd ended{process.get(), POLLIN, 0};
  while (now_ns() < end && !stop() && ::poll(&ended, 1, 0) == 0) {
    calls.wait();
    tracer.drain();
  }
  tracer.take_facts();
  session.traced_ns = session.total_ns = now_ns() - start;
  return {"", 0};
}

}  // namespace iopath::trace
