#include "probe/probe.hh"

#include <fstream>

#include "evidence/hardware_counters.hh"
#include "kernel/perf_event.hh"
#include "evidence/sampler.hh"

namespace iopath {

namespace {

const char* const allow_perf =
    "Run `sudo sysctl kernel.perf_event_paranoid=1`, or run as root, or give the process CAP_PERFMON.";

/** CPU time and context switches come from getrusage, which every kernel has; the device's bytes from /proc. */
Availability kernel_accounting() {
  std::ifstream io("/proc/self/io");
  for (std::string key, value; io >> key >> value;)
    if (key == "read_bytes:") return std::nullopt;
  return Absence{"CPU time and context switches are told, but not the bytes the device delivered: /proc/self/io "
                 "can't be read.",
                 "Use a kernel built with CONFIG_TASK_IO_ACCOUNTING, with /proc mounted."};
}

std::optional<uint64_t> tracepoint_id(const char* tracefs) {
  std::ifstream file(std::string(tracefs) + "/events/raw_syscalls/sys_enter/id");
  uint64_t id;
  return file >> id ? std::optional(id) : std::nullopt;
}

/** Counting tracepoints is how an outside tool checks our syscall counts. */
Availability tracepoints() {
  auto id = tracepoint_id("/sys/kernel/tracing");
  if (!id) id = tracepoint_id("/sys/kernel/debug/tracing");
  if (!id)
    return Absence{"The kernel's tracepoints can't be read: tracefs is not mounted, or not for this user.",
                   "Run as root after `sudo mount -t tracefs nodev /sys/kernel/tracing`."};
  perf_event_attr attributes{};
  attributes.type = PERF_TYPE_TRACEPOINT;
  attributes.config = *id;
  if (open_perf_event(attributes, 0)) return std::nullopt;
  return Absence{"The kernel does not let this user count tracepoints (perf_event_open: " + errno_name(errno) + ").",
                 allow_perf};
}

}  // namespace

std::map<std::string, Availability> probe_evidence() {
  return {
      {"counted", std::nullopt},
      {"kernel", kernel_accounting()},
      {"sampled", Sampler::absence()},
      {"tracepoints", tracepoints()},
      {"hardware-counters", HardwareCounters::absence()},
  };
}

}  // namespace iopath
