// The jump of a call site, the trampoline that it leads to, and where that lies. Computes only.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "trace/hooks/call_sites.hh"

namespace iopath::trace {

struct Range {
  uint64_t start, stop;
};

using SiteCode = std::array<uint8_t, call_site_bytes>;

inline constexpr uint64_t trampoline_bytes = 32;
/** Of a trampoline: where it makes the call itself, and where it goes on behind it. */
inline constexpr uint64_t trampoline_call = 19, trampoline_called = trampoline_call + call_bytes;

/** Places of trampolines, one for each site or 0, and the pages that they need. None where there is no room near the sites. */
struct TrampolinePlan {
  Range memory{0, 0};
  std::vector<uint64_t> places;
};

/**
 * `taken` are all mappings, in order. The second byte of each jump's distance is that of int3: a thread that returns behind the `syscall`
 * of its site, after a signal, traps there and is moved on (Injection::settle).
 */
TrampolinePlan plan_trampolines(const std::vector<uint64_t>& sites, const std::vector<Range>& taken);

SiteCode site_patch(uint64_t site, uint64_t trampoline);
std::array<uint8_t, trampoline_bytes> trampoline_code(uint64_t trampoline, uint64_t site, const SiteCode& code, uint64_t entry);

}  // namespace iopath::trace
