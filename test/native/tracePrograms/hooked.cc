// hooked SOURCE SINK VARIANT: programs that a hook in their system calls could break or have counted wrongly. What they print is the same
// without a tracer.
#include <atomic>
#include <cerrno>
#include <csetjmp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include <execinfo.h>
#include <fcntl.h>
#include <pthread.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

constexpr size_t block = 4096;
int source, sink;
std::string program, source_name, sink_name;

/** Copies so many blocks, or until the end. `change` may alter each. */
template <typename Change>
long copy(long blocks, Change change) {
  static thread_local char bytes[block];
  long done = 0;
  for (; done != blocks; ++done) {
    const ssize_t n = read(source, bytes, block);
    if (n <= 0) break;
    change(bytes, done);
    if (write(sink, bytes, static_cast<size_t>(n)) != n) return -1;
  }
  return done;
}
long copy(long blocks = -1) {
  return copy(blocks, [](char*, long) {});
}

/** As copy(), but writes from another buffer than it reads into. */
template <typename Change>
long copy_between(Change change) {
  static thread_local char first[block], second[block];
  long done = 0;
  for (ssize_t n; (n = read(source, first, block)) > 0; ++done) {
    memcpy(second, first, block);
    memset(first, 0, block);
    change(second, done);
    if (write(sink, second, static_cast<size_t>(n)) != n) return -1;
  }
  return done;
}
long copy_between() {
  return copy_between([](char*, long) {});
}

/** A pipe that gives a loop many reads, and then lets the last one wait. */
int waiting_pipe(char (&bytes)[block]) {
  int ends[2];
  if (pipe(ends) != 0) exit(1);
  for (int at = 0; at < 12; ++at) {
    memset(bytes, 'a' + at, block);
    if (write(ends[1], bytes, block) != block || read(ends[0], bytes, block) != block || write(sink, bytes, block) != block) exit(1);
  }
  return ends[0];
}

struct Cleaned {
  ~Cleaned() { puts("destroyed"); }
};

std::atomic<bool> waits;

void* blocked(void*) {
  const Cleaned cleaned;
  char bytes[block];
  const int in = waiting_pipe(bytes);
  waits = true;
  return read(in, bytes, block) < 0 ? nullptr : bytes;
}

void cancelled() {
  pthread_t thread;
  pthread_create(&thread, nullptr, blocked, nullptr);
  while (!waits) usleep(1000);
  // Where it is not in its call by now, it is cancelled at the beginning of that.
  usleep(200000);
  pthread_cancel(thread);
  void* result = nullptr;
  pthread_join(thread, &result);
  printf("cancelled %d\n", result == PTHREAD_CANCELED);
}

sigjmp_buf place;
volatile int depth;

void on_alarm(int) {
  void* frames[64];
  depth = backtrace(frames, 64);
}
void on_alarm_jump(int) { siglongjmp(place, 1); }

/** `deep` calls between main and the read that waits: a handler sees them all. */
__attribute__((noinline)) int wait_in(int deep, int in, char* bytes) {
  if (deep > 0) return wait_in(deep - 1, in, bytes) + 1;
  return read(in, bytes, block) < 0 ? -100 : 0;
}

/** Again and again, until `microseconds` is 0: the first alarm may come before what it is to interrupt. */
void alarm_every(suseconds_t microseconds, void (*handler)(int) = SIG_IGN, int flags = 0) {
  struct sigaction action {};
  action.sa_handler = handler;
  action.sa_flags = flags;
  sigaction(SIGALRM, &action, nullptr);
  const itimerval timer{{0, microseconds}, {0, microseconds}};
  setitimer(ITIMER_REAL, &timer, nullptr);
}

void interrupted() {
  char bytes[block];
  void* first[1];
  backtrace(first, 1);
  const int in = waiting_pipe(bytes);
  alarm_every(100000, on_alarm);
  const int result = wait_in(20, in, bytes);
  alarm_every(0);
  printf("interrupted %d, stack %s\n", result, depth > 20 ? "whole" : "cut off");
  if (sigsetjmp(place, 1) == 0) {
    alarm_every(100000, on_alarm_jump);
    wait_in(3, in, bytes);
  }
  alarm_every(0);
  puts("jumped");
}

volatile long alarms;
void on_many(int) { alarms = alarms + 1; }

void alarmed(long (*copying)()) {
  alarm_every(200, on_many, SA_RESTART);
  const long done = copying();
  printf("copied %ld blocks, %s\n", done, alarms > 0 ? "alarmed" : "in peace");
}

/** The kernel takes any buffer for /dev/null. */
void unmapped(bool between) {
  char* bytes = static_cast<char*>(mmap(nullptr, block, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
  char other[block];
  const int nowhere = open("/dev/null", O_WRONLY);
  ssize_t last = 0;
  for (int at = 0; at < 100; ++at) {
    if (read(source, between ? other : bytes, block) != static_cast<ssize_t>(block)) exit(1);
    if (between) memcpy(bytes, other, block);
    if (at % 10 == 9) mprotect(bytes, block, PROT_NONE);
    last = write(nowhere, bytes, block);
    if (at % 10 == 9) mprotect(bytes, block, PROT_READ | PROT_WRITE);
  }
  printf("wrote %zd\n", last);
}

/** Each tenth write is first made from a buffer that is not there. */
void refused() {
  char* bytes = static_cast<char*>(mmap(nullptr, block, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
  static char other[block];
  long done = 0, failed = 0;
  while (read(source, other, block) == static_cast<ssize_t>(block)) {
    memcpy(bytes, other, block);
    bool there = ++done % 10 != 0;
    mprotect(bytes, block, there ? PROT_READ | PROT_WRITE : PROT_NONE);
    while (write(sink, bytes, block) < 0 && errno == EFAULT && !there) {
      mprotect(bytes, block, PROT_READ | PROT_WRITE);
      there = true;
      ++failed;
    }
  }
  printf("copied %ld blocks, refused %ld\n", done, failed);
}

volatile sig_atomic_t ended;
volatile long received, sum;

void on_queued(int, siginfo_t* about, void*) {
  received = received + 1;
  sum = sum + (about->si_code == SI_QUEUE ? about->si_value.sival_int : 0);
}
void on_end(int) { ended = 1; }

/** Copies the source again and again while a child signals. */
template <typename Signal>
void while_child(Signal signal) {
  struct sigaction action {};
  action.sa_handler = on_end;
  action.sa_flags = SA_RESTART;
  sigaction(SIGUSR2, &action, nullptr);
  action.sa_flags = SA_RESTART | SA_SIGINFO;
  action.sa_sigaction = on_queued;
  sigaction(SIGRTMIN, &action, nullptr);
  const pid_t parent = getpid(), child = fork();
  if (child == 0) {
    usleep(100000);
    signal(parent);
    kill(parent, SIGUSR2);
    _exit(0);
  }
  while (!ended) {
    lseek(source, 0, SEEK_SET);
    copy_between();
  }
  waitpid(child, nullptr, 0);
  printf("received %ld, sum %ld\n", received, sum);
}

void queued() {
  while_child([](pid_t parent) {
    for (int at = 1; at <= 300; ++at) {
      sigqueue(parent, SIGRTMIN, {at});
      usleep(500);
    }
  });
}

void stopped() {
  while_child([](pid_t parent) {
    for (int at = 1; at <= 50; ++at) {
      sigqueue(parent, SIGRTMIN, {at});
      kill(parent, SIGSTOP);
      usleep(300);
      kill(parent, SIGCONT);
      usleep(2000);
    }
  });
}

/** The child makes the same calls in the same memory, and has another file behind the sink's descriptor. */
void vforked() {
  const int in = open(source_name.c_str(), O_RDONLY), out = open("/dev/null", O_WRONLY);
  const long done = copy_between();
  const pid_t child = vfork();
  if (child == 0) {
    dup2(in, source);
    dup2(out, sink);
    copy_between();
    _exit(0);
  }
  waitpid(child, nullptr, 0);
  printf("copied %ld blocks\n", done);
}

void ahead() {
  std::vector<std::vector<char>> blocks;
  long done = 0;
  for (std::vector<char> one(block); read(source, one.data(), block) == static_cast<ssize_t>(block);) {
    blocks.push_back(one);
    if (blocks.size() < 100) continue;
    for (const auto& kept : blocks) done += write(sink, kept.data(), block);
    blocks.clear();
  }
  for (const auto& kept : blocks) done += write(sink, kept.data(), block);
  printf("copied %ld\n", done);
}

/** Blocks of its own between those that it copies. */
void among_others() {
  const std::string zeros(block, '\0');
  const long done = copy_between([&](char* bytes, long at) {
    if (at % 16 != 15) return;
    const std::string kept(bytes, block);
    memcpy(bytes, zeros.data(), block);
    if (write(sink, bytes, block) != static_cast<ssize_t>(block)) exit(1);
    memcpy(bytes, kept.data(), block);
  });
  printf("copied %ld blocks\n", done);
}

/** To a pipe that takes less than a block at times. */
void in_parts() {
  int ends[2];
  if (pipe2(ends, O_NONBLOCK) != 0) exit(1);
  std::thread draining([in = ends[0]] {
    char bytes[1000];
    for (ssize_t n; (n = read(in, bytes, sizeof bytes)) != 0;)
      if (n < 0) usleep(100);
  });
  static char first[block], second[block];
  long done = 0;
  while (read(source, first, block) == static_cast<ssize_t>(block)) {
    memcpy(second, first, block);
    for (size_t at = 0; at < block;) {
      const ssize_t n = write(ends[1], second + at, block - at);
      if (n > 0) at += static_cast<size_t>(n);
      else usleep(100);
    }
    ++done;
  }
  close(ends[1]);
  draining.join();
  printf("copied %ld blocks\n", done);
}

void in_threads(long (*copying)()) {
  std::vector<std::thread> threads;
  std::vector<long> done(8);
  for (long& one : done) threads.emplace_back([&one, copying] { one = copying(); });
  for (std::thread& one : threads) one.join();
  long all = 0;
  for (const long one : done) all += one;
  printf("copied %ld blocks\n", all);
}

void beside_children() {
  std::thread copying([] { printf("copied %ld blocks\n", copy()); });
  char* words[] = {const_cast<char*>("true"), nullptr};
  for (int at = 0; at < 20; ++at) {
    pid_t child = 0;
    if (posix_spawnp(&child, "true", nullptr, nullptr, words, environ) == 0) waitpid(child, nullptr, 0);
  }
  copying.join();
}

void forked() {
  copy(100);
  const pid_t child = fork();
  const long done = copy(100);
  if (child == 0) _exit(static_cast<int>(done));
  int status = 0;
  waitpid(child, &status, 0);
  printf("copied %ld and %d blocks\n", done, WEXITSTATUS(status));
}

void replaced() {
  copy(100);
  fcntl(source, F_SETFD, 0);
  const char* const words[] = {program.c_str(), source_name.c_str(), sink_name.c_str(), "rest", nullptr};
  execv(words[0], const_cast<char* const*>(words));
}

}  // namespace

int main(int count, char** words) {
  if (count != 4) return 2;
  program = words[0], source_name = words[1], sink_name = words[2];
  source = open(words[1], O_RDONLY);
  sink = open(words[2], O_WRONLY | O_CREAT | O_APPEND, 0600);
  if (source < 0 || sink < 0) return 1;
  const auto within = [] { return copy(); };
  const auto between = [] { return copy_between(); };
  const auto change = [](char* bytes, long at) { bytes[0] = static_cast<char>(bytes[0] + (at % 3 == 0 && at > 100)); };
  const auto change_middle = [](char* bytes, long at) { bytes[2000] = static_cast<char>(bytes[2000] + (at > 100)); };
  const auto tell = [](long done) { printf("copied %ld blocks\n", done); };
  const std::map<std::string, std::function<void()>> variants{
      {"plain", [&] { tell(copy()); }},
      {"changed", [&] { tell(copy(-1, change)); }},
      {"middle", [&] { tell(copy(-1, change_middle)); }},
      {"rest", [&] { tell(lseek(source, 100 * block, SEEK_SET) < 0 ? -1 : copy()); }},
      {"between", [&] { tell(copy_between()); }},
      {"between, changed", [&] { tell(copy_between(change)); }},
      {"between, among others", among_others},
      {"between, in parts", in_parts},
      {"between, refused", refused},
      {"between, queued", queued},
      {"between, stopped", stopped},
      {"alarmed", [&] { alarmed(within); }},
      {"between, alarmed", [&] { alarmed(between); }},
      {"unmapped", [] { unmapped(false); }},
      {"between, unmapped", [] { unmapped(true); }},
      {"threads", [&] { in_threads(within); }},
      {"between, threads", [&] { in_threads(between); }},
      {"cancelled", cancelled},
      {"interrupted", interrupted},
      {"ahead", ahead},
      {"children", beside_children},
      {"forked", forked},
      {"vforked", vforked},
      {"replaced", replaced},
  };
  variants.at(words[3])();
  return 0;
}
