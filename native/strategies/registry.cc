#include "strategies/registry.hh"

namespace iopath {

// One line for each strategy, in the order in which they are shown.
#define IOPATH_STRATEGIES(strategy) \
  strategy(read_write) \
  strategy(mmap_write) \
  strategy(mmap_mmap) \
  strategy(sendfile_strategy) \
  strategy(splice_strategy) \
  strategy(copy_file_range_strategy) \
  strategy(reflink_strategy) \
  strategy(direct_io) \
  strategy(msg_zerocopy) \
  strategy(vmsplice_strategy) \
  strategy(io_uring) \
  strategy(io_uring_zc) \
  strategy(io_uring_sqpoll) \
  strategy(io_uring_splice)

#define IOPATH_DECLARE(object) extern const Strategy object;
IOPATH_STRATEGIES(IOPATH_DECLARE)

namespace {

#define IOPATH_ADDRESS(object) &object,
constexpr const Strategy* all[] = {IOPATH_STRATEGIES(IOPATH_ADDRESS)};

}  // namespace

std::span<const Strategy* const> strategies() { return all; }

const Strategy* find_strategy(std::string_view name) {
  for (const Strategy* strategy : all)
    if (name == strategy->name) return strategy;
  return nullptr;
}

std::optional<Reason> refusal(const Strategy& strategy, const Spec& spec) {
  const auto because = [&](const char* code) { return Reason{code, {{"strategy", strategy.name}}}; };
  if (!(strategy.routes & bit(spec.route))) return because(strategy.other_routes);
  if (!(strategy.passes & bit(spec.pass))) return because(strategy.other_passes);
  if (spec.follow_bytes > 0 && spec.route == Route::socket_to_file) return because("follow-from-socket");
  if (spec.follow_bytes > 0 && strategy.cannot_follow) return because(strategy.cannot_follow);
  if (strategy.refuses) return strategy.refuses(spec);
  return std::nullopt;
}

}  // namespace iopath
