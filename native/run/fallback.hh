// The one place that decides whether another strategy takes over where the kernel refuses one.
#pragma once

#include "transfer/strategy.hh"

namespace iopath {

struct Fallback {
  const Strategy* strategy;
  /** The code of the reason. */
  const char* because;
};

/** What a program would do instead after `failure`; nothing where the failure is the answer. */
std::optional<Fallback> fallback(const Strategy& refused, const SystemError& failure);

}  // namespace iopath
