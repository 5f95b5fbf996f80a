// One run: one strategy moves the whole input once, between threads of its own.
#pragma once

#include <atomic>
#include <functional>

#include "run/result.hh"
#include "transfer/spec.hh"
#include "transfer/strategy.hh"

namespace iopath {

/** How others follow and stop a run. The callback comes from the thread that called run(). */
struct RunControl {
  std::atomic<bool> cancelled{false};
  /** Bytes delivered so far; at most every 50 ms. */
  std::function<void(uint64_t)> on_progress = [](uint64_t) {};
};

/**
 * Carries out `spec`. Throws SystemError where it fails, Unsupported where strategy and job do not fit, Cancelled.
 * Leaves neither descriptors nor threads nor files behind. Blocks most signals of the calling thread for good: call
 * it on a thread of its own.
 */
Result run(Spec spec, RunControl& control);

/** Throws Unsupported, or SystemError (EINVAL) for a size that makes no sense, before anything is started. */
const Strategy& check_spec(const Spec& spec);

}  // namespace iopath
