// One run: one strategy moves the whole input once, on threads of its own.
#pragma once

#include <atomic>
#include <functional>

#include "run/result.hh"
#include "transfer/spec.hh"
#include "transfer/strategy.hh"

namespace iopath {

/** Progress and cancellation of a run. The callback is called on the thread that called run(). */
struct RunControl {
  std::atomic<bool> cancelled{false};
  /** Bytes delivered so far; at most every 50 ms. */
  std::function<void(uint64_t)> on_progress = [](uint64_t) {};
};

/**
 * Runs `spec`. Throws SystemError if it fails, Unsupported if the strategy can't do the job, Cancelled. Leaves no
 * descriptor, thread or file behind. Blocks most signals of the calling thread permanently: call it on a separate
 * thread.
 */
Result run(Spec spec, RunControl& control);

/** Throws Unsupported, or SystemError (EINVAL) for an invalid size, before anything is started. */
const Strategy& check_spec(const Spec& spec);

}  // namespace iopath
