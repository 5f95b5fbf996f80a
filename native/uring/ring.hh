// An io_uring of one measured thread, by its three system calls, as liburing does internally, with each call counted.
// Facts: io_uring(7), io_uring_setup(2), io_uring_enter(2), linux/io_uring.h.
#pragma once

#include <linux/io_uring.h>

#include "transfer/strategy.hh"

namespace iopath {

// Newer than the oldest header this is built with; values are the kernel's ABI.
inline constexpr unsigned uring_single_issuer = 1u << 12;     // IORING_SETUP_SINGLE_ISSUER, 6.0
inline constexpr unsigned uring_defer_taskrun = 1u << 13;     // IORING_SETUP_DEFER_TASKRUN, 6.1
inline constexpr uint8_t uring_op_send_zc = 47;               // IORING_OP_SEND_ZC, 6.0
inline constexpr uint16_t uring_fixed_buffer = 1u << 2;       // IORING_RECVSEND_FIXED_BUF, 6.0
inline constexpr uint16_t uring_report_usage = 1u << 3;       // IORING_SEND_ZC_REPORT_USAGE, 6.2
inline constexpr uint32_t uring_usage_copied = 1u << 31;      // IORING_NOTIF_USAGE_ZC_COPIED, 6.2
inline constexpr uint32_t uring_completion_more = 1u << 1;    // IORING_CQE_F_MORE, 5.13
inline constexpr uint32_t uring_completion_notif = 1u << 3;   // IORING_CQE_F_NOTIF, 6.0

/**
 * Two rings shared with the kernel. Lives and dies on the measured thread; the transfer must outlive it. Allocates
 * nothing.
 */
class Uring {
 public:
  struct Options {
    /** Submissions in flight at most, a power of two. */
    unsigned entries;
    /** A kernel thread takes submissions, so that submitting needs no call while it is awake. */
    bool kernel_polls = false;
  };

  /** io_uring_setup and mmap; throws SystemError. */
  Uring(Transfer& transfer, const Options& options);
  Uring(const Uring&) = delete;

  /** Pins one buffer for READ_FIXED and WRITE_FIXED, index 0. False if the user may not lock that much memory. */
  bool register_buffer(std::byte* data, size_t bytes);

  /** Registers descriptors at indexes from 0 on, -1 reserves one. False if the limits on memory or files forbid it. */
  bool register_files(const int* fds, unsigned count);
  /** Replaces the file at an index. False if the limits forbid it. */
  bool update_file(unsigned number, int fd);

  /** The next submission, cleared. At most `entries` between two calls of wait(). */
  io_uring_sqe& prepare();

  /**
   * Submits the prepared entries and sleeps until `completions` can be reaped. A kernel short of memory takes only a part,
   * which ends a chain there: nothing after it may run before the result of that part is known. The rest is withdrawn and
   * never completes; returns its number.
   */
  unsigned wait(unsigned completions);

  /** Takes every available completion: `take(user_data, result, flags)`. */
  template <typename Take>
  void reap(Take take) {
    unsigned head = *completion_head_;
    const unsigned tail = __atomic_load_n(completion_tail_, __ATOMIC_ACQUIRE);
    for (; head != tail; ++head) {
      const io_uring_cqe& done = completions_[head & completion_mask_];
      take(done.user_data, done.res, done.flags);
    }
    __atomic_store_n(completion_head_, head, __ATOMIC_RELEASE);
  }

 private:
  /** A mapping made and removed by counted calls. */
  class Map {
   public:
    Map(Transfer& transfer, int fd, size_t bytes, uint64_t offset);
    Map(const Map&) = delete;
    ~Map();
    std::byte* data() const { return data_; }

   private:
    Transfer& transfer_;
    size_t bytes_;
    std::byte* data_;
  };

  int set_up(const Options& options);
  unsigned* word(uint32_t offset) const { return reinterpret_cast<unsigned*>(ring_.data() + offset); }
  unsigned ready() const { return __atomic_load_n(completion_tail_, __ATOMIC_ACQUIRE) - *completion_head_; }
  unsigned unsubmitted() const;
  unsigned withdraw();
  unsigned wake_flag() const;

  Transfer& transfer_;
  io_uring_params params_{};
  const CountedFd fd_;
  const Map ring_, entries_;
  unsigned* submission_head_;
  unsigned* submission_tail_;
  unsigned* submission_flags_;
  unsigned* completion_head_;
  unsigned* completion_tail_;
  unsigned submission_mask_, completion_mask_;
  unsigned prepared_tail_ = 0;
  io_uring_cqe* completions_;
};

}  // namespace iopath
