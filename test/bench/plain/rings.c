#define _GNU_SOURCE
#include <errno.h>
#include <linux/io_uring.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include "plain.h"

/* Newer than the oldest header this is compiled with. */
enum { setup_single_issuer = 1 << 12, setup_defer_taskrun = 1 << 13 };

struct ring {
  int fd;
  unsigned *submit_tail, *complete_head, *complete_tail;
  unsigned submit_mask, complete_mask;
  struct io_uring_sqe *entries;
  struct io_uring_cqe *completions;
  void *memory;
  size_t memory_bytes, entry_bytes;
};

static struct ring make_ring(unsigned entries) {
  struct io_uring_params params = {.flags = setup_single_issuer | setup_defer_taskrun};
  long fd = syscall(SYS_io_uring_setup, entries, &params);
  must(fd, "io_uring_setup");
  struct ring ring = {.fd = (int)fd};
  size_t submissions = params.sq_off.array + params.sq_entries * sizeof(unsigned);
  size_t completions = params.cq_off.cqes + params.cq_entries * sizeof(struct io_uring_cqe);
  ring.memory_bytes = submissions > completions ? submissions : completions;
  ring.entry_bytes = params.sq_entries * sizeof(struct io_uring_sqe);
  int protection = PROT_READ | PROT_WRITE, flags = MAP_SHARED | MAP_POPULATE;
  ring.memory = mmap(NULL, ring.memory_bytes, protection, flags, ring.fd, IORING_OFF_SQ_RING);
  ring.entries = mmap(NULL, ring.entry_bytes, protection, flags, ring.fd, IORING_OFF_SQES);
  must(ring.memory == MAP_FAILED || (void *)ring.entries == MAP_FAILED ? -1 : 0, "mmap");
  char *base = ring.memory;
  ring.submit_tail = (unsigned *)(base + params.sq_off.tail);
  ring.submit_mask = *(unsigned *)(base + params.sq_off.ring_mask);
  ring.complete_head = (unsigned *)(base + params.cq_off.head);
  ring.complete_tail = (unsigned *)(base + params.cq_off.tail);
  ring.complete_mask = *(unsigned *)(base + params.cq_off.ring_mask);
  ring.completions = (struct io_uring_cqe *)(base + params.cq_off.cqes);
  unsigned *order = (unsigned *)(base + params.sq_off.array);
  for (unsigned i = 0; i < params.sq_entries; ++i) order[i] = i;
  return ring;
}

static void prepare(struct ring *ring, unsigned *tail, struct io_uring_sqe entry) {
  ring->entries[(*tail)++ & ring->submit_mask] = entry;
}

static unsigned ready(const struct ring *ring) {
  return __atomic_load_n(ring->complete_tail, __ATOMIC_ACQUIRE) - *ring->complete_head;
}

static void submit(struct ring *ring, unsigned tail, unsigned count) {
  __atomic_store_n(ring->submit_tail, tail, __ATOMIC_RELEASE);
  unsigned left = count;
  while (ready(ring) < count) {
    long taken = syscall(SYS_io_uring_enter, ring->fd, left, count, IORING_ENTER_GETEVENTS, NULL, 0);
    must(taken, "io_uring_enter");
    left -= (unsigned)taken;
  }
}

/* A batch that broke off would have to be taken up again; here, on a cached file of whole chunks, none may. */
static void reap(struct ring *ring, unsigned count, size_t expected) {
  for (unsigned i = 0; i < count; ++i) {
    const struct io_uring_cqe *done = &ring->completions[*ring->complete_head & ring->complete_mask];
    if (done->res != (int)expected) errno = done->res < 0 ? -done->res : EIO, must(-1, "completion");
    __atomic_store_n(ring->complete_head, *ring->complete_head + 1, __ATOMIC_RELEASE);
  }
}

static void linked(const struct job *job) {
  size_t bytes, slots = job->buffer_bytes / job->chunk;
  struct ring ring = make_ring(64);
  struct iovec buffer = {job->buffer, job->buffer_bytes};
  must(syscall(SYS_io_uring_register, ring.fd, IORING_REGISTER_BUFFERS, &buffer, 1), "io_uring_register");
  int in = open_input(job, 0, &bytes);
  unsigned tail = 0;
  for (size_t at = 0; at < bytes;) {
    unsigned count = 0;
    for (size_t slot = 0; slot < slots && at < bytes; ++slot, at += job->chunk, count += 2) {
      __u64 address = (__u64)(uintptr_t)(job->buffer + slot * job->chunk);
      int last = slot + 1 == slots || at + job->chunk >= bytes;
      prepare(&ring, &tail, (struct io_uring_sqe){.opcode = IORING_OP_READ_FIXED, .flags = IOSQE_IO_LINK, .fd = in,
                                                  .off = at, .addr = address, .len = (unsigned)job->chunk});
      prepare(&ring, &tail, (struct io_uring_sqe){.opcode = IORING_OP_SEND, .flags = last ? 0 : IOSQE_IO_LINK,
                                                  .fd = job->out, .addr = address, .len = (unsigned)job->chunk,
                                                  .msg_flags = MSG_WAITALL | MSG_NOSIGNAL});
    }
    submit(&ring, tail, count);
    reap(&ring, count, job->chunk);
  }
  close(in);
  munmap(ring.entries, ring.entry_bytes), munmap(ring.memory, ring.memory_bytes), close(ring.fd);
}

const struct strategy rings[] = {{"io-uring", 0, linked}, {NULL, 0, NULL}};
