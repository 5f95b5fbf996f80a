// The part of RecentReads that finds where a write came from by its content.
#include <algorithm>
#include <cstring>

#include "trace/recent_reads.hh"

namespace iopath::trace {
namespace {

/** Uniform content such as zeros occurs everywhere, so equality does not show where it came from. */
bool is_constant(const std::byte* data, size_t length) {
  return length < 2 || std::memcmp(data, data + 1, length - 1) == 0;
}

}  // namespace

uint64_t RecentReads::key_of(const std::byte* head) {
  uint64_t key = 0xcbf29ce484222325u;
  for (size_t at = 0; at < edge; at += sizeof(uint64_t)) {
    uint64_t word;
    std::memcpy(&word, head + at, sizeof word);
    key = (key ^ word) * 0x100000001b3u;
    key ^= key >> 29;
  }
  return key;
}

void RecentReads::search_from_start() {
  searching_ = true;
  first_left_ = first_reads;
}

void RecentReads::shorten_first_search(int reads) {
  if (first_left_ <= 0) return;
  first_left_ -= reads;
  if (first_left_ > 0) return;
  searching_ = false;
  by_head_.clear();
}

/** A search that has found nothing for long, because addresses explain what is written, costs more than it can find. */
void RecentReads::note_explained() {
  shorten_first_search(reads_per_paired);
  if (++explained_ < enough_explained || !searching_ || first_left_ > 0) return;
  searching_ = false;
  by_head_.clear();
}

/** Whether content is searched for now; the search begins with the first write that addresses do not explain. */
bool RecentReads::search_begins() {
  ++in_vain_;
  explained_ = 0;
  if (in_vain_ == patience) {
    searching_ = false;
    by_head_.clear();
  }
  if (in_vain_ >= patience && in_vain_ < patience + rest) return false;
  if (in_vain_ >= patience + rest) in_vain_ = 1;
  if (searching_) return true;
  searching_ = true;
  for (uint64_t number = last_number_ - std::min<uint64_t>(last_number_, capacity) + 1; number <= last_number_; ++number)
    if (Read* const read = find(number)) add_head(*read);
  return true;
}

/** Bytes of `buffer` that equal recent reads, one read behind the other; counts them. */
uint64_t RecentReads::search(const EndPointer& to, const Piece& buffer, Attribution& result) {
  if (last_number_ == 0 || !search_begins()) return 0;
  if (cursors_.size() > capacity) cursors_.clear();
  Cursor& expected = cursors_[to.get()];
  if (buffer.length < edge && expected.number == 0) return 0;
  std::vector<std::byte> data(std::min<uint64_t>(buffer.length, most_sampled));
  if (!memory_.range(buffer.address, data.data(), data.size())) {
    const uint64_t paired = search_by_edges(to, buffer, result);
    note_uncompared(buffer.length - paired, buffer.length, result);
    return paired;
  }
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
    first_left_ = 0;
    scans_left_ = most_scans;
  }
  const Read* last = find(last_number_);
  if (last && last->content_missing) note_uncompared(data.size() - paired, buffer.length, result);
  return paired;
}

void RecentReads::note_uncompared(uint64_t bytes, uint64_t length, Attribution& result) {
  result.uncompared += bytes;
  // The search was not in vain: there was nothing to search. Longer writes are never kept whole by engine bpf.
  if (bytes > 0 && length <= most_searched && in_vain_ > 0) --in_vain_;
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
  // Only its edges are known, which can match nothing but a whole read.
  if (cursor.offset != 0 || count != read->length || count < edge || !read->edges) return 0;
  const bool same = std::memcmp(data, read->head.data(), edge) == 0 &&
                    std::memcmp(data + count - edge, read->tail.data(), edge) == 0;
  return same ? count : 0;
}

RecentReads::Cursor RecentReads::by_head(const std::byte* data, uint64_t length) {
  if (length < edge) return {};
  const auto found = by_head_.find(key_of(data));
  uint64_t number = found == by_head_.end() ? 0 : found->second;
  for (const Read* read = find(number); read && number > until_; read = find(number)) number = read->alike;
  return {number, 0};
}

/** Behind the end of a read the next one from the same end begins, once it was made. */
RecentReads::Cursor RecentReads::settled(const Cursor& cursor) {
  const Read* read = find(cursor.number);
  if (!read) return {};
  return cursor.offset < read->length || read->next == 0 || read->next > until_ ? cursor : Cursor{read->next, 0};
}

}  // namespace iopath::trace
