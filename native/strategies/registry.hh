// All strategies by name, and the one place that decides which jobs a strategy cannot do.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "transfer/strategy.hh"

namespace iopath {

/** Every strategy, in the order of the names in src/model/strategy.ts. */
std::span<const Strategy* const> strategies();

/** The strategy of that name, or null. */
const Strategy* find_strategy(std::string_view name);

/** Why `strategy` cannot do the job, judged from the job alone; empty if it can be tried. */
std::optional<Reason> refusal(const Strategy& strategy, const Spec& spec);

}  // namespace iopath
