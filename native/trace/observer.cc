#include "trace/observer.hh"

#include <algorithm>
#include <cstring>
#include <ctime>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "kernel/posix.hh"

namespace iopath::trace {
namespace {

EndPointer nothing(const char* name) { return std::make_shared<const End>(End{"memory", name}); }

/** Whether a mapped file is a library or a program: a loader maps those, and no input is one. */
bool is_program_file(pid_t pid, int fd) {
  const std::string path = "/proc/" + std::to_string(pid) + "/fd/" + std::to_string(fd);
  const Fd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  char magic[4] = {};
  return file && ::pread(file.get(), magic, sizeof magic, 0) == sizeof magic && std::memcmp(magic, "\177ELF", 4) == 0;
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
      forget(thread, *call);
      return false;
    case Kind::map:
      note_mapping(thread, args);
      return false;
    case Kind::unfollowed:
      findings_.add_blind_spot(call->name, thread.process->who, "");
      return false;
    default: break;
  }
  thread.call = call;
  std::copy_n(args, 6, thread.args);
  // Now, not at the return: by then another thread may have closed the descriptor.
  Descriptors& descriptors = thread.process->descriptors;
  if (call->in >= 0) thread.in = descriptors.end_of(static_cast<int>(args[call->in]));
  if (call->out >= 0) thread.out = descriptors.end_of(static_cast<int>(args[call->out]));
  return true;
}

void Observer::forget(Thread& thread, const Call& call) {
  Descriptors& descriptors = thread.process->descriptors;
  if (call.number == SYS_close_range)
    descriptors.forget_range(static_cast<unsigned>(thread.args[0]), static_cast<unsigned>(thread.args[1]));
  else
    descriptors.forget(static_cast<int>(thread.args[call.in]));
}

void Observer::leave(Thread& thread, int64_t result) {
  const Call* call = thread.call;
  if (!call) return;
  ++calls_;
  if (result > 0) {
    const auto moved = static_cast<uint64_t>(result);
    if (call->kind == Kind::read) read_done(thread, moved);
    if (call->kind == Kind::write) write_done(thread, moved);
    if (call->kind == Kind::move) move_done(thread, moved);
  }
  thread.call = nullptr;
  thread.in.reset();
  thread.out.reset();
}

void Observer::read_done(Thread& thread, uint64_t moved) {
  Process& process = *thread.process;
  process.read_bytes += moved;
  const Call& call = *thread.call;
  if (call.flags >= 0 && (thread.args[call.flags] & MSG_TRUNC)) {
    // TCP drops the bytes and fills nothing (tcp(7)).
    findings_.add_move(process.who, "recv MSG_TRUNC", thread.in, nothing("discarded"), moved);
    return;
  }
  buffers_of(process.who.pid, call, thread.args, moved, buffers_);
  process.reads.add(thread.in, buffers_);
}

void Observer::write_done(Thread& thread, uint64_t moved) {
  Process& process = *thread.process;
  process.written_bytes += moved;
  buffers_of(process.who.pid, *thread.call, thread.args, moved, buffers_);
  if (!buffers_.empty() && stacks_.take(thread, buffers_.front())) return;
  const Attribution found = process.reads.attribute(thread.out, buffers_);
  findings_.add_changed(found.changed);
  if (found.paired.empty()) return;
  thread.relays = true;
  const uint32_t site = stacks_.site(thread, found.paired.front().from);
  for (const Paired& part : found.paired)
    findings_.add({process.who, thread.tid, part.from, thread.out, part.bytes, part.compared, part.reads, now_ns(), site});
}

void Observer::move_done(Thread& thread, uint64_t moved) {
  // vmsplice hands on pages of the program's own.
  const EndPointer from = thread.call->in >= 0 ? thread.in : nothing("mapped or own pages");
  findings_.add_move(thread.process->who, thread.call->name, from, thread.out, moved);
}

void Observer::note_mapping(Thread& thread, const uint64_t* args) {
  const int fd = static_cast<int>(args[4]);
  if (fd < 0) return;
  const EndPointer& end = thread.process->descriptors.end_of(fd);
  if (std::strcmp(end->kind, "file") != 0 || program_files_.contains(end->name)) return;
  if (is_program_file(thread.process->who.pid, fd)) {
    if (program_files_.size() < 4096) program_files_.insert(end->name);
    return;
  }
  findings_.add_blind_spot("mmap", thread.process->who, end->name, args[1]);
}

}  // namespace iopath::trace
