#include "probe/probe.hh"

#include <fstream>

#include "evidence/hardware_counters.hh"
#include "kernel/perf_event.hh"
#include "evidence/sampler.hh"

namespace iopath {

namespace {

/** CPU time and context switches come from getrusage, which every kernel has; the device's bytes come from /proc. */
Availability kernel_accounting() {
  std::ifstream io("/proc/self/io");
  for (std::string key, value; io >> key >> value;)
    if (key == "read_bytes:") return std::nullopt;
  return Reason{"device-bytes-untold"};
}

std::optional<uint64_t> tracepoint_id(const char* tracefs) {
  std::ifstream file(std::string(tracefs) + "/events/raw_syscalls/sys_enter/id");
  uint64_t id;
  return file >> id ? std::optional(id) : std::nullopt;
}

/** Tracepoint counts, by which an external tool can check our syscall counts. */
Availability tracepoints() {
  auto id = tracepoint_id("/sys/kernel/tracing");
  if (!id) id = tracepoint_id("/sys/kernel/debug/tracing");
  if (!id)
    return Reason{"tracepoints-unreadable"};
  perf_event_attr attributes{};
  attributes.type = PERF_TYPE_TRACEPOINT;
  attributes.config = *id;
  if (open_perf_event(attributes, 0)) return std::nullopt;
  return Reason{"tracepoints-privileged", {{"errno", errno_name(errno)}}};
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
