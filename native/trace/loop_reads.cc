// The part of LoopCounter for reads: which ones the hook holds, and what of them the tracer gets.
#include <algorithm>
#include <cstddef>

#include <sys/syscall.h>

#include "trace/loop_counter.hh"
#include "trace/memory.hh"

namespace iopath::trace {
namespace {

/** As CapturedMemory takes them. */
static_assert(hook_edge == RecentReads::edge);

constexpr size_t most_last_reads = 1024;

bool overlaps(const HeldRead& read, const Piece& piece) {
  return read.address < piece.address + piece.length && piece.address < read.address + read.length;
}

SeenCall seen_read(const HeldRead& read, const HeldContent* content, pid_t pid, const EndPointer& end) {
  static constexpr uint64_t no_arguments[6] = {};
  SeenCall call{};
  call.pid = pid;
  call.number = SYS_read;
  call.args = no_arguments;
  call.result = static_cast<int64_t>(read.length);
  call.in = end;
  call.counted = true;
  const size_t kept = content ? read.length : std::min<uint64_t>(read.length, sizeof read.edges);
  const unsigned char* bytes = content ? content->bytes : read.edges;
  call.buffers.push_back({{read.address, read.length}, reinterpret_cast<const std::byte*>(bytes), kept});
  return call;
}

}  // namespace

void LoopCounter::note_read(const Thread& thread, const std::vector<Piece>& buffers, bool searching) {
  end_held(buffers);
  const int fd = static_cast<int>(thread.args[thread.call->in]);
  if (!may_count(thread, fd)) return;
  if (last_reads_.size() >= most_last_reads) last_reads_.clear();
  last_reads_[buffers.front().address] = {fd, buffers.front().length, nullptr};
  Reader* reader = reader_of(fd);
  if (!reader) reader = &*std::ranges::min_element(readers_, {}, &Reader::reads);
  // A reader of this descriptor may have begun before it changed, and have returned after it.
  if (reader->fd != fd || reader->end != thread.in) {
    end_reader(static_cast<size_t>(reader - readers_.data()));
    reader->fd = fd;
    reader->id = ++last_id_;
    reader->end = thread.in;
  }
  ++reader->reads;
  reader->last_address = buffers.front().address;
  if (reader->reads >= reads_before && (!searching || is_counted(fd))) hold(*reader);
}

/** What was held of these buffers is not there any more. */
void LoopCounter::end_held(const std::vector<Piece>& buffers) {
  std::vector<Word> words;
  for (size_t at = 0; at < hook_reads; ++at) {
    HeldRead& read = state_.reads[at];
    const bool ends = std::any_of(buffers.begin(), buffers.end(), [&](const Piece& piece) { return overlaps(read, piece); });
    if (!ends || read.state == hook_empty || read.ended == read.number) continue;
    read.ended = read.number;
    words.push_back({offset_of_read(at) + offsetof(HeldRead, ended), read.number});
  }
  set(words);
}

LoopCounter::Reader* LoopCounter::reader_of(int fd) {
  const auto found = std::find_if(readers_.begin(), readers_.end(), [fd](const Reader& one) { return one.reads > 0 && one.fd == fd; });
  return found == readers_.end() ? nullptr : &*found;
}

bool LoopCounter::holds_reads(int fd) const {
  return std::any_of(readers_.begin(), readers_.end(), [fd](const Reader& one) { return one.fd == fd && one.reads >= reads_before; });
}

void LoopCounter::hold(Reader& reader) {
  const HookReader held{reader.left, reader.fd, reader.shared, reader.copied, reader.id};
  reader.left = std::min(reader.left * 2 + 1, most_left);
  reader.held = true;
  set(offset_of_reader(static_cast<size_t>(&reader - readers_.data())), &held, sizeof held);
}

void LoopCounter::end_reader(size_t place) {
  constexpr HookReader none{0, -1, 0, 0, 0};
  if (readers_[place].id != 0) former_ends_.keep(readers_[place].id, readers_[place].end);
  readers_[place] = Reader{};
  set(offset_of_reader(place), &none, sizeof none);
}

void LoopCounter::hold_loops_only() {
  constexpr int64_t none = 0;
  for (size_t at = 0; at < hook_readers; ++at)
    if (readers_[at].held && !is_counted(readers_[at].fd)) {
      readers_[at].held = false;
      set(offset_of_reader(at) + offsetof(HookReader, left), &none, sizeof none);
    }
}

void LoopCounter::note_quiet(int fd) {
  if (users_ == 1 && std::find(quiet_.begin(), quiet_.end(), fd) == quiet_.end()) set_quiet(next_quiet_++ % hook_quiet, fd);
}

void LoopCounter::set_quiet(size_t place, int64_t fd) {
  quiet_[place] = fd;
  set(offsetof(HookState, quiet) + place * sizeof fd, &fd, sizeof fd);
}

/** The read at the buffer's address; else, where all of the write came `from` there, the last one of that end. */
LoopCounter::Source LoopCounter::source_of(const Piece& buffer, const EndPointer* from) {
  const auto at = last_reads_.find(buffer.address);
  if (at != last_reads_.end() && !from) return {&at->second, false};
  if (!from) return {};
  const auto is_source = [&](const LastRead& read) {
    const Reader* reader = reader_of(read.fd);
    return read.length == buffer.length && reader && reader->end == *from;
  };
  if (at != last_reads_.end() && is_source(at->second)) return {&at->second, false};
  for (const Reader& reader : readers_) {
    if (reader.end != *from || buffer.length > hook_content_bytes) continue;
    const auto last = last_reads_.find(reader.last_address);
    if (last != last_reads_.end() && is_source(last->second)) return {&last->second, true};
  }
  return {};
}

/** A read that is written twice is needed longer. */
void LoopCounter::note_sink(LastRead& read, const End* sink) {
  const End* before = std::exchange(read.sink, sink);
  Reader* const reader = before && before != sink ? reader_of(read.fd) : nullptr;
  if (!reader || std::exchange(reader->shared, true)) return;
  if (reader->held) hold(*reader);
}

void LoopCounter::take_reads(Counted& counted) {
  std::vector<Word> words;
  for (size_t at = 0; at < hook_reads; ++at) {
    const HeldRead& read = state_.reads[at];
    // Another thread may be changing it.
    if (read.state != hook_held || read.number != read.complete || read.number == read.taken) continue;
    counted.held.push_back(read);
    words.push_back({offset_of_read(at) + offsetof(HeldRead, taken), read.number});
  }
  set(words);
  std::sort(counted.held.begin(), counted.held.end(),
            [](const HeldRead& a, const HeldRead& b) { return a.number < b.number; });
  for (const HeldRead& read : counted.held) take_read(read, counted);
}

void LoopCounter::take_read(const HeldRead& read, Counted& counted) {
  Reader* const reader = reader_of(read.in);
  const bool known = reader && reader->id == read.reader;
  const EndPointer* const end = known ? &reader->end : former_ends_.find(read.reader);
  if (!end) return;
  const Counting* const writer = counting_of(read.writer);
  last_reads_[read.address] = {read.in, read.length, writer ? writer->to.get() : nullptr};
  if (known) reader->last_address = read.address;
  const HeldContent* const content = known && reader->copied && read.writer == 0 ? take_content(read, *reader, counted) : nullptr;
  counted.reads.push_back(seen_read(read, content, pid_, *end));
}

const HeldContent* LoopCounter::take_content(const HeldRead& read, const Reader& reader, Counted& counted) {
  auto content = std::make_unique<HeldContent>();
  const auto place = static_cast<uint64_t>(&reader - readers_.data());
  if (!read_memory(stopped_, hook_state + offset_of_content(place), content.get(), sizeof *content)) return nullptr;
  if (content->state != hook_held || content->number != read.number) return nullptr;
  return counted.contents.emplace_back(std::move(content)).get();
}

}  // namespace iopath::trace
