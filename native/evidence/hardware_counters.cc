#include "evidence/hardware_counters.hh"

#include "kernel/perf_event.hh"

namespace iopath {

namespace {

constexpr std::array<uint64_t, 3> kinds{PERF_COUNT_HW_CPU_CYCLES, PERF_COUNT_HW_INSTRUCTIONS,
                                        PERF_COUNT_HW_CACHE_MISSES};

Fd open_counter(uint64_t kind, pid_t tid) {
  perf_event_attr attributes{};
  attributes.type = PERF_TYPE_HARDWARE;
  attributes.config = kind;
  attributes.read_format = PERF_FORMAT_TOTAL_TIME_ENABLED | PERF_FORMAT_TOTAL_TIME_RUNNING;
  attributes.inherit = 1;
  attributes.exclude_hv = 1;
  return open_perf_event(attributes, tid);
}

Reason reason_of(int error) {
  const bool privileged = error == EACCES || error == EPERM;
  return {privileged ? "counters-privileged" : "no-hardware-counters", {{"errno", errno_name(error)}}};
}

/** The count, scaled up if the counter was multiplexed with others for part of the time. */
std::optional<uint64_t> read_counter(const Fd& event) {
  struct {
    uint64_t value, enabled, running;
  } read{};
  if (::read(event.get(), &read, sizeof read) != sizeof read || read.running == 0) return std::nullopt;
  const double share = static_cast<double>(read.enabled) / static_cast<double>(read.running);
  return static_cast<uint64_t>(static_cast<double>(read.value) * share);
}

}  // namespace

std::optional<Reason> HardwareCounters::start(pid_t tid) {
  for (size_t i = 0; i < kinds.size(); ++i) {
    events_[i] = open_counter(kinds[i], tid);
    // Some processors do not count cache misses, which are optional; without cycles there is no result.
    if (!events_[i] && i < 2) {
      const int error = errno;
      events_ = {};
      return reason_of(error);
    }
  }
  return std::nullopt;
}

std::optional<HardwareCounts> HardwareCounters::stop() {
  if (!events_[0]) return std::nullopt;
  const auto cycles = read_counter(events_[0]), instructions = read_counter(events_[1]);
  const auto misses = events_[2] ? read_counter(events_[2]) : std::nullopt;
  events_ = {};
  if (!cycles || !instructions) return std::nullopt;
  return HardwareCounts{*cycles, *instructions, misses};
}

}  // namespace iopath
