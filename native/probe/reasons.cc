#include "probe/probe.hh"

#include <fstream>
#include <string_view>

namespace iopath {

namespace {

Absence io_uring_refused() {
  int disabled = 0;
  std::ifstream("/proc/sys/kernel/io_uring_disabled") >> disabled;
  if (disabled == 2)
    return {"io_uring is switched off for everyone on this machine (kernel.io_uring_disabled = 2).",
            "Run `sudo sysctl kernel.io_uring_disabled=0`, where the machine's owner agrees."};
  if (disabled == 1)
    return {"io_uring is open to privileged users only on this machine (kernel.io_uring_disabled = 1).",
            "Run as root, join the group of kernel.io_uring_group, or run `sudo sysctl kernel.io_uring_disabled=0`."};
  return {"io_uring is forbidden to this process (EPERM), most likely by a container's seccomp filter.",
          "Run outside the container, or with a seccomp profile that allows io_uring_setup, _enter and _register."};
}

Absence locked_memory(const std::string& strategy) {
  return {strategy + " pins memory, and this user may not lock as much (ENOMEM).",
          "Raise the limit (`ulimit -l`, LimitMEMLOCK= of systemd), or run as root."};
}

bool is_any_of(int error, std::initializer_list<int> errors) {
  for (const int each : errors)
    if (each == error) return true;
  return false;
}

/** A reason that only io_uring's calls have. */
std::optional<Absence> explain_uring(const std::string& strategy, const SystemError& failed) {
  const std::string_view call = failed.call;
  if (!call.starts_with("io_uring")) return std::nullopt;
  if (failed.error == EPERM || failed.error == EACCES) return io_uring_refused();
  if (failed.error == ENOMEM) return locked_memory(strategy);
  if (failed.error == ENOSYS)
    return Absence{"There is no io_uring here: the kernel is older than 5.4, was built without it, or a filter "
                   "hides it (ENOSYS).",
                   "Use Linux 5.4 or newer with CONFIG_IO_URING."};
  if (failed.error == EINVAL || failed.error == EOPNOTSUPP)
    return Absence{"This kernel's io_uring lacks what " + strategy + " needs (" + call.data() + ": " +
                       errno_name(failed.error) + ").",
                   strategy == "io-uring-zc" ? "Use Linux 6.0 or newer, which has SEND_ZC."
                                             : "Use Linux 5.12 or newer."};
  return std::nullopt;
}

/** Reasons that lie in the filesystem. */
std::optional<Absence> explain_filesystem(const std::string& strategy, const std::string& filesystem,
                                          const SystemError& failed) {
  const int error = failed.error;
  if (failed.call == std::string_view("mmap") && error == ENODEV)
    return Absence{filesystem + " does not let its files be mapped (mmap: ENODEV).",
                   "Use a file on a disk's filesystem such as ext4, xfs or btrfs."};
  if (strategy == "reflink" && is_any_of(error, {EOPNOTSUPP, ENOTTY, EINVAL, EXDEV, ENOSYS}))
    return Absence{filesystem + " has no copy-on-write clones (FICLONE: " + errno_name(error) + ").",
                   "Use a filesystem that has: btrfs, bcachefs, or xfs made with reflink=1."};
  if (strategy == "direct-io" && is_any_of(error, {EINVAL, EOPNOTSUPP}))
    return Absence{filesystem + " does not let programs bypass the page cache (O_DIRECT: " + errno_name(error) + ").",
                   "Use a file on a disk's filesystem such as ext4, xfs or btrfs."};
  return std::nullopt;
}

std::optional<Absence> explain_zero_copy(const std::string& strategy, const SystemError& failed) {
  if (strategy != "msg-zerocopy") return std::nullopt;
  if (is_any_of(failed.error, {ENOPROTOOPT, EOPNOTSUPP, EINVAL}))
    return Absence{"This kind of socket has no zero-copy send (" + std::string(failed.call) + ": " +
                       errno_name(failed.error) + ").",
                   "Use TCP on Linux 4.14 or newer."};
  if (failed.error == ENOBUFS)
    return Absence{"The kernel has no room to announce finished zero-copy sends (ENOBUFS).",
                   "Raise it: `sudo sysctl net.core.optmem_max=1048576`; also check `ulimit -l`."};
  return std::nullopt;
}

/** Reasons that lie in the loopback interface. */
std::optional<Absence> explain_loopback(const SystemError& failed) {
  const std::string_view call = failed.call;
  if ((call != "connect" && call != "bind") || !is_any_of(failed.error, {ENETUNREACH, EADDRNOTAVAIL})) return std::nullopt;
  return Absence{"No TCP connection reaches this machine itself, because the loopback interface is down (" +
                     std::string(call) + ": " + errno_name(failed.error) + ").",
                 "Bring it up (`ip link set lo up`), or choose Unix sockets (`--socket unix`)."};
}

/** Reasons why an output can't be written. */
std::optional<Absence> explain_output(const SystemError& failed) {
  const std::string what = std::string(failed.call) + ": " + errno_name(failed.error);
  if (failed.error == EFBIG)
    return Absence{"This process may not write files that large (" + what + ").",
                   "Raise the limit with `ulimit -f unlimited`."};
  if (is_any_of(failed.error, {ENOSPC, EDQUOT}))
    return Absence{"This route writes a file, and the filesystem or your quota is full (" + what + ").",
                   "Free some space there, or choose a route to a socket or a pipe."};
  if (failed.call == std::string_view("openat") && is_any_of(failed.error, {EROFS, EACCES, EPERM, ENOENT}))
    return Absence{"This route writes a file, and none can be made in " + failed.path + " (" + what + ").",
                   "Name a file in a folder you may write to, or choose a route to a socket or a pipe."};
  return std::nullopt;
}

Absence explain_general(const std::string& strategy, const SystemError& failed) {
  const std::string what = std::string(failed.call) + ": " + errno_name(failed.error);
  if (failed.error == ENOSYS || failed.error == EPERM)
    return {"The kernel, or a seccomp filter around this process, does not offer " + strategy + " (" + what + ").",
            "Use a newer kernel, or run outside the sandbox."};
  if (is_any_of(failed.error, {ENOMEM, EMFILE, ENFILE, EAGAIN}))
    return {"There was too little room to try " + strategy + " (" + what + ").",
            "Free memory, threads (`ulimit -u`) or file descriptors (`ulimit -n`) and try again."};
  const std::string detail = failed.detail.empty() ? "" : ": " + failed.detail;
  return {strategy + " was tried here and failed (" + what + ")" + detail + ".",
          "Choose another strategy; the others do not depend on this one."};
}

}  // namespace

Absence explain(const std::string& strategy, const std::string& filesystem_type, const SystemError& failed) {
  if (const auto uring = explain_uring(strategy, failed)) return *uring;
  if (const auto filesystem = explain_filesystem(strategy, filesystem_type, failed)) return *filesystem;
  if (const auto zero_copy = explain_zero_copy(strategy, failed)) return *zero_copy;
  if (const auto loopback = explain_loopback(failed)) return *loopback;
  if (const auto output = explain_output(failed)) return *output;
  return explain_general(strategy, failed);
}

}  // namespace iopath
