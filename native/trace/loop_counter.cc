#include "trace/loop_counter.hh"

#include <algorithm>
#include <cstddef>

#include <sys/syscall.h>
#include <sys/uio.h>

#include "trace/memory.hh"
#include "trace/observer.hh"
#include "trace/python_start.hh"

namespace iopath::trace {
namespace {

/** Reads of a descriptor that stop before further ones are held. */
constexpr uint64_t reads_before = 4;
/** As CapturedMemory takes them. */
static_assert(hook_edge == RecentReads::edge);

constexpr size_t most_last_reads = 1024;

constexpr size_t offset_of_route(size_t place) { return offsetof(HookState, routes) + place * sizeof(HookRoute); }
constexpr size_t offset_of_reader(size_t place) { return offsetof(HookState, readers) + place * sizeof(HookReader); }
constexpr size_t offset_of_read(size_t place) { return offsetof(HookState, reads) + place * sizeof(HeldRead); }

bool overlaps(const HeldRead& read, const Piece& piece) {
  return read.address < piece.address + piece.length && piece.address < read.address + read.length;
}

SeenCall seen_read(const HeldRead& read, pid_t pid, const EndPointer& end) {
  static constexpr uint64_t no_arguments[6] = {};
  SeenCall call{};
  call.pid = pid;
  call.number = SYS_read;
  call.args = no_arguments;
  call.result = static_cast<int64_t>(read.length);
  call.in = end;
  call.counted = true;
  const size_t kept = std::min<uint64_t>(read.length, sizeof read.edges);
  call.buffers.push_back({{read.address, read.length}, reinterpret_cast<const std::byte*>(read.edges), kept});
  return call;
}

}  // namespace

std::unique_ptr<LoopCounter> LoopCounter::install(pid_t pid, uint64_t least_bytes, std::optional<int>& ended) {
  std::optional<Injection> made = Injection::make(pid, least_bytes, python_stacks_fd, ended);
  return made ? std::unique_ptr<LoopCounter>(new LoopCounter(pid, std::move(*made))) : nullptr;
}

std::unique_ptr<LoopCounter> LoopCounter::of_child(pid_t child) const {
  std::unique_ptr<LoopCounter> loops(new LoopCounter(child, injection_.of_child(child)));
  if (!loops->read_state()) return nullptr;
  // A thread of the parent's may have been in the middle of it.
  constexpr uint32_t empty = hook_empty;
  for (size_t at = 0; at < hook_reads; ++at)
    if (loops->state_.reads[at].state == hook_busy) loops->set(offset_of_read(at), &empty, sizeof empty);
  for (size_t at = 0; at < hook_routes; ++at) loops->stop_counting(at);
  for (size_t at = 0; at < hook_readers; ++at) loops->end_reader(at);
  for (size_t at = 0; at < hook_quiet; ++at) loops->set_quiet(at, -1);
  return loops;
}

bool LoopCounter::read_state() { return read_memory(stopped_, hook_state, &state_, sizeof state_); }

/** Fails where the process is gone, and with it what would be set. */
void LoopCounter::set(size_t offset, const void* from, size_t bytes) {
  const iovec local{const_cast<void*>(from), bytes};
  const iovec there{reinterpret_cast<void*>(hook_state + offset), bytes};
  ::process_vm_writev(stopped_, &local, 1, &there, 1, 0);
}

void LoopCounter::set(const std::vector<Word>& words) {
  std::vector<iovec> there;
  std::vector<uint64_t> values;
  for (const Word& one : words) {
    values.push_back(one.value);
    there.push_back({reinterpret_cast<void*>(hook_state + one.offset), sizeof one.value});
  }
  const iovec local{values.data(), values.size() * sizeof(uint64_t)};
  if (!words.empty()) ::process_vm_writev(stopped_, &local, 1, there.data(), there.size(), 0);
}

void LoopCounter::note_read(const Thread& thread, const std::vector<Piece>& buffers, bool searching) {
  end_held(buffers);
  if (thread.trampoline == 0 || thread.call->shape != Shape::plain) return;
  const int fd = static_cast<int>(thread.args[thread.call->in]);
  if (last_reads_.size() >= most_last_reads) last_reads_.clear();
  last_reads_[buffers.front().address] = {fd, buffers.front().length, nullptr};
  Reader* reader = reader_of(fd);
  if (!reader) {
    reader = &*std::min_element(readers_.begin(), readers_.end(), [](const Reader& a, const Reader& b) { return a.reads < b.reads; });
    end_reader(static_cast<size_t>(reader - readers_.data()));
    reader->fd = fd;
    reader->end = thread.in;
  }
  ++reader->reads;
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
  const HookReader held{reader.left, reader.fd, reader.shared};
  reader.left = std::min(reader.left * 2 + 1, most_left);
  reader.held = true;
  set(offset_of_reader(static_cast<size_t>(&reader - readers_.data())), &held, sizeof held);
}

void LoopCounter::end_reader(size_t place) {
  constexpr HookReader none{0, -1, 0};
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
  if (std::find(quiet_.begin(), quiet_.end(), fd) == quiet_.end()) set_quiet(next_quiet_++ % hook_quiet, fd);
}

void LoopCounter::set_quiet(size_t place, int64_t fd) {
  quiet_[place] = fd;
  set(offsetof(HookState, quiet) + place * sizeof fd, &fd, sizeof fd);
}

void LoopCounter::note_write(const Thread& thread, const std::vector<Piece>& buffers, const std::vector<Paired>& paired, uint32_t site) {
  if (thread.trampoline == 0 || thread.call->shape != Shape::plain) return;
  note_sink(buffers.front(), thread.out.get());
  if (paired.size() == 1 && paired[0].bytes == thread.args[thread.call->length]) note_pair(thread, buffers.front(), paired[0].from, site);
}

/** A read that is written twice is needed longer. */
void LoopCounter::note_sink(const Piece& buffer, const End* sink) {
  const auto read = last_reads_.find(buffer.address);
  if (read == last_reads_.end()) return;
  const End* before = std::exchange(read->second.sink, sink);
  Reader* const reader = before && before != sink ? reader_of(read->second.fd) : nullptr;
  if (!reader || std::exchange(reader->shared, true)) return;
  if (reader->held) hold(*reader);
}

void LoopCounter::note_pair(const Thread& thread, const Piece& buffer, const EndPointer& from, uint32_t site) {
  const auto read = last_reads_.find(buffer.address);
  if (read == last_reads_.end() || read->second.length != buffer.length) return;
  Loop seen;
  seen.tid = thread.tid;
  seen.in = read->second.fd;
  seen.out = static_cast<int>(thread.args[thread.call->out]);
  seen.from = from;
  seen.to = thread.out;
  seen.trampoline = thread.trampoline;
  seen.stack = thread.stack;
  if (!read_memory(thread.tid, thread.stack, &seen.top, sizeof seen.top)) return;
  Loop* const loop = place_for(seen);
  if (!loop) return;
  loop->site = site;
  if (++loop->pairs < loop->needed) return;
  count(*loop);
  if (Reader* reader = reader_of(loop->in); reader && reader->reads >= reads_before && !reader->held) hold(*reader);
}

/** Of the loop, or a free one for it; null where there is none yet, because the counts of another loop are taken first. */
LoopCounter::Loop* LoopCounter::place_for(const Loop& seen) {
  const auto same = std::find_if(loops_.begin(), loops_.end(), [&](const Loop& one) { return one.is(seen); });
  if (same != loops_.end()) return &*same;
  const auto least = std::min_element(loops_.begin(), loops_.end(), [](const Loop& a, const Loop& b) { return a.pairs < b.pairs; });
  if (least->ends > 0) return nullptr;
  if (least->counted) return end_loop(static_cast<size_t>(least - loops_.begin())), nullptr;
  *least = seen;
  return &*least;
}

/** Some of its writes were of other bytes than were read: each stops again, for longer. */
void LoopCounter::distrust(Loop& loop) {
  loop.pairs = 0;
  loop.needed *= 4;
  if (std::exchange(loop.counted, false)) stop_counting(static_cast<size_t>(&loop - loops_.data()));
}

void LoopCounter::note_changed(const std::vector<Piece>& buffers) {
  for (const Piece& buffer : buffers) {
    const auto read = last_reads_.find(buffer.address);
    if (read == last_reads_.end()) continue;
    for (Loop& loop : loops_)
      if (loop.in == read->second.fd) distrust(loop);
  }
}

bool LoopCounter::is_counted(int in) const {
  return std::any_of(loops_.begin(), loops_.end(), [in](const Loop& one) { return one.in == in && one.counted; });
}

void LoopCounter::count(Loop& loop) {
  loop.counted = true;
  const HookRoute route{loop.in, loop.out, loop.trampoline, loop.stack, loop.top, 1, 0, 0, 0};
  set(offset_of_route(static_cast<size_t>(&loop - loops_.data())), &route, offsetof(HookRoute, bytes));
}

void LoopCounter::stop_counting(size_t place) {
  constexpr uint64_t none = 0;
  set(offset_of_route(place) + offsetof(HookRoute, counts), &none, sizeof none);
}

/** Its counts are taken once more, and those of a thread that was counting just now. */
void LoopCounter::end_loop(size_t place) {
  Loop& loop = loops_[place];
  if (!loop.counted) return void(loop = Loop{});
  stop_counting(place);
  loop.in = loop.out = -1;
  loop.ends = 2;
}

void LoopCounter::forget(unsigned first, unsigned last) {
  const auto within = [&](int64_t fd) { return fd >= 0 && static_cast<unsigned>(fd) >= first && static_cast<unsigned>(fd) <= last; };
  for (size_t at = 0; at < hook_routes; ++at)
    if (within(loops_[at].in) || within(loops_[at].out)) end_loop(at);
  for (size_t at = 0; at < hook_readers; ++at)
    if (within(readers_[at].fd)) end_reader(at);
  for (size_t at = 0; at < hook_quiet; ++at)
    if (within(quiet_[at])) set_quiet(at, -1);
}

Counted LoopCounter::take(pid_t tid) {
  Counted counted;
  counted.last_ns = now_ns();
  counted.first_ns = std::exchange(taken_ns_, counted.last_ns);
  stopped_ = tid;
  const HookState before = state_;
  if (!read_state()) return counted;
  counted.calls = state_.calls - before.calls;
  counted.read_bytes = state_.read_bytes - before.read_bytes;
  counted.written_bytes = state_.written_bytes - before.written_bytes;
  counted.changed = state_.changed - before.changed;
  for (size_t at = 0; at < hook_routes; ++at) take_pairs(at, before.routes[at], counted);
  take_reads(counted);
  return counted;
}

void LoopCounter::take_pairs(size_t place, const HookRoute& before, Counted& counted) {
  Loop& loop = loops_[place];
  const HookRoute& now = state_.routes[place];
  if (!loop.counted) return;
  if (now.writes != before.writes)
    counted.pairs.push_back({loop.tid, loop.from, loop.to, now.bytes - before.bytes, now.reads - before.reads,
                             now.writes - before.writes, loop.site});
  if (loop.ends > 0 && --loop.ends == 0) loop = Loop{};
  // The hook found a buffer changed.
  if (loop.counted && loop.ends == 0 && now.counts == 0) distrust(loop);
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
  for (const HeldRead& read : counted.held) {
    const Reader* reader = reader_of(read.in);
    if (!reader) continue;
    const size_t route = (read.writer - hook_state - offsetof(HookState, routes)) / sizeof(HookRoute);
    last_reads_[read.address] = {read.in, read.length, read.writer != 0 ? loops_[route].to.get() : nullptr};
    counted.reads.push_back(seen_read(read, pid_, reader->end));
  }
}

}  // namespace iopath::trace
