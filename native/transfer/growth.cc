#include "transfer/growth.hh"

#include <algorithm>
#include <ctime>
#include <vector>

#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/stat.h>

#include "transfer/output.hh"
#include "evidence/residency.hh"

namespace iopath {

namespace {

/** How often the writer checks whether the follower has caught up. */
constexpr timespec glance{.tv_sec = 0, .tv_nsec = 20'000};

void read_all(const Fd& fd, const FileRange& range, uint64_t offset, std::byte* data, size_t length) {
  for (size_t done = 0; done < length;) {
    const ssize_t n = pread(fd.get(), data + done, length - done, static_cast<off_t>(offset + done));
    if (n < 0 && errno == EINTR) continue;
    if (check(n, "pread64", range.path) == 0) throw SystemError(ENODATA, "pread64", range.path, shrunk);
    done += static_cast<size_t>(n);
  }
}

void await_caught_up(const std::atomic<uint64_t>& moved, uint64_t grown, const std::atomic<bool>& stop) {
  while (moved.load(std::memory_order_acquire) < grown) {
    if (stop.load(std::memory_order_relaxed)) throw Cancelled{};
    nanosleep(&glance, nullptr);
  }
}

}  // namespace

Growth::Growth(const Spec& spec, uint64_t bytes)
    : spec_(spec), bytes_(bytes), log_(make_output(spec.output_directory, bytes)),
      bell_(check(eventfd(0, EFD_CLOEXEC), "eventfd2")) {}

Spec Growth::followed() const {
  Spec spec = spec_;
  spec.files = {{.path = "/proc/self/fd/" + std::to_string(log_.get()),
                 .offset = 0,
                 .length = bytes_,
                 .name = spec_.output_directory + "/(growing log)"}};
  return spec;
}

void Growth::write(const std::atomic<uint64_t>& moved, const std::atomic<bool>& stop) {
  prctl(PR_SET_TIMERSLACK, 1ul);  // by default each sleep ends 50 µs late (man 2 prctl)
  std::vector<std::byte> record(spec_.follow_bytes);
  size_t held = 0;
  const auto append_held = [&] {
    await_caught_up(moved, grown_.load(std::memory_order_relaxed), stop);
    append(record.data(), std::exchange(held, 0));
  };
  for (const FileRange& range : spec_.files) {
    struct stat info;
    const Fd fd = open_regular(range.path, info);
    for (uint64_t done = 0; done < range.length;) {
      const size_t n = std::min<uint64_t>(record.size() - held, range.length - done);
      read_all(fd, range, range.offset + done, record.data() + held, n);
      done += n;
      held += n;
      if (held == record.size()) append_held();
    }
  }
  if (held > 0) append_held();
}

void Growth::append(const std::byte* record, size_t bytes) {
  for (size_t done = 0; done < bytes;) {
    const ssize_t n = ::write(log_.get(), record + done, bytes - done);
    if (n < 0 && errno == EINTR) continue;
    done += static_cast<size_t>(check(n, "write", spec_.output_directory));
  }
  grown_.fetch_add(bytes);
  if (sleeps_.exchange(false)) wake_follower();
}

void Growth::wake_follower() {
  const uint64_t one = 1;
  while (::write(bell_.get(), &one, sizeof one) < 0)
    if (errno != EINTR) throw SystemError(errno, "write", "eventfd");
}

}  // namespace iopath
