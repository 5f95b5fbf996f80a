// Watches a running process. By ptrace in windows: no filter can be given to it, so each of its calls stops meanwhile. By the
// BPF program all the time: it stops nothing.
#pragma once

#include <cstdint>
#include <functional>

#include "trace/result.hh"

namespace iopath::trace {

struct Watch {
  pid_t pid;
  /** From the first window to the last. */
  uint64_t seconds;
};

/**
 * A quarter of each second is traced, then the process runs free; the first window begins at once. Ends after
 * `watch.seconds`, when the process is gone, or when `stop` answers true. The process is left running, on its CPUs.
 */
StartFailure watch(Tracer& tracer, const Watch& watch, Session& session, const std::function<bool()>& stop);

/** Takes all calls of the process, not of its children, until `watch.seconds` are over, it is gone, or `stop` answers true. */
StartFailure watch_calls(Tracer& tracer, KernelCalls& calls, const Watch& watch, Session& session,
                         const std::function<bool()>& stop);

}  // namespace iopath::trace
