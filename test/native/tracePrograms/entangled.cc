// entangled SOURCE SINK VARIANT: threads and processes that copy and share memory, descriptors or a parent. What they print is the same
// without a tracer.
#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

constexpr size_t block = 4096;
int source, sink;
std::string program, source_name, sink_name;
/** Blocks that copy() has written. */
std::atomic<long> written;

/** Copies so many blocks, or until the end. */
long copy(long blocks = -1) {
  char bytes[block];
  long done = 0;
  for (; done != blocks; ++done) {
    const ssize_t n = read(source, bytes, block);
    if (n <= 0) break;
    if (write(sink, bytes, static_cast<size_t>(n)) != n) return -1;
    ++written;
  }
  return done;
}

int opened(const std::string& name, int flags = O_RDONLY) {
  const int file = open(name.c_str(), flags, 0600);
  if (file < 0) exit(1);
  return file;
}

/** Empties pipes in turn, so many blocks of each at once. */
int drain(const std::vector<int>& pipes, long blocks_each, long at_once) {
  char bytes[block];
  for (long round = 0; round < blocks_each / at_once; ++round)
    for (const int one : pipes)
      for (size_t left = static_cast<size_t>(at_once) * block; left > 0;) {
        const ssize_t n = read(one, bytes, left < block ? left : block);
        if (n <= 0) return 1;
        left -= static_cast<size_t>(n);
      }
  return 0;
}

/** More loops than the hook has places, most of them in a write that waits until the others were served. */
void waiting() {
  constexpr int loops = 20;
  constexpr long blocks = 100;
  std::vector<int> from, to;
  for (int at = 0; at < loops; ++at) {
    int ends[2];
    if (pipe(ends) != 0) exit(1);
    from.push_back(ends[0]);
    to.push_back(ends[1]);
  }
  const pid_t child = fork();
  if (child == 0) _exit(drain(from, blocks, 20));
  std::atomic<long> done = 0;
  std::vector<std::thread> threads;
  for (int at = 0; at < loops; ++at)
    threads.emplace_back([&, at] {
      const int own = opened(source_name);
      lseek(own, at * blocks * static_cast<long>(block), SEEK_SET);
      char bytes[block];
      for (long left = blocks; left > 0 && read(own, bytes, block) == block && write(to[at], bytes, block) == block; --left) ++done;
    });
  for (std::thread& one : threads) one.join();
  int status = 0;
  waitpid(child, &status, 0);
  printf("copied %ld blocks, %d\n", done.load(), status);
}

int copy_other(void*) {
  dup2(opened(program), source);
  dup2(opened("/dev/null", O_WRONLY), sink);
  for (int at = 0; at < 50; ++at) {
    lseek(source, 0, SEEK_SET);
    copy(20);
  }
  return 0;
}

/** A process that is no thread runs beside this one in the same memory, with other files behind the same numbers. */
void same_memory() {
  copy(100);
  std::vector<char> stack(1 << 20);
  const pid_t child = clone(copy_other, stack.data() + stack.size(), CLONE_VM | SIGCHLD, nullptr);
  copy();
  int status = 0;
  waitpid(child, &status, 0);
  printf("child %d\n", status);
}

/** The child's parent is not the process that made it. */
void sibling() {
  copy(100);
  int done[2];
  if (pipe(done) != 0) exit(1);
  const long child = syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0);
  copy(100);
  if (child == 0) _exit(0);
  close(done[1]);
  char none;
  // Until the child has closed its end.
  printf("%ld\n", static_cast<long>(read(done[0], &none, 1)));
}

/** The first thread ends before the other one copies. */
void first_ends() {
  static const pthread_t first = pthread_self();
  std::thread([] {
    pthread_join(first, nullptr);
    printf("copied %ld blocks\n", copy());
    exit(0);
  }).detach();
  pthread_exit(nullptr);
}

/** One thread copies, and another one changes where to after 100 blocks each: the sink or a second file. */
void redirected() {
  const int first = dup(sink), second = opened(sink_name + ".second", O_WRONLY | O_CREAT | O_TRUNC | O_APPEND);
  std::thread other([&] {
    for (long at = 1; at < 20; ++at) {
      while (written < at * 100) sched_yield();
      dup2(at % 2 ? second : first, sink);
    }
  });
  const long done = copy();
  other.join();
  printf("copied %ld blocks\n", done);
}

/** Programs that get signals while they are started, and keep what they ignore. */
void started() {
  int wrong = 0;
  signal(SIGTRAP, SIG_IGN);
  for (int at = 0; at < 40; ++at) {
    const pid_t child = fork();
    if (child == 0) {
      execl(program.c_str(), program.c_str(), source_name.c_str(), sink_name.c_str(), "asked", nullptr);
      _exit(1);
    }
    int status = 0;
    while (waitpid(child, &status, WNOHANG) == 0) {
      kill(child, SIGCONT);
      usleep(50);
    }
    wrong += status != 0;
  }
  printf("wrong %d\n", wrong);
}
void asked() {
  struct sigaction action {};
  sigaction(SIGTRAP, nullptr, &action);
  exit(action.sa_handler != SIG_IGN);
}

/** Writes its own bytes from a place where something else was read before. */
void reused() {
  static char bytes[16 * block];
  if (read(source, bytes, sizeof bytes) != sizeof bytes) exit(1);
  for (int at = 0; at < 200; ++at) {
    for (size_t one = 0; one < block; ++one) bytes[4 * block + one] = static_cast<char>(rand());
    if (write(sink, bytes + 4 * block, block) != block) exit(1);
  }
}

}  // namespace

int main(int count, char** words) {
  if (count != 4) return 2;
  program = words[0], source_name = words[1], sink_name = words[2];
  source = opened(source_name);
  sink = opened(sink_name, O_WRONLY | O_CREAT | O_APPEND);
  const std::map<std::string, std::function<void()>> variants{
      {"waiting", waiting},       {"same memory", same_memory}, {"sibling", sibling}, {"first ends", first_ends},
      {"redirected", redirected}, {"started", started},         {"asked", asked},     {"reused", reused},
  };
  variants.at(words[3])();
  return 0;
}
