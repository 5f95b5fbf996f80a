#include "trace/relays.hh"

#include <algorithm>

namespace iopath::trace {
namespace {

std::string key_of(const Who& who, const End& from, const End& to, const char* syscall = "") {
  return std::to_string(who.pid) + '\0' + who.name + '\0' + from.kind + '\0' + from.name + '\0' + to.kind + '\0' +
         to.name + '\0' + syscall;
}

End nameless(const End& end) { return {end.kind, ""}; }
Who nameless(const Who& who) { return {0, who.name}; }

/** Those of the rows that stay: the larger half. */
template <typename Row>
uint64_t median_bytes(const std::unordered_map<std::string, Row>& rows) {
  std::vector<uint64_t> sizes;
  for (const auto& [key, row] : rows) sizes.push_back(row.bytes);
  const auto middle = sizes.begin() + static_cast<ptrdiff_t>(sizes.size() / 2);
  std::nth_element(sizes.begin(), middle, sizes.end());
  return *middle;
}

void merge(Relay& into, const Relay& one) {
  into.first_ns = into.bytes == 0 ? one.first_ns : std::min(into.first_ns, one.first_ns);
  into.last_ns = std::max(into.last_ns, one.last_ns);
  into.bytes += one.bytes;
  into.reads += one.reads;
  into.writes += one.writes;
  into.compared += one.compared;
  for (const pid_t thread : one.threads)
    if (into.threads.size() < Findings::most_threads) into.threads.insert(thread);
  for (const auto& [site, bytes] : one.sites)
    if (into.sites.size() < Findings::most_sites || into.sites.contains(site)) into.sites[site] += bytes;
}

}  // namespace

Relay& Findings::row_of(const Relayed& part) {
  if (last_.row && last_.pid == part.who.pid && last_.from == part.from && last_.to == part.to) return *last_.row;
  const auto [found, made] = relays_.try_emplace(key_of(part.who, *part.from, *part.to));
  Relay& row = found->second;
  if (made) {
    row.who = part.who;
    row.from = *part.from;
    row.to = *part.to;
    row.first_ns = part.first_ns;
  }
  last_ = {part.who.pid, part.from, part.to, &row};
  return row;
}

void Findings::add(const Relayed& part) {
  Relay& row = row_of(part);
  row.bytes += part.bytes;
  row.compared += part.compared;
  row.reads += part.reads;
  row.writes += part.writes;
  row.first_ns = std::min(row.first_ns, part.first_ns);
  row.last_ns = std::max(row.last_ns, part.last_ns);
  if (row.threads.size() < most_threads) row.threads.insert(part.thread);
  if (row.sites.size() < most_sites || row.sites.contains(part.site)) row.sites[part.site] += part.bytes;
  if (relays_.size() > most_rows) fold_relays();
}

void Findings::fold_relays() {
  const uint64_t limit = median_bytes(relays_);
  std::unordered_map<std::string, Relay> kept;
  for (auto& [key, row] : relays_) {
    const bool folded = row.from.name.empty() && row.to.name.empty();
    if (folded || row.bytes > limit) {
      const auto [found, made] = kept.try_emplace(key, row);
      if (!made) merge(found->second, row);
      continue;
    }
    ++folded_;
    const Who who = nameless(row.who);
    const End from = nameless(row.from), to = nameless(row.to);
    Relay& into = kept[key_of(who, from, to)];
    into.who = who;
    into.from = from;
    into.to = to;
    merge(into, row);
  }
  relays_.swap(kept);
  last_ = {};
}

void Findings::add_move(const Who& who, const char* syscall, const EndPointer& from, const EndPointer& to,
                        uint64_t bytes) {
  const auto [found, made] = moves_.try_emplace(key_of(who, *from, *to, syscall));
  Move& row = found->second;
  if (made) row = {who, syscall, *from, *to};
  row.bytes += bytes;
  row.calls += 1;
  if (moves_.size() > most_rows) fold_moves();
}

void Findings::fold_moves() {
  const uint64_t limit = median_bytes(moves_);
  std::unordered_map<std::string, Move> kept;
  for (const auto& [key, row] : moves_) {
    const bool small = row.bytes <= limit && !(row.from.name.empty() && row.to.name.empty());
    folded_ += small;
    const Move named = small ? Move{nameless(row.who), row.syscall, nameless(row.from), nameless(row.to)} : row;
    const auto [found, made] = kept.try_emplace(key_of(named.who, named.from, named.to, named.syscall), named);
    if (!made || small) {
      found->second.bytes += row.bytes;
      found->second.calls += row.calls;
    }
  }
  moves_.swap(kept);
}

void Findings::add_blind_spot(const std::string& kind, const Who& who, const std::string& detail, uint64_t bytes) {
  constexpr size_t most = 256;
  std::string key = kind + '\0' + who.name + '\0' + detail;
  if (blind_spots_.size() >= most && !blind_spots_.contains(key)) key = kind;
  const auto [found, made] = blind_spots_.try_emplace(key);
  BlindSpot& spot = found->second;
  if (made) spot = {kind, who, key == kind ? "" : detail};
  spot.count += 1;
  spot.bytes += bytes;
}

}  // namespace iopath::trace
