/* plain STRATEGY PATH CHUNK BUFFER PIPE SENDER-CPU RECEIVER-CPU OUTPUT-FOLDER: moves the file once and prints the
 * sending thread's CPU time, user and system, in nanoseconds. The receiver is the engine's: it spins on its own core
 * and drops what comes. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "plain.h"

void must(long result, const char *call) {
  if (result >= 0) return;
  fprintf(stderr, "plain: %s: %s\n", call, strerror(errno));
  exit(1);
}

int open_input(const struct job *job, int flags, size_t *bytes) {
  struct stat info;
  int in = open(job->path, O_RDONLY | O_CLOEXEC | flags);
  must(in, "open");
  must(fstat(in, &info), "fstat");
  *bytes = (size_t)info.st_size;
  return in;
}

static void pin(int cpu) {
  cpu_set_t cpus;
  CPU_ZERO(&cpus);
  CPU_SET(cpu, &cpus);
  must(sched_setaffinity(0, sizeof cpus, &cpus), "sched_setaffinity");
}

struct receiver {
  int fd, cpu;
};

static void *receive(void *argument) {
  const struct receiver *receiver = argument;
  pin(receiver->cpu);
  for (;;) {
    /* Not libc's recv: it is a cancellation point, which slows the spinning and with it the fight for the socket. */
    long n = syscall(SYS_recvfrom, receiver->fd, NULL, (size_t)1 << 30, MSG_TRUNC | MSG_DONTWAIT, NULL, NULL);
    if (n == 0) return NULL;
    if (n > 0) continue;
    must(errno == EAGAIN ? 0 : -1, "recv");
#ifdef __x86_64__
    __builtin_ia32_pause();
#endif
  }
}

static void connect_pair(int ends[2]) {
  int listener = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof address;
  must(bind(listener, (struct sockaddr *)&address, length), "bind");
  must(listen(listener, 1), "listen");
  must(getsockname(listener, (struct sockaddr *)&address, &length), "getsockname");
  ends[0] = socket(AF_INET, SOCK_STREAM, 0);
  must(setsockopt(ends[0], IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes), "setsockopt");
  must(connect(ends[0], (struct sockaddr *)&address, length), "connect");
  ends[1] = accept(listener, NULL, NULL);
  must(ends[1], "accept");
  close(listener);
}

static unsigned long long cpu_ns(void) {
  struct rusage usage;
  struct timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now); /* as the engine does: getrusage alone lags by up to a tick */
  getrusage(RUSAGE_THREAD, &usage);
  return (unsigned long long)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000000ull +
         (unsigned long long)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1000ull;
}

static const struct strategy *find(const char *name) {
  for (const struct strategy *each = loops; each->name; ++each)
    if (strcmp(each->name, name) == 0) return each;
  for (const struct strategy *each = rings; each->name; ++each)
    if (strcmp(each->name, name) == 0) return each;
  fprintf(stderr, "plain: no strategy %s\n", name);
  exit(2);
}

int main(int count, char **words) {
  if (count != 9) return fprintf(stderr, "plain: see the head of main.c for its arguments\n"), 2;
  const struct strategy *strategy = find(words[1]);
  struct job job = {.path = words[2],
                    .chunk = strtoull(words[3], NULL, 10),
                    .buffer_bytes = strtoull(words[4], NULL, 10),
                    .pipe_bytes = strtoull(words[5], NULL, 10)};
  job.buffer = mmap(NULL, job.buffer_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
  must(job.buffer == MAP_FAILED ? -1 : 0, "mmap");

  int ends[2];
  pthread_t thread;
  connect_pair(ends);
  struct receiver receiver = {.fd = ends[1], .cpu = atoi(words[7])};
  must(-pthread_create(&thread, NULL, receive, &receiver), "pthread_create");
  job.out = strategy->to_file ? open(words[8], O_TMPFILE | O_RDWR, 0600) : ends[0];
  must(job.out, "open");

  pin(atoi(words[6]));
  unsigned long long before = cpu_ns();
  strategy->run(&job);
  unsigned long long spent = cpu_ns() - before;
  printf("%llu\n", spent);
  shutdown(ends[0], SHUT_WR);
  pthread_join(thread, NULL);
  return 0;
}
