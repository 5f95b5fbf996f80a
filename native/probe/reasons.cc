#include "probe/probe.hh"

#include <fstream>
#include <string_view>

namespace iopath {

namespace {

Reason io_uring_refused() {
  int disabled = 0;
  std::ifstream("/proc/sys/kernel/io_uring_disabled") >> disabled;
  if (disabled == 2) return {"uring-off-for-all"};
  if (disabled == 1) return {"uring-privileged-only"};
  return {"uring-forbidden"};
}

/** The kernel's error as a message's arguments. */
Reason answered(const char* code, const SystemError& failed, std::vector<std::pair<const char*, std::string>> more = {}) {
  more.insert(more.end(), {{"call", failed.call}, {"errno", errno_name(failed.error)}});
  return {code, std::move(more)};
}

bool is_any_of(int error, std::initializer_list<int> errors) {
  for (const int each : errors)
    if (each == error) return true;
  return false;
}

/** A reason specific to io_uring's calls. */
std::optional<Reason> explain_uring(const std::string& strategy, const SystemError& failed) {
  if (!std::string_view(failed.call).starts_with("io_uring")) return std::nullopt;
  if (failed.error == EPERM || failed.error == EACCES) return io_uring_refused();
  if (failed.error == ENOMEM) return Reason{"locked-memory", {{"strategy", strategy}}};
  if (failed.error == ENOSYS) return Reason{"uring-missing"};
  if (failed.error == EINVAL || failed.error == EOPNOTSUPP)
    return answered(strategy == "io-uring-zc" ? "uring-without-send-zc" : "uring-too-old", failed, {{"strategy", strategy}});
  return std::nullopt;
}

/** Reasons due to the filesystem. */
std::optional<Reason> explain_filesystem(const std::string& strategy, const std::string& filesystem,
                                         const SystemError& failed) {
  const int error = failed.error;
  if (failed.call == std::string_view("mmap") && error == ENODEV)
    return Reason{"filesystem-not-mappable", {{"filesystem", filesystem}}};
  if (strategy == "reflink" && is_any_of(error, {EOPNOTSUPP, ENOTTY, EINVAL, EXDEV, ENOSYS}))
    return answered("filesystem-without-clones", failed, {{"filesystem", filesystem}});
  if (strategy == "direct-io" && is_any_of(error, {EINVAL, EOPNOTSUPP}))
    return answered("filesystem-without-direct", failed, {{"filesystem", filesystem}});
  return std::nullopt;
}

std::optional<Reason> explain_zero_copy(const std::string& strategy, const SystemError& failed) {
  if (strategy != "msg-zerocopy") return std::nullopt;
  if (is_any_of(failed.error, {ENOPROTOOPT, EOPNOTSUPP, EINVAL})) return answered("socket-without-zero-copy", failed);
  if (failed.error == ENOBUFS) return Reason{"zero-copy-no-room"};
  return std::nullopt;
}

/** Reasons due to the loopback interface. */
std::optional<Reason> explain_loopback(const SystemError& failed) {
  const std::string_view call = failed.call;
  if ((call != "connect" && call != "bind") || !is_any_of(failed.error, {ENETUNREACH, EADDRNOTAVAIL})) return std::nullopt;
  return answered("loopback-down", failed);
}

/** Reasons why an output can't be written. */
std::optional<Reason> explain_output(const SystemError& failed) {
  if (failed.error == EFBIG) return answered("output-too-large", failed);
  if (is_any_of(failed.error, {ENOSPC, EDQUOT})) return answered("output-no-space", failed);
  if (failed.call == std::string_view("openat") && is_any_of(failed.error, {EROFS, EACCES, EPERM, ENOENT}))
    return answered("output-not-creatable", failed, {{"folder", failed.path}});
  return std::nullopt;
}

Reason explain_general(const std::string& strategy, const SystemError& failed) {
  if (failed.error == ENOSYS || failed.error == EPERM) return answered("call-not-offered", failed, {{"strategy", strategy}});
  if (is_any_of(failed.error, {ENOMEM, EMFILE, ENFILE, EAGAIN}))
    return answered("no-room-to-try", failed, {{"strategy", strategy}});
  return answered("trial-failed", failed, {{"strategy", strategy}, {"detail", failed.detail}});
}

}  // namespace

Reason explain(const std::string& strategy, const std::string& filesystem_type, const SystemError& failed) {
  if (const auto uring = explain_uring(strategy, failed)) return *uring;
  if (const auto filesystem = explain_filesystem(strategy, filesystem_type, failed)) return *filesystem;
  if (const auto zero_copy = explain_zero_copy(strategy, failed)) return *zero_copy;
  if (const auto loopback = explain_loopback(failed)) return *loopback;
  if (const auto output = explain_output(failed)) return *output;
  return explain_general(strategy, failed);
}

}  // namespace iopath
