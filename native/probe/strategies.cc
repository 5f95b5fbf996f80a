#include "probe/probe.hh"

#include <cstring>

#include "strategies/registry.hh"
#include "run/run.hh"
#include "kernel/thread.hh"

namespace iopath {

namespace {

constexpr uint64_t trial_chunk = 16384;
/** A trial takes about a millisecond, on a busy machine up to a second; a hanging one is ended. */
constexpr uint64_t trial_patience_ns = 4'000'000'000;

Spec trial(const Strategy& strategy, Route route, const TrialGround& ground) {
  Spec spec;
  spec.strategy = strategy.name;
  spec.route = route;
  spec.files = {{.path = ground.input, .offset = 0, .length = trial_bytes}};
  spec.chunk_bytes = trial_chunk;
  spec.output_directory = ground.outputs;
  spec.socket = ground.socket;
  return spec;
}

/** The reason and the name of the strategy that ran instead. */
Reason tried_otherwise(const Result& result) {
  Reason reason = result.because.value_or(Reason{"trial-other"});
  reason.values.emplace_back("ranAs", result.ran_as);
  return reason;
}

/** Runs the strategy. If another one ran instead, this one does not work here. */
Availability try_out(const Spec& spec, const std::string& filesystem_type) {
  RunControl control;
  const uint64_t deadline = now_ns() + trial_patience_ns;
  control.on_progress = [&](uint64_t) { control.cancelled = now_ns() > deadline; };
  try {
    const Result result = run(spec, control);
    if (spec.strategy == result.ran_as) return std::nullopt;
    return tried_otherwise(result);
  } catch (const Unsupported& refused) {
    return refused.reason;
  } catch (const SystemError& failed) {
    return explain(spec.strategy, filesystem_type, failed);
  } catch (const Cancelled&) {
    return Reason{"trial-endless", {{"strategy", spec.strategy}}};
  }
}

}  // namespace

StrategyProbes probe_strategies(const TrialGround& ground) {
  StrategyProbes found;
  for (const Strategy* strategy : strategies())
    for (const Route route : all_routes)
      found[strategy->name][static_cast<size_t>(route)] =
          try_out(trial(*strategy, route, ground), ground.filesystem_type);
  return found;
}

}  // namespace iopath
