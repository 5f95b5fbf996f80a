// The tracer's output: lines of JSON. The schema is in src/worker/tracerProtocol.ts.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "trace/kernel_calls.hh"
#include "trace/placement.hh"
#include "trace/start.hh"
#include "trace/tracer.hh"

namespace iopath::trace {

/** How the trace went, besides what the tracer found. */
struct Session {
  /** Wall time of the trace; in windows, of the windows alone. */
  uint64_t traced_ns = 0;
  /** Wall time from the first window to the last; the same as `traced_ns` for a started program. */
  uint64_t total_ns = 0;
  uint64_t windows = 1;
  /** What the kernel counted for the process within the windows, and from the first to the last. */
  uint64_t window_bytes = 0, total_bytes = 0;
  uint64_t min_bytes = 0;
  const char* engine = "ptrace";
  /** Why the BPF engine did not run where it was asked for or allowed; error 0 where it ran or was not. */
  StartFailure no_bpf{"", 0};
  Lost lost;
  /** Nanoseconds that a call cost which hooks counted; 0: there was none, or it could not be measured. */
  uint64_t counted_call_ns = 0;
  /** Processes that the program left behind and that had to be ended. */
  uint64_t ended_processes = 0;
};

std::string result_line(const Tracer& tracer, const Placement& placement, const Session& session);
/** A problem to show to a person; `about` is the command or the process. */
std::string failure_line(const StartFailure& failure, const std::string& about, pid_t pid);
/** The program ended; `remaining` processes that it started still run. */
std::string ended_line(const Ending& ending, size_t remaining);

}  // namespace iopath::trace
