#include "kernel/thread.hh"

#include <csignal>
#include <ctime>

#include <linux/futex.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#include "kernel/guard.hh"

namespace iopath {

namespace {

constexpr size_t stack_bytes = 512 << 10;

uint64_t nanoseconds(const timeval& time) {
  return static_cast<uint64_t>(time.tv_sec) * 1'000'000'000 + static_cast<uint64_t>(time.tv_usec) * 1000;
}

uint64_t read_clock(clockid_t clock) {
  timespec time;
  clock_gettime(clock, &time);
  return static_cast<uint64_t>(time.tv_sec) * 1'000'000'000 + static_cast<uint64_t>(time.tv_nsec);
}

struct Reading {
  uint64_t cpu_ns;
  rusage usage;
};

/**
 * The clock is read last before the work and first after it, so that getrusage is not counted. It is also read before
 * getrusage: that updates getrusage's sum (task_sched_runtime, kernel/sched/core.c), which otherwise ends at the last
 * tick, 1 to 4 ms ago.
 */
Reading read_before() {
  Reading reading;
  read_clock(CLOCK_THREAD_CPUTIME_ID);
  getrusage(RUSAGE_THREAD, &reading.usage);
  reading.cpu_ns = read_clock(CLOCK_THREAD_CPUTIME_ID);
  return reading;
}

Reading read_after() {
  Reading reading;
  reading.cpu_ns = read_clock(CLOCK_THREAD_CPUTIME_ID);
  getrusage(RUSAGE_THREAD, &reading.usage);
  return reading;
}

void subtract(ThreadUsage& usage, const Reading& from, const Reading& to) {
  const rusage &before = from.usage, &after = to.usage;
  usage.cpu_ns = to.cpu_ns - from.cpu_ns;
  usage.user_ns = nanoseconds(after.ru_utime) - nanoseconds(before.ru_utime);
  usage.system_ns = nanoseconds(after.ru_stime) - nanoseconds(before.ru_stime);
  usage.voluntary_switches = static_cast<uint64_t>(after.ru_nvcsw - before.ru_nvcsw);
  usage.involuntary_switches = static_cast<uint64_t>(after.ru_nivcsw - before.ru_nivcsw);
  usage.minor_faults = static_cast<uint64_t>(after.ru_minflt - before.ru_minflt);
  usage.major_faults = static_cast<uint64_t>(after.ru_majflt - before.ru_majflt);
}

// Not std::atomic::wait, which yields a few times first: the measured thread makes no unnecessary call.
void wait_while_zero(std::atomic<int>& flag) {
  while (flag.load() == 0) ::syscall(SYS_futex, &flag, FUTEX_WAIT_PRIVATE, 0, nullptr);
}

void set_and_wake(std::atomic<int>& flag) {
  flag.store(1);
  ::syscall(SYS_futex, &flag, FUTEX_WAKE_PRIVATE, 1);
}

cpu_set_t only(int cpu) {
  cpu_set_t cpus;
  CPU_ZERO(&cpus);
  CPU_SET(cpu, &cpus);
  return cpus;
}

}  // namespace

uint64_t now_ns() { return read_clock(CLOCK_MONOTONIC); }

uint64_t cpu_grain_ns() {
  timespec tick{};
  clock_getres(CLOCK_MONOTONIC_COARSE, &tick);
  return static_cast<uint64_t>(tick.tv_sec) * 1'000'000'000 + static_cast<uint64_t>(tick.tv_nsec);
}

MeasuredThread::MeasuredThread(const Options& options, std::function<void()> work)
    : options_(options), work_(std::move(work)),
      // Resident from the start: the stack's page faults must not count as the strategy's. glibc also does not free a
      // caller's stack by madvise on that thread when it ends.
      stack_(stack_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK | MAP_POPULATE) {
  usage_.cpu = options.cpu;
  ::mprotect(stack_.data(), page_size(), PROT_NONE);  // an overflow must cause a fault, not overwrite other memory
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstack(&attributes, stack_.data() + page_size(), stack_.size() - page_size());
#ifdef __GLIBC__
  if (options.cpu) {
    const cpu_set_t cpus = only(*options.cpu);
    pthread_attr_setaffinity_np(&attributes, sizeof cpus, &cpus);
  }
#endif
  int error = pthread_create(&thread_, &attributes, main, this);
  if (error && options.cpu) {
    // A sandbox may forbid sched_setaffinity: the run then is not pinned, and its result says so.
    pthread_attr_destroy(&attributes);
    pthread_attr_init(&attributes);
    pthread_attr_setstack(&attributes, stack_.data() + page_size(), stack_.size() - page_size());
    usage_.cpu.reset();
    error = pthread_create(&thread_, &attributes, main, this);
  }
  pthread_attr_destroy(&attributes);
  if (error) throw SystemError(error, "clone3", {}, "no thread could be started for the run");
  wait_while_zero(started_);
}

MeasuredThread::~MeasuredThread() {
  release();
  while (!join_within(std::chrono::milliseconds(20))) interrupt();
}

void MeasuredThread::release() {
  set_and_wake(released_);
}

bool MeasuredThread::join_within(std::chrono::milliseconds patience) {
  if (joined_) return true;
  timespec until;
  clock_gettime(CLOCK_REALTIME, &until);
  const int64_t nanoseconds = until.tv_nsec + std::chrono::nanoseconds(patience).count();
  until.tv_sec += nanoseconds / 1'000'000'000;
  until.tv_nsec = nanoseconds % 1'000'000'000;
  joined_ = pthread_timedjoin_np(thread_, nullptr, &until) == 0;
  return joined_;
}

void MeasuredThread::interrupt() {
  if (!joined_) nudge(thread_);
}

void* MeasuredThread::main(void* self) {
  static_cast<MeasuredThread*>(self)->body();
  return nullptr;
}

void MeasuredThread::body() {
  prctl(PR_SET_NAME, options_.name);
#ifndef __GLIBC__
  // musl keeps no CPUs among a thread's attributes (1.2.5): the thread moves itself, before anything is measured.
  if (usage_.cpu) {
    const cpu_set_t cpus = only(*usage_.cpu);
    if (sched_setaffinity(0, sizeof cpus, &cpus) != 0) usage_.cpu.reset();
  }
#endif
  usage_.tid = static_cast<int>(::syscall(SYS_gettid));
  set_and_wake(started_);
  wait_while_zero(released_);

  const Reading before = read_before();
  began_ns_ = now_ns();
  try {
    work_();
  } catch (...) {
    failure_ = std::current_exception();
  }
  ended_ns_ = now_ns();
  subtract(usage_, before, read_after());
  if (options_.afterwards) options_.afterwards();
  finished_.store(true, std::memory_order_release);
}

void block_foreign_signals() {
  sigset_t blocked;
  sigfillset(&blocked);
  for (const int signal : {SIGURG, SIGBUS, SIGSEGV, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGSYS})
    sigdelset(&blocked, signal);
  pthread_sigmask(SIG_BLOCK, &blocked, nullptr);
}

}  // namespace iopath
