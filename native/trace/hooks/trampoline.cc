#include "trace/hooks/trampoline.hh"

#include <algorithm>
#include <cstring>

namespace iopath::trace {
namespace {

constexpr uint64_t page = 4096, long_jump = 5;
constexpr uint8_t trap = 0xcc;
/** As far as a jump reaches, with room to spare. */
constexpr uint64_t near = 1ull << 30;
/** Kept free above a program, for its heap; and what the kernel keeps free at address 0 (vm.mmap_min_addr). */
constexpr uint64_t heap = 256 << 20, lowest = 0x10000;

void put_distance(uint8_t* at, uint64_t from, uint64_t to) {
  const auto distance = static_cast<int32_t>(static_cast<int64_t>(to - from));
  std::memcpy(at, &distance, sizeof distance);
}

/** A distance of `units` times 64 KiB and the byte of the trap. */
uint64_t place_of(uint64_t site, int64_t units, uint64_t low) {
  return site + long_jump + static_cast<uint64_t>(units * 0x10000) + (uint64_t{trap} << 8) + low;
}

/** Sites may lie closer than trampolines: of many that do, some get none, which is 0. */
std::vector<uint64_t> places_of(const std::vector<uint64_t>& sites, int64_t units) {
  std::vector<uint64_t> places;
  uint64_t free = 0;
  for (const uint64_t site : sites) {
    const uint64_t first = place_of(site, units, 0), place = std::max(first, free);
    places.push_back(place - first <= 0xff ? place : 0);
    if (places.back() != 0) free = place + trampoline_bytes;
  }
  return places;
}

/** The smallest number of units by which all places lie at `start` or behind it. */
int64_t units_from(uint64_t site, uint64_t start) {
  const auto distance = static_cast<int64_t>(start - place_of(site, 0, 0));
  return distance >= 0 ? (distance + 0xffff) / 0x10000 : distance / 0x10000;
}

/** Gaps near the sites: below them, the highest first, then above, behind where a heap grows. */
std::vector<Range> gaps_near(const Range& sites, const std::vector<Range>& taken) {
  std::vector<Range> below, above;
  uint64_t stop = lowest;
  for (const Range& one : taken) {
    if (one.start > stop && one.start < sites.stop) below.push_back({std::max(stop, sites.start - std::min(sites.start, near)), one.start});
    if (one.start > stop && stop >= sites.stop) above.push_back({std::max(stop, sites.stop + heap), std::min(one.start, sites.start + near)});
    stop = std::max(stop, one.stop);
  }
  std::reverse(below.begin(), below.end());
  below.insert(below.end(), above.begin(), above.end());
  std::erase_if(below, [](const Range& one) { return one.start >= one.stop; });
  return below;
}

}  // namespace

TrampolinePlan plan_trampolines(const std::vector<uint64_t>& sites, const std::vector<Range>& taken) {
  if (sites.empty()) return {};
  for (const Range& gap : gaps_near({sites.front(), sites.back() + call_site_bytes}, taken)) {
    const uint64_t needed = sites.back() - sites.front() + 0x10000 + 2 * page;
    if (gap.stop - gap.start < needed + 2 * page) continue;
    // The end of a gap, not its start, which something below may grow into; the last page stays free.
    std::vector<uint64_t> places = places_of(sites, units_from(sites.front(), gap.stop - needed - page));
    const uint64_t last = *std::max_element(places.begin(), places.end());
    const Range memory{places.front() / page * page, (last + trampoline_bytes + page - 1) / page * page};
    if (memory.start >= gap.start && memory.stop <= gap.stop) return {memory, std::move(places)};
  }
  return {};
}

SiteCode site_patch(uint64_t site, uint64_t trampoline) {
  // jmp; nop of three bytes
  SiteCode patch{0xe9, 0, 0, 0, 0, 0x0f, 0x1f, 0x00};
  put_distance(&patch[1], site + long_jump, trampoline);
  return patch;
}

std::array<uint8_t, trampoline_bytes> trampoline_code(uint64_t trampoline, uint64_t site, const SiteCode& code, uint64_t entry) {
  std::array<uint8_t, trampoline_bytes> bytes = {
      0x48, 0xb9, 0, 0, 0, 0, 0, 0, 0, 0,  // mov rcx, entry
      0x4c, 0x8d, 0x1d, 2, 0, 0, 0,        // lea r11, [the call below]
      0xff, 0xe1,                          // jmp rcx
  };
  std::memcpy(&bytes[2], &entry, sizeof entry);
  std::copy(code.begin(), code.end(), &bytes[trampoline_call]);
  constexpr uint64_t back = trampoline_call + call_site_bytes;
  bytes[back] = 0xe9;
  put_distance(&bytes[back + 1], trampoline + back + long_jump, site + call_site_bytes);
  return bytes;
}

}  // namespace iopath::trace
