#include "strategies/registry.hh"

namespace iopath {

extern const Strategy read_write;
extern const Strategy mmap_write;
extern const Strategy mmap_mmap;
extern const Strategy sendfile_strategy;
extern const Strategy splice_strategy;
extern const Strategy copy_file_range_strategy;
extern const Strategy reflink_strategy;
extern const Strategy direct_io;
extern const Strategy msg_zerocopy;
extern const Strategy vmsplice_strategy;
extern const Strategy io_uring;
extern const Strategy io_uring_zc;
extern const Strategy io_uring_sqpoll;

namespace {

constexpr const Strategy* all[] = {
    &read_write,
    &mmap_write,
    &mmap_mmap,
    &sendfile_strategy,
    &splice_strategy,
    &copy_file_range_strategy,
    &reflink_strategy,
    &direct_io,
    &msg_zerocopy,
    &vmsplice_strategy,
    &io_uring,
    &io_uring_zc,
    &io_uring_sqpoll,
};

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
