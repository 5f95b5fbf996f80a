// A log that grows while it is sent: an unlinked temporary copy of the input, appended record by record by a thread.
#pragma once

#include <atomic>

#include "kernel/posix.hh"
#include "transfer/spec.hh"

namespace iopath {

/**
 * A record is appended once the follower has sent those before it, as at the end of a log, so that the sends are as
 * large as the appends. The writer polls whether the follower has caught up: the follower pays for its own sleep and not
 * for waking the writer. Records are written through the page cache, so the bytes are cached when they are sent.
 */
class Growth {
 public:
  /** The longest record, bytes: one record is held in memory. */
  static constexpr uint64_t largest_record = 16 << 20;

  /** Creates the empty log in the output's folder after checking that `bytes` fit. */
  Growth(const Spec& spec, uint64_t bytes);

  int log() const { return log_.get(); }
  /** The same job with the log in place of the input's files. */
  Spec followed() const;

  /** The writer's work: appends the whole input as `moved` allows. Throws SystemError, or Cancelled on `stop`. */
  void write(const std::atomic<uint64_t>& moved, const std::atomic<bool>& stop);

  /**
   * The follower's side: returns once the log has `end` bytes. If the follower has caught up, it calls `sleep`, which
   * reads the given eventfd and blocks.
   */
  template <typename Sleep>
  void await(uint64_t end, Sleep sleep) {
    while (grown_.load(std::memory_order_acquire) < end) {
      sleeps_.store(true);
      // Appended meanwhile. If the writer saw the flag before it was cleared, it signals the eventfd: consume that too.
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
