// What a call costs that the hook makes and counts, beside the bare call.
#pragma once

#include <cstdint>

namespace iopath::trace {

/**
 * Nanoseconds that the filter (`min_bytes`: see install_filter()) and the hook add to a read or write of a counted loop: measured by a
 * child that makes such calls both ways, some milliseconds. 0: it could not be measured.
 */
uint64_t counted_call_ns(uint64_t min_bytes);

}  // namespace iopath::trace
