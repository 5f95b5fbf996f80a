#include "trace/loop_counter.hh"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <string>

#include <sys/uio.h>

#include "trace/memory.hh"
#include "trace/observer.hh"
#include "trace/python_start.hh"

namespace iopath::trace {
namespace {

/** Whether a filter of the program's own, besides the tracer's, decides about its calls (Linux 5.9; unknown before). */
bool has_own_filter(pid_t pid) {
  const auto filters = [](const std::string& of) { return std::atoi(proc_field("/proc/" + of + "/status", "Seccomp_filters").c_str()); };
  return filters(std::to_string(pid)) > filters("self") + 1;
}

}  // namespace

LoopCounter::LoopCounter(pid_t pid, Injection injection) : pid_(pid), stopped_(pid), injection_(std::move(injection)) {
  static uint64_t made = 0;
  number_ = ++made;
  quiet_.fill(-1);
  set(offsetof(HookState, owner), &number_, sizeof number_);
}

std::unique_ptr<LoopCounter> LoopCounter::install(pid_t pid, uint64_t least_bytes, std::optional<int>& ended) {
  // It may end the program for a call that the program never makes.
  if (has_own_filter(pid)) return nullptr;
  std::optional<Injection> made = Injection::make(pid, least_bytes, python_stacks_fd, ended);
  return made ? std::unique_ptr<LoopCounter>(new LoopCounter(pid, std::move(*made))) : nullptr;
}

uint64_t LoopCounter::number_in(pid_t pid) {
  uint64_t number = 0;
  return read_memory(pid, hook_state + offsetof(HookState, owner), &number, sizeof number) ? number : 0;
}

void LoopCounter::join() {
  ++users_;
  forget({0, ~0u});
}

std::unique_ptr<LoopCounter> LoopCounter::of_child(pid_t child) const {
  std::unique_ptr<LoopCounter> loops(new LoopCounter(child, injection_.of_child(child)));
  loops->last_id_ = last_id_;
  if (!loops->read_state()) return nullptr;
  // A thread of the parent's may have been in the middle of it.
  constexpr uint32_t empty = hook_empty;
  for (size_t at = 0; at < hook_reads; ++at)
    if (loops->state_.reads[at].state == hook_busy) loops->set(offset_of_read(at), &empty, sizeof empty);
  for (size_t at = 0; at < hook_readers; ++at)
    if (readers_[at].copied) loops->set(offset_of_content(at), &empty, sizeof empty);
  for (size_t at = 0; at < hook_routes; ++at) loops->stop_counting(at);
  for (size_t at = 0; at < hook_readers; ++at) loops->end_reader(at);
  for (size_t at = 0; at < hook_quiet; ++at) loops->set_quiet(at, -1);
  return loops;
}

bool LoopCounter::read_state() { return read_memory(stopped_, hook_state, &state_, sizeof state_); }

/** Fails where the process is gone, and with it what would be set. */
void LoopCounter::set(size_t offset, const void* from, size_t bytes) {
  write_memory(stopped_, hook_state + offset, from, bytes);
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

/** Whether the thread's call may go on as it did, without a stop. */
bool LoopCounter::may_count(const Thread& thread, int fd) const {
  return thread.trampoline != 0 && thread.call->shape == Shape::plain && users_ == 1 && !thread.process->descriptors.changes(fd);
}

void LoopCounter::note_write(const Thread& thread, const std::vector<Piece>& buffers, const std::vector<Paired>& paired, uint32_t site) {
  if (!may_count(thread, static_cast<int>(thread.args[thread.call->out]))) return;
  const bool whole = paired.size() == 1 && paired[0].bytes == thread.args[thread.call->length];
  const Source source = source_of(buffers.front(), whole ? &paired[0].from : nullptr);
  if (!source.read) return;
  note_sink(*source.read, thread.out.get());
  if (whole) note_pair(thread, source, paired[0].from, site);
}

void LoopCounter::note_pair(const Thread& thread, const Source& source, const EndPointer& from, uint32_t site) {
  Loop seen;
  seen.tid = thread.tid;
  seen.in = source.read->fd;
  seen.out = static_cast<int>(thread.args[thread.call->out]);
  seen.from = from;
  seen.to = thread.out;
  seen.trampoline = thread.trampoline;
  seen.stack = thread.stack;
  seen.copied = source.copied;
  if (!read_memory(thread.tid, thread.stack, &seen.top, sizeof seen.top)) return;
  Loop& loop = place_for(seen);
  loop.site = site;
  if (++loop.pairs < loop.needed) return;
  Reader* const reader = reader_of(loop.in);
  if (!reader) return;
  const bool content = loop.copied && !std::exchange(reader->copied, true);
  count(loop);
  if (reader->reads >= reads_before && (!reader->held || content)) hold(*reader);
}

/** Of the loop, or the place of another one, which ends. */
LoopCounter::Loop& LoopCounter::place_for(const Loop& seen) {
  const auto same = std::find_if(loops_.begin(), loops_.end(), [&](const Loop& one) { return one.is(seen); });
  if (same != loops_.end()) return *same;
  const auto least = std::min_element(loops_.begin(), loops_.end(), [](const Loop& a, const Loop& b) { return a.pairs < b.pairs; });
  end_loop(static_cast<size_t>(least - loops_.begin()));
  *least = seen;
  return *least;
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
  const auto place = static_cast<size_t>(&loop - loops_.data());
  Counting& counting = counting_[place];
  if (!std::exchange(loop.counted, true)) {
    retire(place);
    counting = {++last_id_, loop.tid, loop.from, loop.to, loop.site, loop.copied};
  }
  const auto reader = static_cast<uint64_t>(reader_of(loop.in) - readers_.data());
  const HookRoute route{loop.in, loop.out, loop.trampoline, loop.stack, loop.top, loop.copied ? reader + 1 : 0, counting.id, 1, 0, 0, 0};
  set(offset_of_route(place), &route, offsetof(HookRoute, bytes));
}

/** Another loop gets the place: what it counted up to now is of the former one, as are the writes under way. */
void LoopCounter::retire(size_t place) {
  Counting& one = counting_[place];
  if (one.id == 0) return;
  former_loops_.keep(one.id, one);
  const HookRoute before = state_.routes[place];
  if (!read_memory(stopped_, hook_state + offset_of_route(place), &state_.routes[place], sizeof before)) return;
  add_pairs(one, before, state_.routes[place], late_);
}

void LoopCounter::stop_counting(size_t place) {
  constexpr uint64_t none = 0;
  set(offset_of_route(place) + offsetof(HookRoute, counts), &none, sizeof none);
}

void LoopCounter::end_loop(size_t place) {
  if (loops_[place].counted) stop_counting(place);
  loops_[place] = Loop{};
}

void LoopCounter::forget(const DescriptorRange& range) {
  for (size_t at = 0; at < hook_routes; ++at)
    if (range.contains(loops_[at].in) || range.contains(loops_[at].out)) end_loop(at);
  for (size_t at = 0; at < hook_readers; ++at)
    if (range.contains(readers_[at].fd)) end_reader(at);
  for (size_t at = 0; at < hook_quiet; ++at)
    if (range.contains(quiet_[at])) set_quiet(at, -1);
}

Counted LoopCounter::take() {
  Counted counted;
  counted.last_ns = now_ns();
  counted.pairs = std::exchange(late_, {});
  counted.first_ns = std::exchange(taken_ns_, counted.last_ns);
  const HookState before = state_;
  if (!read_state()) return counted;
  counted.calls = state_.calls - before.calls;
  counted.read_bytes = state_.read_bytes - before.read_bytes;
  counted.written_bytes = state_.written_bytes - before.written_bytes;
  counted.changed = state_.changed - before.changed;
  for (size_t at = 0; at < hook_routes; ++at) take_pairs(at, before.routes[at], counted);
  take_strays(before.last_stray, counted);
  take_reads(counted);
  return counted;
}

void LoopCounter::add_pairs(const Counting& one, const HookRoute& before, const HookRoute& now, std::vector<CountedPairs>& into) {
  const uint64_t bytes = now.bytes - before.bytes;
  if (one.id != 0 && now.writes != before.writes)
    into.push_back({one.tid, one.from, one.to, bytes, one.copied ? bytes : 0, now.reads - before.reads, now.writes - before.writes, one.site});
}

void LoopCounter::take_pairs(size_t place, const HookRoute& before, Counted& counted) {
  const HookRoute& now = state_.routes[place];
  add_pairs(counting_[place], before, now, counted.pairs);
  // The hook found a buffer changed.
  if (loops_[place].counted && now.counts == 0) distrust(loops_[place]);
}

void LoopCounter::take_strays(uint64_t before, Counted& counted) {
  for (uint64_t number = before + 1; number <= state_.last_stray; ++number) {
    const HookStray& stray = state_.strays[number % hook_strays];
    const Counting* const one = stray.number == number ? counting_of(stray.id) : nullptr;
    if (one) counted.pairs.push_back({one->tid, one->from, one->to, stray.bytes, one->copied ? stray.bytes : 0, stray.reads, 1, one->site});
  }
}

const LoopCounter::Counting* LoopCounter::counting_of(uint64_t id) const {
  const auto now = std::find_if(counting_.begin(), counting_.end(), [id](const Counting& one) { return one.id == id; });
  if (now != counting_.end()) return &*now;
  return former_loops_.find(id);
}

}  // namespace iopath::trace
