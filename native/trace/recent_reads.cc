#include "trace/recent_reads.hh"

#include <algorithm>
#include <cstring>
#include <utility>

namespace iopath::trace {
namespace {

/** Of each so many reads, one is sampled. */
constexpr uint64_t sampled_every = 32;

}  // namespace

bool Memory::samples(uint64_t number, const Piece&) { return number % sampled_every == 1; }

void RecentReads::add(const EndPointer& end, const std::vector<Piece>& buffers, bool whole) {
  for (const Piece& buffer : buffers)
    if (buffer.length > 0) add_one(end, buffer, whole);
}

void RecentReads::add_one(const EndPointer& end, const Piece& buffer, bool whole) {
  const uint64_t number = ++last_number_;
  Read& read = ring_[number % capacity];
  if (read.number != 0) evict(read);
  read.number = number;
  read.end = end;
  read.address = buffer.address;
  read.length = buffer.length;
  read.last_writer = nullptr;
  read.taken = read.alike = 0;
  read.next = 0;
  shorten_first_search(1);
  remember_edges(read);
  const bool sampled = read.length <= most_sampled && (whole || memory_.samples(number, buffer));
  const bool wanted = searching_ && read.length <= most_searched;
  if (sampled || wanted) keep_content(read);
  read.content_missing = wanted && read.content.empty();
  if (searching_) add_head(read);
  if (last_of_end_.size() > capacity) last_of_end_.clear();
  uint64_t& last = last_of_end_[end.get()];
  if (Read* before = find(last)) before->next = number;
  last = number;
  cover(buffer.address, buffer.address + buffer.length, number);
}

RecentReads::Read* RecentReads::find(uint64_t number) {
  if (number == 0) return nullptr;
  Read& read = ring_[number % capacity];
  return read.number == number ? &read : nullptr;
}

/** Of reads that begin alike the last one counts: in a proxy, the peer's and not the file's that the peer sent. */
void RecentReads::add_head(Read& read) {
  if (read.edges && read.length >= edge) read.alike = std::exchange(by_head_[key_of(read.head.data())], read.number);
}

void RecentReads::remember_edges(Read& read) {
  const uint64_t length = std::min<uint64_t>(read.length, edge);
  std::array<std::byte, 2 * edge> both;
  read.edges = memory_.pieces({{read.address, length}, {read.address + read.length - length, length}}, both.data());
  if (!read.edges) return;
  std::copy_n(both.begin(), length, read.head.begin());
  std::copy_n(both.begin() + static_cast<ptrdiff_t>(length), length, read.tail.begin());
}

void RecentReads::keep_content(Read& read) {
  read.content.resize(read.length);
  if (!memory_.range(read.address, read.content.data(), read.length)) {
    read.content.clear();
    return;
  }
  kept_.push_back(read.number);
  kept_bytes_ += read.length;
  while (kept_bytes_ > most_kept) {
    const uint64_t oldest = kept_.front();
    kept_.pop_front();
    Read* one = find(oldest);
    if (!one || one->content.empty()) continue;
    kept_bytes_ -= one->content.size();
    std::vector<std::byte>().swap(one->content);
  }
}

void RecentReads::evict(Read& read) {
  uncover(read.address, read.address + read.length, read.number);
  if (!by_head_.empty() && read.edges && read.length >= edge) {
    const auto found = by_head_.find(key_of(read.head.data()));
    if (found != by_head_.end() && found->second == read.number) by_head_.erase(found);
  }
  if (!read.content.empty()) {
    kept_bytes_ -= read.content.size();
    read.content.clear();
    if (!kept_.empty() && kept_.front() == read.number) kept_.pop_front();
  }
  read.number = 0;
}

void RecentReads::cover(uint64_t start, uint64_t stop, uint64_t number) {
  auto at = spans_.lower_bound(start);
  if (at != spans_.begin()) {
    auto before = std::prev(at);
    if (before->second.stop > stop) spans_.emplace(stop, before->second);
    before->second.stop = std::min(before->second.stop, start);
  }
  at = spans_.lower_bound(start);
  while (at != spans_.end() && at->first < stop) {
    if (at->second.stop > stop) spans_.emplace(stop, at->second);
    at = spans_.erase(at);
  }
  spans_[start] = {stop, number};
}

void RecentReads::uncover(uint64_t start, uint64_t stop, uint64_t number) {
  auto at = spans_.lower_bound(start);
  while (at != spans_.end() && at->first < stop) at = at->second.number == number ? spans_.erase(at) : std::next(at);
}

void RecentReads::parts_of(const Piece& buffer, std::vector<Part>& parts) const {
  parts.clear();
  const uint64_t stop = buffer.address + buffer.length;
  auto at = spans_.upper_bound(buffer.address);
  if (at != spans_.begin()) --at;
  for (; at != spans_.end() && at->first < stop; ++at) {
    const uint64_t from = std::max(at->first, buffer.address);
    const uint64_t to = std::min(at->second.stop, stop);
    if (from >= to) continue;
    const Read& read = ring_[at->second.number % capacity];
    if (read.number == at->second.number) parts.push_back({.number = read.number, .offset = from - read.address, .address = from, .length = to - from});
  }
}

/** Compares what the part has of the read's head and tail. A part from the middle has neither. */
RecentReads::Comparison RecentReads::compare_edges(const Part& part, const Read& read) {
  if (!read.edges) return Comparison::unknown;
  const uint64_t known = std::min<uint64_t>(read.length, edge);
  const uint64_t tail_start = read.length - known;
  const uint64_t stop = part.offset + part.length;
  std::vector<Piece> asked;
  uint64_t head_bytes = 0, tail_from = 0, tail_bytes = 0;
  if (part.offset < known) {
    head_bytes = std::min(known, stop) - part.offset;
    asked.push_back({part.address, head_bytes});
  }
  if (stop > tail_start) {
    tail_from = std::max(part.offset, tail_start);
    tail_bytes = stop - tail_from;
    asked.push_back({part.address + (tail_from - part.offset), tail_bytes});
  }
  if (asked.empty()) return Comparison::unknown;
  std::array<std::byte, 2 * edge> now;
  if (!memory_.pieces(asked, now.data())) return Comparison::unknown;
  const uint64_t head_from = head_bytes > 0 ? part.offset : 0;
  const uint64_t in_tail = tail_bytes > 0 ? tail_from - tail_start : 0;
  const bool equal = std::memcmp(now.data(), read.head.data() + head_from, head_bytes) == 0 &&
                     std::memcmp(now.data() + head_bytes, read.tail.data() + in_tail, tail_bytes) == 0;
  return equal ? Comparison::equal : Comparison::different;
}

RecentReads::Comparison RecentReads::compare_content(const Part& part, const Read& read) {
  if (read.content.empty()) return Comparison::unknown;
  scratch_.resize(part.length);
  if (!memory_.range(part.address, scratch_.data(), part.length)) return Comparison::unknown;
  const bool equal = std::memcmp(scratch_.data(), read.content.data() + part.offset, part.length) == 0;
  return equal ? Comparison::equal : Comparison::different;
}

void RecentReads::count(const EndPointer& to, Read& read, uint64_t bytes, uint64_t compared, Attribution& result) {
  const bool first = read.last_writer != to.get();
  if (first) read.taken = 0;
  read.last_writer = to.get();
  for (Paired& one : result.paired)
    if (one.from == read.end) {
      one.bytes += bytes;
      one.compared += compared;
      one.reads += first;
      return;
    }
  result.paired.push_back({read.end, bytes, compared, first ? 1u : 0u});
}

void RecentReads::compare(const EndPointer& to, Part& part) {
  const Read& read = *find(part.number);
  part.content = compare_content(part, read);
  part.found = part.content == Comparison::unknown ? compare_edges(part, read) : part.content;
  const bool is_new = read.last_writer != to.get() || part.offset >= read.taken;
  part.is_copy = part.found == Comparison::equal || (part.found == Comparison::unknown && is_new);
}

/** Counts the parts that are copies; where addresses do not explain the write, only the equal ones. Returns their bytes. */
uint64_t RecentReads::count_by_address(const EndPointer& to, const std::vector<Part>& parts, bool explained, Attribution& result) {
  uint64_t counted = 0;
  for (const Part& part : parts) {
    if (!part.is_copy || !(explained || part.found == Comparison::equal)) continue;
    Read& read = *find(part.number);
    count(to, read, part.length, part.content == Comparison::equal ? part.length : 0, result);
    read.taken = std::max(read.taken, part.offset + part.length);
    counted += part.length;
  }
  return counted;
}

Attribution RecentReads::attribute(const EndPointer& to, const std::vector<Piece>& buffers, uint64_t until) {
  Attribution result;
  std::vector<Part> parts;
  until_ = until;
  for (const Piece& buffer : buffers) {
    parts_of(buffer, parts);
    uint64_t copied = 0, changed = 0;
    for (Part& part : parts) {
      compare(to, part);
      if (part.is_copy) copied += part.length;
      if (part.found == Comparison::different) changed += part.length;
    }
    // Else the buffer was used again, and what lies at the address of an older read need not be of it.
    const bool explained = 2 * copied > buffer.length;
    uint64_t paired = explained ? 0 : search(to, buffer, result);
    if (paired == 0) paired = count_by_address(to, parts, explained, result);
    if (explained) note_explained();
    result.changed += changed > paired ? std::min(changed, buffer.length - paired) : 0;
  }
  return result;
}

void RecentReads::clear() {
  for (Read& read : ring_) read = Read{};
  spans_.clear();
  by_head_.clear();
  last_of_end_.clear();
  cursors_.clear();
  kept_.clear();
  kept_bytes_ = 0;
  searching_ = false;
  in_vain_ = 0;
  first_left_ = 0;
}

}  // namespace iopath::trace
