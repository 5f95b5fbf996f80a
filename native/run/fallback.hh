// The one place that decides which strategy replaces one that the kernel refuses.
#pragma once

#include "transfer/strategy.hh"

namespace iopath {

struct Fallback {
  const Strategy* strategy;
  /** The code of the reason. */
  const char* because;
};

/** The strategy that a program would use after `failure`; empty if the failure is the result. */
std::optional<Fallback> fallback(const Strategy& refused, const SystemError& failure);

}  // namespace iopath
