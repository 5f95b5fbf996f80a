// The seccomp filter of a started program: the calls of calls.hh stop for the tracer, all others run at full speed.
#pragma once

#include <cstdint>

namespace iopath::trace {

/**
 * Installs the filter on the calling thread; children and exec inherit it. Calls that ask for fewer than `min_bytes` run
 * untraced; calls with an array of buffers always stop, because a filter cannot read memory. Without CAP_SYS_ADMIN the
 * kernel demands no_new_privs, which is then set. Returns 0 or an errno. Needs Linux 4.8, whose seccomp stop comes behind
 * the entry of the call.
 */
int install_filter(uint64_t min_bytes);

}  // namespace iopath::trace
