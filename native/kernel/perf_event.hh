// One perf event of one thread: its descriptor and the ring its samples arrive in (perf_event_open(2)).
#pragma once

#include <span>
#include <vector>

#include <linux/perf_event.h>
#include <sys/syscall.h>
#include <sys/types.h>

#include "kernel/posix.hh"

namespace iopath {

/**
 * Opens `attributes` on thread `tid`, on one CPU or (-1) on any CPU it runs on. Empty, with errno set, if the kernel
 * refuses.
 */
inline Fd open_perf_event(perf_event_attr attributes, pid_t tid, int cpu = -1) {
  attributes.size = sizeof attributes;
  return Fd(static_cast<int>(::syscall(SYS_perf_event_open, &attributes, tid, cpu, -1, PERF_FLAG_FD_CLOEXEC)));
}

/** The reading side of a ring. One thread at a time. */
class PerfRing {
 public:
  /** Maps `pages` data pages, a power of two; throws SystemError. */
  PerfRing(int fd, size_t pages) : mapping_((pages + 1) * page_size(), PROT_READ | PROT_WRITE, MAP_SHARED, fd) {}

  /** Calls `consume(header, body)` for each record that is ready, then frees its space. Body: 64-bit words. */
  template <typename Consume>
  void drain(Consume consume) {
    const uint64_t head = __atomic_load_n(&control()->data_head, __ATOMIC_ACQUIRE);
    uint64_t tail = control()->data_tail;
    while (tail < head) {
      perf_event_header header;
      copy_out(tail, &header, sizeof header);
      if (header.size < sizeof header) break;
      body_.resize((header.size - sizeof header) / sizeof(uint64_t));
      copy_out(tail + sizeof header, body_.data(), body_.size() * sizeof(uint64_t));
      consume(header, std::span<const uint64_t>(body_));
      tail += header.size;
    }
    __atomic_store_n(&control()->data_tail, tail, __ATOMIC_RELEASE);
  }

 private:
  perf_event_mmap_page* control() const { return reinterpret_cast<perf_event_mmap_page*>(mapping_.data()); }

  /** A record may wrap around the end of the ring. */
  void copy_out(uint64_t from, void* to, size_t bytes) const;

  Mapping mapping_;
  std::vector<uint64_t> body_;
};

}  // namespace iopath
