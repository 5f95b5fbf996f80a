#include "kernel/perf_event.hh"

#include <algorithm>
#include <cstring>

namespace iopath {

void PerfRing::copy_out(uint64_t from, void* to, size_t bytes) const {
  const size_t ring_bytes = mapping_.size() - page_size();
  const std::byte* const ring = mapping_.data() + page_size();
  const size_t at = from % ring_bytes;
  const size_t first = std::min(bytes, ring_bytes - at);
  std::memcpy(to, ring + at, first);
  std::memcpy(static_cast<std::byte*>(to) + first, ring, bytes - first);
}

}  // namespace iopath
