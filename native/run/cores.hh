// Which cores the two ends of a run are pinned to.
#pragma once

#include <optional>

#include "transfer/spec.hh"

namespace iopath {

struct Cores {
  std::optional<int> sender, receiver;
};

/** Two different physical cores where there are two, the same one for `same_core`, none where there is no choice. */
Cores choose_cores(const Spec& spec);

}  // namespace iopath
