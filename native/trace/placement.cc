#include "trace/placement.hh"

#include <algorithm>
#include <csignal>

#include <sched.h>

#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kernel/posix.hh"
#include "trace/observer.hh"

namespace iopath::trace {
namespace {

/** Rounds, of which the quickest counts, because other work may delay any; some milliseconds where each stop wakes another CPU. */
constexpr int rounds = 6, stops_a_round = 10;

cpu_set_t only(int cpu) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(cpu, &set);
  return set;
}

/** Any of the CPUs but one; -1 where there is none. */
int other_than(int cpu, const cpu_set_t& cpus) {
  for (int other = 0; other < CPU_SETSIZE; ++other)
    if (other != cpu && CPU_ISSET(other, &cpus)) return other;
  return -1;
}

/** Nanoseconds a stop; 0 where the child is gone. */
uint64_t round_of_stops(pid_t child) {
  const uint64_t start = now_ns();
  for (int stop = 0; stop < stops_a_round; ++stop) {
    int status = 0;
    if (::ptrace(PTRACE_SYSCALL, child, 0, 0) != 0 || wait_for_child(child, status) != child) return 0;
    // Like each stop of a trace: what the thread does is asked for.
    __ptrace_syscall_info info;
    ::ptrace(PTRACE_GET_SYSCALL_INFO, child, sizeof info, &info);
  }
  return (now_ns() - start) / stops_a_round;
}

/** Lets a child on one CPU make calls and stops it at each; nanoseconds a stop, 0 where it cannot be traced. */
uint64_t measure_stop(int cpu) {
  const pid_t child = ::fork();
  if (child == 0) {
    const cpu_set_t one = only(cpu);
    ::sched_setaffinity(0, sizeof one, &one);
    for (;;) ::syscall(SYS_getppid);
  }
  if (child < 0) return 0;
  uint64_t cost = 0;
  int status = 0;
  if (::ptrace(PTRACE_SEIZE, child, 0, PTRACE_O_EXITKILL) == 0 && ::ptrace(PTRACE_INTERRUPT, child, 0, 0) == 0 &&
      wait_for_child(child, status) == child) {
    cost = UINT64_MAX;
    for (int round = 0; round < rounds; ++round) cost = std::min(cost, round_of_stops(child));
  }
  ::kill(child, SIGKILL);
  while (wait_for_child(child, status) == child && !WIFEXITED(status) && !WIFSIGNALED(status)) continue;
  return cost;
}

}  // namespace

Placement::Placement(bool allowed) {
  if (::sched_getaffinity(0, sizeof before_, &before_) != 0) CPU_ZERO(&before_);
  const int cpu = ::sched_getcpu();
  const cpu_set_t one = only(cpu);
  if (cpu < 0 || ::sched_setaffinity(0, sizeof one, &one) != 0) return;
  // The scheduler may put a thread on this CPU or on another, and leave it there for a whole run.
  if (const int other = other_than(cpu, before_); other >= 0) apart_ns_ = measure_stop(other);
  pinned_ns_ = measure_stop(cpu);
  if (allowed && pinned_ns_ > 0 && pinned_ns_ * 5 < apart_ns_ * 4)
    cpu_ = cpu;
  else
    ::sched_setaffinity(0, sizeof before_, &before_);
}

bool Placement::pin(pid_t thread) const {
  cpu_set_t now;
  if (cpu_ < 0 || ::sched_getaffinity(thread, sizeof now, &now) != 0 || !CPU_EQUAL(&now, &before_)) return false;
  const cpu_set_t one = only(cpu_);
  return ::sched_setaffinity(thread, sizeof one, &one) == 0;
}

void Placement::release(pid_t thread) const {
  if (cpu_ >= 0) ::sched_setaffinity(thread, sizeof before_, &before_);
}

}  // namespace iopath::trace
