#include "evidence/helper_time.hh"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <string>
#include <system_error>

namespace iopath {

namespace {

uint64_t read_clock(clockid_t clock, uint64_t otherwise) {
  timespec time;
  if (clock_gettime(clock, &time) != 0) return otherwise;  // the thread has ended
  return static_cast<uint64_t>(time.tv_sec) * 1'000'000'000 + static_cast<uint64_t>(time.tv_nsec);
}

/** The kernel's encoding of a thread's own CPU clock (clock_getcpuclockid(3), include/linux/posix-timers_types.h). */
constexpr clockid_t clock_of_thread(int tid) { return static_cast<clockid_t>(~static_cast<unsigned>(tid) << 3 | 6u); }

}  // namespace

void HelperTime::start() {
  known_.clear();
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/task", ignored)) {
    const std::string name = entry.path().filename();
    int tid = 0;
    if (std::from_chars(name.data(), name.data() + name.size(), tid).ec == std::errc{})
      known_.push_back({clock_of_thread(tid), 0});
  }
  // Read close together and in the order of stop(), so that a spinning receiver is not taken for a helper.
  for (Known& thread : known_) thread.ns = read_clock(thread.clock, 0);
  process_ns_ = read_clock(CLOCK_PROCESS_CPUTIME_ID, 0);
}

void HelperTime::stop() {
  uint64_t own_ns = 0;
  for (const Known& thread : known_) own_ns += read_clock(thread.clock, thread.ns) - thread.ns;
  const uint64_t all_ns = read_clock(CLOCK_PROCESS_CPUTIME_ID, process_ns_) - process_ns_;
  spent_ns_ = all_ns - std::min(all_ns, own_ns);
}

}  // namespace iopath
