#include "trace/observer.hh"

#include <algorithm>
#include <cstring>
#include <ctime>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "kernel/posix.hh"
#include "trace/captured.hh"
#include "trace/loop_counter.hh"

namespace iopath::trace {
namespace {

EndPointer nothing(const char* name) { return std::make_shared<const End>(End{"memory", name}); }

/** A counter, a timer or signals: the kernel makes what is read there and keeps no bytes that are written. */
bool holds_no_bytes(const EndPointer& end) {
  return end && (end->name == "anon_inode:[eventfd]" || end->name == "anon_inode:[timerfd]" ||
                 end->name == "anon_inode:[signalfd]");
}

/** Whether a mapped file is a library or a program: a loader maps those, and no input is one. */
bool is_program_file(const std::string& path) {
  const Fd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  char magic[4] = {};
  return file && ::pread(file.get(), magic, sizeof magic, 0) == sizeof magic && std::memcmp(magic, "\177ELF", 4) == 0;
}

/** That a call of Kind::forget changes. */
DescriptorRange range_of(const Call& call, const uint64_t* args) {
  if (call.number == SYS_close_range) return {static_cast<unsigned>(args[0]), static_cast<unsigned>(args[1])};
  const auto number = static_cast<unsigned>(args[call.in]);
  return {number, number};
}

/** Null also for a child by vfork: its descriptors are not those of the process whose memory it runs in. */
LoopCounter* own_loops(const Process& process) {
  return process.loops && process.loops->pid() == process.who.pid ? process.loops.get() : nullptr;
}

}  // namespace

uint64_t now_ns() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<uint64_t>(now.tv_sec) * 1'000'000'000u + static_cast<uint64_t>(now.tv_nsec);
}

bool Observer::enter(Thread& thread, long number, const uint64_t* args) {
  const Call* call = find_call(number);
  thread.call = nullptr;
  if (!call) return false;
  ++thread.calls;
  switch (call->kind) {
    case Kind::forget:
      std::copy_n(args, 6, thread.args);
      forget(*thread.process, range_of(*call, args));
      // Until the call is made another thread may use the old descriptor.
      if (thread.process->threads > 1) {
        thread.call = call;
        thread.process->descriptors.begin_change(thread.tid, range_of(*call, args));
      }
      return false;
    case Kind::map:
      note_mapping(thread, args);
      return false;
    case Kind::replace: return false;
    case Kind::unfollowed:
      findings_.add_blind_spot(call->name, thread.process->who, "");
      return false;
    default: break;
  }
  thread.call = call;
  std::copy_n(args, 6, thread.args);
  // At the entry: by the return another thread may have closed the descriptor.
  Descriptors& descriptors = thread.process->descriptors;
  if (call->in >= 0) thread.in = descriptors.end_of(static_cast<int>(args[call->in]));
  if (call->out >= 0) thread.out = descriptors.end_of(static_cast<int>(args[call->out]));
  thread.reads_before = thread.process->reads.last_number();
  // Event loops wake themselves by such calls, more often than they move bytes.
  const bool moves_nothing = holds_no_bytes(thread.in) || holds_no_bytes(thread.out);
  calls_ += moves_nothing;
  if (!moves_nothing) return true;
  const int fd = static_cast<int>(args[0]);
  LoopCounter* const loops = own_loops(*thread.process);
  if (loops && !descriptors.changes(fd)) loops->note_quiet(fd);
  forget_call(thread);
  return false;
}

void Observer::forget_call(Thread& thread) {
  thread.call = nullptr;
  thread.in.reset();
  thread.out.reset();
}

void Observer::seen(Thread& thread, const SeenCall& seen) {
  const Call* call = find_call(seen.number);
  if (!call) return;
  thread.calls += !seen.counted;
  if (call->kind == Kind::unfollowed) return findings_.add_blind_spot(call->name, thread.process->who, "");
  if (call->kind == Kind::map) {
    if (seen.in) note_mapped(thread, seen.in, seen.in->name, seen.args[1]);
    return;
  }
  static const EndPointer closed = std::make_shared<const End>(End{"other", "closed"});
  thread.call = call;
  thread.seen = &seen;
  if (seen.asked) stacks_.python().expect(thread);
  std::copy_n(seen.args, 6, thread.args);
  thread.instruction = seen.instruction;
  thread.stack = seen.stack;
  if (call->in >= 0) thread.in = seen.in ? seen.in : closed;
  if (call->out >= 0) thread.out = seen.out ? seen.out : closed;
  const bool moves_nothing = holds_no_bytes(thread.in) || holds_no_bytes(thread.out);
  leave(thread, moves_nothing ? 0 : seen.result);
  thread.seen = nullptr;
}

void Observer::seen(Thread& thread, const SeenRelay& relay) {
  Process& process = *thread.process;
  const SeenCall& write = relay.write;
  if (!write.in || !write.out) return;
  thread.calls += relay.read_calls + relay.writes;
  calls_ += relay.read_calls + relay.writes;
  process.read_bytes += relay.read_bytes;
  process.written_bytes += relay.bytes;
  thread.relays = true;
  thread.seen = &write;
  thread.instruction = write.instruction;
  thread.stack = write.stack;
  thread.out = write.out;
  const uint32_t site = stacks_.site(thread, write.in);
  findings_.add({process.who, thread.tid, write.in, write.out, relay.bytes, relay.compared, relay.reads, relay.writes,
                 relay.first_ns, write.time_ns, site});
  thread.seen = nullptr;
  forget_call(thread);
}

void Observer::counted(Process& process, Thread& thread, const Counted& counted) {
  Thread shown;
  shown.tid = thread.tid;
  shown.process = &process;
  auto& memory = static_cast<StoppedMemory&>(*process.memory);
  for (const SeenCall& read : counted.reads) {
    memory.show(&read.buffers);
    seen(shown, read);
  }
  memory.show(nullptr);
  findings_.add_changed(counted.changed);
  if (process.reads.searches()) process.loops->hold_loops_only();
  for (const CountedPairs& one : counted.pairs)
    findings_.add({process.who, one.tid, one.from, one.to, one.bytes, one.compared, one.reads, one.writes, counted.first_ns,
                   counted.last_ns, one.site});
  thread.calls += counted.calls;
  calls_ += counted.calls;
  counted_calls_ += counted.calls;
  process.read_bytes += counted.read_bytes;
  process.written_bytes += counted.written_bytes;
}

void Observer::forget(Process& process, const DescriptorRange& range) {
  process.descriptors.forget(range);
  if (LoopCounter* loops = own_loops(process)) loops->forget(range);
}

void Observer::leave(Thread& thread, int64_t result) {
  const Call* call = thread.call;
  if (!call) return;
  if (call->kind == Kind::forget) {
    thread.process->descriptors.end_change(thread.tid);
    forget(*thread.process, range_of(*call, thread.args));
    return forget_call(thread);
  }
  calls_ += !(thread.seen && thread.seen->counted);
  if (result > 0) {
    const auto moved = static_cast<uint64_t>(result);
    if (call->kind == Kind::read) read_done(thread, moved);
    if (call->kind == Kind::write) write_done(thread, moved);
    if (call->kind == Kind::move) move_done(thread, moved);
  }
  forget_call(thread);
}

void Observer::find_buffers(const Thread& thread, uint64_t moved) {
  if (!thread.seen) return buffers_of(thread.tid, *thread.call, thread.args, moved, buffers_);
  buffers_.clear();
  for (const CapturedBuffer& buffer : thread.seen->buffers) buffers_.push_back(buffer.piece);
}

void Observer::read_done(Thread& thread, uint64_t moved) {
  Process& process = *thread.process;
  process.read_bytes += thread.seen && thread.seen->counted ? 0 : moved;
  const Call& call = *thread.call;
  if (call.flags >= 0 && (thread.args[call.flags] & MSG_TRUNC)) {
    // TCP drops the bytes and fills nothing (tcp(7)).
    findings_.add_move(process.who, "recv MSG_TRUNC", thread.in, nothing("discarded"), moved);
    return;
  }
  find_buffers(thread, moved);
  LoopCounter* const loops = thread.seen ? nullptr : own_loops(process);
  process.reads.add(thread.in, buffers_, loops && loops->holds_reads(static_cast<int>(thread.args[call.in])));
  if (loops) loops->note_read(thread, buffers_, process.reads.searches());
}

void Observer::write_done(Thread& thread, uint64_t moved) {
  Process& process = *thread.process;
  process.written_bytes += moved;
  find_buffers(thread, moved);
  if (!buffers_.empty() && stacks_.take(thread, buffers_.front())) return;
  const Attribution found = process.reads.attribute(thread.out, buffers_, thread.seen ? UINT64_MAX : thread.reads_before);
  findings_.add_changed(found.changed);
  LoopCounter* const loops = own_loops(process);
  if (found.changed > 0 && loops) loops->note_changed(buffers_);
  if (found.uncompared > 0) findings_.add_blind_spot("contents", process.who, "", found.uncompared);
  if (found.paired.empty()) return;
  thread.relays = true;
  const uint32_t site = stacks_.site(thread, found.paired.front().from);
  if (loops) loops->note_write(thread, buffers_, found.paired, site);
  const uint64_t when = thread.seen ? thread.seen->time_ns : now_ns();
  for (const Paired& part : found.paired)
    findings_.add({process.who, thread.tid, part.from, thread.out, part.bytes, part.compared, part.reads, 1, when, when, site});
}

void Observer::move_done(Thread& thread, uint64_t moved) {
  // vmsplice hands on pages of the program's own.
  const EndPointer from = thread.call->in >= 0 ? thread.in : nothing("mapped or own pages");
  findings_.add_move(thread.process->who, thread.call->name, from, thread.out, moved);
}

void Observer::note_mapping(Thread& thread, const uint64_t* args) {
  const int fd = static_cast<int>(args[4]);
  if (fd < 0) return;
  const std::string file = "/proc/" + std::to_string(thread.tid) + "/fd/" + std::to_string(fd);
  note_mapped(thread, thread.process->descriptors.end_of(fd), file, args[1]);
}

/** `file` is a path that opens it. */
void Observer::note_mapped(Thread& thread, const EndPointer& end, const std::string& file, uint64_t bytes) {
  if (std::strcmp(end->kind, "file") != 0 || program_files_.contains(end->name)) return;
  // The tracer would wait for a server that it may have stopped itself.
  if (!is_served_by_program(thread.tid, file) && is_program_file(file)) {
    if (program_files_.size() < 4096) program_files_.insert(end->name);
    return;
  }
  findings_.add_blind_spot("mmap", thread.process->who, end->name, bytes);
}

}  // namespace iopath::trace
