#include "evidence/sampler.hh"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <string_view>
#include <thread>
#include <unordered_map>

#include <sys/ioctl.h>

#include "evidence/kallsyms.hh"
#include "kernel/perf_event.hh"
#include "evidence/sampler_symbols.hh"

namespace iopath {

namespace {

/** 128 KiB hold some 400 samples; any user may lock 516 KiB per CPU (kernel.perf_event_mlock_kb). */
constexpr size_t ring_pages = 32;
constexpr auto drain_interval = std::chrono::milliseconds(100);

/** The frames that identify copying and waking are near the innermost one; each further frame costs sampling time. */
constexpr uint16_t deepest_frame = 12;

constexpr std::string_view user_leaf = "(user space)";
constexpr std::string_view user_copy_leaf = "memcpy (user space)";
constexpr std::string_view unknown_leaf = "(unknown)";

/** One event per CPU: an event that threads inherit cannot have a ring otherwise (perf_mmap returns EINVAL). */
Fd open_clock(pid_t tid, uint64_t hz, int cpu) {
  perf_event_attr attributes{};
  attributes.type = PERF_TYPE_SOFTWARE;
  attributes.config = PERF_COUNT_SW_CPU_CLOCK;
  attributes.sample_period = 1'000'000'000 / hz;
  attributes.sample_max_stack = deepest_frame;
  attributes.sample_type = PERF_SAMPLE_IP | PERF_SAMPLE_CALLCHAIN;
  attributes.exclude_callchain_user = 1;
  attributes.disabled = 1;
  attributes.inherit = 1;
  return open_perf_event(attributes, tid, cpu);
}

Reason reason_of(int error) {
  const auto refused = [error](const char* code) { return Reason{code, {{"errno", errno_name(error)}}}; };
  if (error == EACCES || error == EPERM) return refused("samples-privileged");
  return refused(error == ENOSYS ? "no-perf-events" : "samples-failed");
}

/** A frame's name and its classification, looked up once per address. */
struct Frame {
  std::string_view name;
  SymbolKind kind;
};

/**
 * Whether a user-space address is inside memcpy. glibc selects a variant per processor and keeps it within 4 KiB of its
 * related functions; a measured thread calls none of those on bulk data.
 */
bool in_user_memcpy(uint64_t address) {
  constexpr uint64_t reach = 4096;
  void* (*const volatile copy)(void*, const void*, size_t) = std::memcpy;
  const auto start = reinterpret_cast<uint64_t>(copy);
  return address >= start && address - start < reach;
}

/** Classifies samples as copying, waking or other. */
class Tally {
 public:
  /** `body`: IP, number of chain entries, chain from the inside out (PERF_CONTEXT_ markers among it). */
  void add(const perf_event_header& header, std::span<const uint64_t> body) {
    if (header.type == PERF_RECORD_LOST && body.size() >= 2) lost_ += body[1];
    if (header.type != PERF_RECORD_SAMPLE || body.size() < 2) return;
    ++samples_;
    if ((header.misc & PERF_RECORD_MISC_CPUMODE_MASK) == PERF_RECORD_MISC_USER)
      add_user(body[0]);
    else
      add_kernel(body[0], body.subspan(2));
  }

  CopyTime result() const {
    CopyTime time;
    time.samples = samples_;
    time.lost = lost_;
    if (samples_ > 0) {
      time.share = static_cast<double>(copying_) / static_cast<double>(samples_);
      time.wake_share = static_cast<double>(waking_) / static_cast<double>(samples_);
    }
    for (const auto& [name, count] : leaves_) time.leaves.push_back({std::string(name), count});
    std::ranges::sort(time.leaves, [](const auto& a, const auto& b) {
      return a.samples != b.samples ? a.samples > b.samples : a.symbol < b.symbol;
    });
    return time;
  }

 private:
  void add_user(uint64_t address) {
    const bool copies = in_user_memcpy(address);
    copying_ += copies;
    ++leaves_[copies ? user_copy_leaf : user_leaf];
  }

  void add_kernel(uint64_t address, std::span<const uint64_t> chain) {
    const Frame leaf = frame(address);
    ++leaves_[leaf.name.empty() ? unknown_leaf : leaf.name];
    bool moves_payload = false, wakes = leaf.kind.wakes, is_caller = true;
    for (const uint64_t entry : chain) {
      if (entry >= static_cast<uint64_t>(PERF_CONTEXT_MAX) || entry == address) continue;
      const SymbolKind kind = frame(entry).kind;
      wakes |= kind.wakes || (is_caller && leaf.kind.is_unlock && kind.wakes_by_tail_call);
      moves_payload |= kind.moves_payload;
      is_caller = false;
    }
    copying_ += leaf.kind.copies || (leaf.kind.is_memcpy && moves_payload);
    waking_ += wakes;
  }

  Frame frame(uint64_t address) {
    const auto [place, is_new] = frames_.try_emplace(address);
    if (is_new) {
      const std::string_view name = Kallsyms::instance().resolve(address);
      place->second = {name, kind_of(name)};
    }
    return place->second;
  }

  std::unordered_map<uint64_t, Frame> frames_;
  std::unordered_map<std::string_view, uint64_t> leaves_;
  uint64_t samples_ = 0, lost_ = 0, copying_ = 0, waking_ = 0;
};

}  // namespace

class Sampler::Session {
 public:
  /** Throws SystemError. */
  Session(pid_t tid, uint64_t hz) {
    const long cpus = ::sysconf(_SC_NPROCESSORS_CONF);
    for (int cpu = 0; cpu < cpus; ++cpu) {
      Fd event = open_clock(tid, hz, cpu);
      if (!event && errno == ENODEV) continue;  // an offline CPU
      if (!event) throw SystemError(errno, "perf_event_open");
      rings_.emplace_back(event.get(), ring_pages);
      events_.push_back(std::move(event));
    }
    for (const Fd& event : events_) check(::ioctl(event.get(), PERF_EVENT_IOC_ENABLE, 0), "ioctl");
    drainer_ = std::jthread([this](std::stop_token stop) { drain_until(stop); });
  }

  CopyTime finish() {
    for (const Fd& event : events_) ::ioctl(event.get(), PERF_EVENT_IOC_DISABLE, 0);
    drainer_.request_stop();
    drainer_.join();
    drain();
    return tally_.result();
  }

 private:
  void drain_until(std::stop_token stop) {
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    while (!stop.stop_requested()) {
      never.wait_for(lock, stop, drain_interval, [] { return false; });
      drain();
    }
  }

  void drain() {
    for (PerfRing& ring : rings_)
      ring.drain([this](const perf_event_header& header, std::span<const uint64_t> body) { tally_.add(header, body); });
  }

  std::vector<Fd> events_;
  std::vector<PerfRing> rings_;
  Tally tally_;
  std::jthread drainer_;
};

Sampler::Sampler() = default;
Sampler::~Sampler() = default;

std::optional<Reason> Sampler::absence() {
  if (!open_clock(0, 1000, 0)) return reason_of(errno);
  if (!Kallsyms::readable())
    return Reason{"symbols-hidden"};
  return std::nullopt;
}

std::optional<Reason> Sampler::start(pid_t tid, uint64_t hz) {
  if (auto why = absence()) return why;
  Kallsyms::instance();  // loads now, because loading during the run would add to its time
  try {
    session_ = std::make_unique<Session>(tid, hz);
  } catch (const SystemError& failed) {
    return reason_of(failed.error);
  }
  return std::nullopt;
}

std::optional<CopyTime> Sampler::stop() {
  if (!session_) return std::nullopt;
  const auto session = std::move(session_);
  return session->finish();
}

}  // namespace iopath
