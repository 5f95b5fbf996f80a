#include "trace/recent_reads.hh"

#include <algorithm>
#include <cstring>

namespace iopath::trace {
namespace {

/** FNV-1a over words: finds candidates, which are then compared. */
uint64_t key_of(const std::byte* head) {
  uint64_t key = 0xcbf29ce484222325u;
  for (size_t at = 0; at < RecentReads::edge; at += sizeof(uint64_t)) {
    uint64_t word;
    std::memcpy(&word, head + at, sizeof word);
    key = (key ^ word) * 0x100000001b3u;
    key ^= key >> 29;
  }
  return key;
}

/** Uniform content such as zeros occurs everywhere, so equality does not show where it came from. */
bool is_constant(const std::byte* data, size_t length) {
  return length < 2 || std::memcmp(data, data + 1, length - 1) == 0;
}

/** Of each so many reads, one is sampled. */
constexpr uint64_t sampled_every = 32;

}  // namespace

bool Memory::samples(uint64_t number, const Piece&) { return number % sampled_every == 1; }

void RecentReads::add(const EndPointer& end, const std::vector<Piece>& buffers) {
  for (const Piece& buffer : buffers)
    if (buffer.length > 0) add_one(end, buffer);
}

void RecentReads::add_one(const EndPointer& end, const Piece& buffer) {
  const uint64_t number = ++last_number_;
  Read& read = ring_[number % capacity];
  if (read.number != 0) evict(read);
  read.number = number;
  read.end = end;
  read.address = buffer.address;
  read.length = buffer.length;
  read.last_writer = nullptr;
  read.next = 0;
  remember_edges(read);
  const bool sampled = read.length <= most_sampled && memory_.samples(number, buffer);
  if (sampled || (searching_ && read.length <= most_searched)) keep_content(read);
  if (searching_ && read.edges && read.length >= edge) by_head_[key_of(read.head.data())] = number;
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
    if (read.number == at->second.number) parts.push_back({read.number, from - read.address, from, to - from});
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

Attribution RecentReads::attribute(const EndPointer& to, const std::vector<Piece>& buffers) {
  Attribution result;
  std::vector<Part> parts;
  for (const Piece& buffer : buffers) {
    parts_of(buffer, parts);
    uint64_t paired = 0, changed = 0;
    for (const Part& part : parts) {
      Read& read = *find(part.number);
      const Comparison content = compare_content(part, read);
      const Comparison found = content == Comparison::unknown ? compare_edges(part, read) : content;
      // Without captured content the address decides.
      if (found != Comparison::different) {
        count(to, read, part.length, content == Comparison::equal ? part.length : 0, result);
        paired += part.length;
      } else {
        changed += part.length;
      }
    }
    if (paired == 0) paired = search(to, buffer, result);
    result.changed += changed > paired ? std::min(changed, buffer.length - paired) : 0;
  }
  return result;
}

/** Whether content is searched for now; the search begins with the first write that addresses do not explain. */
bool RecentReads::search_begins() {
  ++in_vain_;
  if (in_vain_ == patience) {
    searching_ = false;
    by_head_.clear();
  }
  if (in_vain_ >= patience && in_vain_ < patience + rest) return false;
  if (in_vain_ >= patience + rest) in_vain_ = 1;
  if (searching_) return true;
  searching_ = true;
  for (const Read& read : ring_)
    if (read.number != 0 && read.edges && read.length >= edge) by_head_[key_of(read.head.data())] = read.number;
  return true;
}

/** Bytes of `buffer` that equal recent reads, one read behind the other; counts them. */
uint64_t RecentReads::search(const EndPointer& to, const Piece& buffer, Attribution& result) {
  if (last_number_ == 0 || !search_begins()) return 0;
  if (cursors_.size() > capacity) cursors_.clear();
  Cursor& expected = cursors_[to.get()];
  if (buffer.length < edge && expected.number == 0) return 0;
  std::vector<std::byte> data(std::min<uint64_t>(buffer.length, most_sampled));
  if (!memory_.range(buffer.address, data.data(), data.size())) return search_by_edges(to, buffer, result);
  uint64_t done = 0, paired = 0;
  while (done < data.size()) {
    const std::byte* rest_of_data = data.data() + done;
    const uint64_t left = data.size() - done;
    Cursor cursor = settled(expected);
    uint64_t same = same_bytes(cursor, rest_of_data, left);
    if (same == 0) {
      cursor = by_head(rest_of_data, left);
      same = same_bytes(cursor, rest_of_data, left);
    }
    if (same == 0 && done == 0 && scans_left_ > 0) {
      done = scan(data);
      if (done > 0) continue;
    }
    if (same == 0 || is_constant(rest_of_data, same)) break;
    Read& read = *find(cursor.number);
    count(to, read, same, read.content.empty() ? 0 : same, result);
    expected = {cursor.number, cursor.offset + same};
    done += same;
    paired += same;
  }
  if (paired > 0) {
    in_vain_ = 0;
    scans_left_ = most_scans;
  }
  return paired;
}

/** Of a write whose content is not to be had: whether it is one whole read, by length, head and tail. */
uint64_t RecentReads::search_by_edges(const EndPointer& to, const Piece& buffer, Attribution& result) {
  std::array<std::byte, 2 * edge> both;
  if (buffer.length < edge) return 0;
  if (!memory_.pieces({{buffer.address, edge}, {buffer.address + buffer.length - edge, edge}}, both.data())) return 0;
  Read* read = find(by_head(both.data(), edge).number);
  if (!read || read->length != buffer.length || is_constant(both.data(), both.size())) return 0;
  if (std::memcmp(both.data() + edge, read->tail.data(), edge) != 0) return 0;
  count(to, *read, buffer.length, 0, result);
  in_vain_ = 0;
  return buffer.length;
}

/** Where in a write the beginning of a recent read stands, for writes that begin in the middle of one; 0: nowhere. */
uint64_t RecentReads::scan(const std::vector<std::byte>& data) {
  --scans_left_;
  for (uint64_t at = 1; at + edge <= data.size(); ++at)
    if (const Cursor found = by_head(data.data() + at, edge); same_bytes(found, data.data() + at, data.size() - at) > 0) return at;
  return 0;
}

uint64_t RecentReads::same_bytes(const Cursor& cursor, const std::byte* data, uint64_t length) {
  const Read* read = find(cursor.number);
  if (!read || cursor.offset >= read->length) return 0;
  const uint64_t count = std::min(length, read->length - cursor.offset);
  if (!read->content.empty()) return std::memcmp(data, read->content.data() + cursor.offset, count) == 0 ? count : 0;
  // Only its edges are known: they tell of a whole read alone.
  if (cursor.offset != 0 || count != read->length || count < edge || !read->edges) return 0;
  const bool same = std::memcmp(data, read->head.data(), edge) == 0 &&
                    std::memcmp(data + count - edge, read->tail.data(), edge) == 0;
  return same ? count : 0;
}

RecentReads::Cursor RecentReads::by_head(const std::byte* data, uint64_t length) const {
  if (length < edge) return {};
  const auto found = by_head_.find(key_of(data));
  return found == by_head_.end() ? Cursor{} : Cursor{found->second, 0};
}

/** Behind the end of a read the next one from the same end begins, once it was made. */
RecentReads::Cursor RecentReads::settled(const Cursor& cursor) {
  const Read* read = find(cursor.number);
  if (!read) return {};
  return cursor.offset < read->length || read->next == 0 ? cursor : Cursor{read->next, 0};
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
}

}  // namespace iopath::trace
