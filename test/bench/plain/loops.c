#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/errqueue.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "plain.h"

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

static void write_all(int fd, const char *data, size_t length) {
  while (length > 0) {
    ssize_t n = write(fd, data, length);
    must(n, "write");
    data += n, length -= (size_t)n;
  }
}

static void read_write(const struct job *job) {
  size_t bytes;
  int in = open_input(job, 0, &bytes);
  ssize_t n;
  while ((n = read(in, job->buffer, job->chunk)) > 0) write_all(job->out, job->buffer, (size_t)n);
  must(n, "read");
  close(in);
}

/* At most this much is mapped at a time, as in the engine: page tables of a whole large file cost both alike. */
static const size_t window = (size_t)1 << 30;

static char *map(int fd, size_t offset, size_t length, int protection) {
  void *address = mmap(NULL, length, protection, MAP_SHARED, fd, (off_t)offset);
  must(address == MAP_FAILED ? -1 : 0, "mmap");
  return address;
}

static void mmap_write(const struct job *job) {
  size_t bytes;
  int in = open_input(job, 0, &bytes);
  for (size_t at = 0; at < bytes; at += window) {
    size_t length = least(window, bytes - at);
    char *data = map(in, at, length, PROT_READ);
    for (size_t done = 0; done < length; done += job->chunk)
      write_all(job->out, data + done, least(job->chunk, length - done));
    munmap(data, length);
  }
  close(in);
}

static void mmap_mmap(const struct job *job) {
  size_t bytes;
  int in = open_input(job, 0, &bytes);
  must(ftruncate(job->out, (off_t)bytes), "ftruncate");
  for (size_t at = 0; at < bytes; at += window) {
    size_t length = least(window, bytes - at);
    char *from = map(in, at, length, PROT_READ), *to = map(job->out, at, length, PROT_READ | PROT_WRITE);
    for (size_t done = 0; done < length; done += job->chunk)
      memcpy(to + done, from + done, least(job->chunk, length - done));
    munmap(from, length), munmap(to, length);
  }
  close(in);
}

static void send_file(const struct job *job) {
  size_t bytes;
  int in = open_input(job, 0, &bytes);
  off_t at = 0;
  while ((size_t)at < bytes) {
    size_t end = least((size_t)at + job->chunk, bytes);
    while ((size_t)at < end) must(sendfile(job->out, in, &at, end - (size_t)at), "sendfile");
  }
  close(in);
}

static int make_pipe(const struct job *job, int ends[2]) {
  must(pipe2(ends, O_CLOEXEC), "pipe2");
  int capacity = fcntl(ends[0], F_SETPIPE_SZ, (int)job->pipe_bytes);
  must(capacity, "fcntl");
  return capacity;
}

static void drain(const int ends[2], int out, size_t length, unsigned flags) {
  while (length > 0) {
    ssize_t n = splice(ends[0], NULL, out, NULL, length, flags);
    must(n, "splice");
    length -= (size_t)n;
  }
}

static void splice_through(const struct job *job) {
  size_t bytes;
  int in = open_input(job, 0, &bytes), ends[2];
  size_t capacity = (size_t)make_pipe(job, ends);
  loff_t at = 0;
  while ((size_t)at < bytes) {
    size_t end = least((size_t)at + job->chunk, bytes);
    while ((size_t)at < end) {
      ssize_t n = splice(in, &at, ends[1], NULL, least(end - (size_t)at, capacity), 0);
      must(n, "splice");
      drain(ends, job->out, (size_t)n, (size_t)at < end ? SPLICE_F_MORE : 0);
    }
  }
  close(ends[0]), close(ends[1]), close(in);
}

static void vmsplice_through(const struct job *job) {
  size_t bytes;
  int in = open_input(job, 0, &bytes), ends[2];
  size_t capacity = (size_t)make_pipe(job, ends);
  for (size_t at = 0; at < bytes; at += window) {
    size_t length = least(window, bytes - at);
    char *data = map(in, at, length, PROT_READ);
    for (size_t done = 0; done < length;) {
      size_t end = least(done + job->chunk, length);
      while (done < end) {
        struct iovec part = {data + done, least(end - done, capacity)};
        ssize_t n = vmsplice(ends[1], &part, 1, 0);
        must(n, "vmsplice");
        done += (size_t)n;
        drain(ends, job->out, (size_t)n, done < end ? SPLICE_F_MORE : 0);
      }
    }
    munmap(data, length);
  }
  close(ends[0]), close(ends[1]), close(in);
}

/* Takes one message of completions; returns how many sends it tells of, 0 where there is none. */
static unsigned completed(int fd) {
  _Alignas(struct cmsghdr) char control[128];
  struct msghdr message = {.msg_control = control, .msg_controllen = sizeof control};
  if (recvmsg(fd, &message, MSG_ERRQUEUE | MSG_DONTWAIT) < 0) return 0;
  const struct sock_extended_err *told = (const void *)CMSG_DATA(CMSG_FIRSTHDR(&message));
  return told->ee_data - told->ee_info + 1;
}

static void msg_zerocopy(const struct job *job) {
  size_t bytes, sent = 0, ended = 0, n;
  int in = open_input(job, 0, &bytes), yes = 1;
  must(setsockopt(job->out, SOL_SOCKET, SO_ZEROCOPY, &yes, sizeof yes), "setsockopt");
  for (size_t at = 0; at < bytes; at += window) {
    size_t length = least(window, bytes - at);
    char *data = map(in, at, length, PROT_READ);
    for (size_t done = 0; done < length;) {
      size_t end = least(done + job->chunk, length);
      while (done < end) {
        struct iovec part = {data + done, end - done};
        struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
        ssize_t moved = sendmsg(job->out, &message, MSG_ZEROCOPY | MSG_NOSIGNAL);
        must(moved, "sendmsg");
        done += (size_t)moved;
        if (++sent % 32 == 0)
          while (ended < sent && (n = completed(job->out)) > 0) ended += n;
      }
    }
    munmap(data, length);
  }
  struct pollfd errors = {.fd = job->out};
  while (ended < sent) {
    poll(&errors, 1, 20);
    while (ended < sent && (n = completed(job->out)) > 0) ended += n;
  }
  close(in);
}

static void direct_io(const struct job *job) {
  size_t bytes;
  int in = open_input(job, O_DIRECT, &bytes);
  for (size_t at = 0; at < bytes; at += job->chunk) {
    ssize_t n = pread(in, job->buffer, job->chunk, (off_t)at);
    must(n, "pread64");
    write_all(job->out, job->buffer, (size_t)n);
  }
  close(in);
}

static void copy_range(const struct job *job) {
  size_t bytes;
  int in = open_input(job, 0, &bytes);
  off_t from = 0, to = 0;
  while ((size_t)from < bytes) {
    size_t end = least((size_t)from + job->chunk, bytes);
    while ((size_t)from < end)
      must(copy_file_range(in, &from, job->out, &to, end - (size_t)from, 0), "copy_file_range");
  }
  close(in);
}

const struct strategy loops[] = {
    {"read-write", 0, read_write},        {"mmap-write", 0, mmap_write},     {"sendfile", 0, send_file},
    {"splice", 0, splice_through},        {"vmsplice", 0, vmsplice_through}, {"msg-zerocopy", 0, msg_zerocopy},
    {"direct-io", 0, direct_io},          {"mmap-mmap", 1, mmap_mmap},       {"copy-file-range", 1, copy_range},
    {NULL, 0, NULL},
};
