// A log that grows while it is sent: a nameless copy of the input, appended to record by record on a thread of its own.
#pragma once

#include <atomic>

#include "kernel/posix.hh"
#include "transfer/spec.hh"

namespace iopath {

/**
 * Writer and follower go in step: a record is appended once those before it have been taken, so that each one finds the
 * follower caught up, as the end of a log does, and the sends are as large as the appends. The writer looks by itself
 * whether the follower has caught up: the follower pays for its own sleep and for nothing of the writer's. Record
 * after record is written through the page cache, so that is where the bytes are when they are sent.
 */
class Growth {
 public:
  /** What a record may measure at most, bytes: one is held in memory. */
  static constexpr uint64_t largest_record = 16 << 20;

  /** Makes the empty log in the output's folder, having checked that `bytes` fit. */
  Growth(const Spec& spec, uint64_t bytes);

  int log() const { return log_.get(); }
  /** The same job with the log in the place of the input's files. */
  Spec followed() const;

  /** The writer's work: appends the whole input as `moved` allows. Throws SystemError, or Cancelled on `stop`. */
  void write(const std::atomic<uint64_t>& moved, const std::atomic<bool>& stop);

  /**
   * The follower's side: returns once `end` bytes are there. `sleep` reads the eventfd it is given, blocking, and is
   * called where the follower has caught up.
   */
  template <typename Sleep>
  void await(uint64_t end, Sleep sleep) {
    while (grown_.load(std::memory_order_acquire) < end) {
      sleeps_.store(true);
      // Appended meanwhile. Where the writer has seen the flag before it was taken back, it rings: take that too.
      if (grown_.load() >= end && sleeps_.exchange(false)) return;
      sleep(bell_.get());
    }
  }

 private:
  void append(const std::byte* record, size_t bytes);
  void wake_follower();

  const Spec& spec_;
  const uint64_t bytes_;
  Fd log_, bell_;
  alignas(apart) std::atomic<uint64_t> grown_{0};
  alignas(apart) std::atomic<bool> sleeps_{false};
};

}  // namespace iopath
