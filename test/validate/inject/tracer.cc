#include "tracer.hh"

#include <algorithm>
#include <csignal>
#include <ctime>
#include <fstream>
#include <iterator>

#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <netinet/in.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "filter.hh"

namespace inject {
namespace {

const Call* find(const Call* begin, const Call* end, long number) {
  const Call* found = std::find_if(begin, end, [&](const Call& call) { return call.number == number; });
  return found == end ? nullptr : found;
}

long now_seconds() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec;
}

/** A file of /proc tells no size. */
long size_by_reading(const char* path) {
  std::ifstream file(path);
  return std::distance(std::istreambuf_iterator<char>(file), {});
}

/** The array of pieces of readv or sendmsg, and how many it has. */
struct Pieces {
  unsigned long long at = 0, count = 0;
};

Pieces pieces_of(pid_t thread, const Call& call, Registers& registers) {
  if (call.memory == Memory::pieces) return {argument(registers, 1), argument(registers, 2)};
  msghdr message{};
  if (!read_memory(thread, argument(registers, 1), &message, sizeof message)) return {};
  return {reinterpret_cast<unsigned long long>(message.msg_iov), message.msg_iovlen};
}

}  // namespace

void Tracer::skip(pid_t thread, Registers& registers, long result) {
  registers.orig_rax = static_cast<unsigned long long>(-1);
  registers.rax = static_cast<unsigned long long>(result);
  set_registers(thread, registers);
}

long Tracer::length_asked(pid_t thread, const Call& call, Registers& registers) const {
  if (call.memory == Memory::plain) return static_cast<long>(argument(registers, call.length));
  long sum = 0;
  const Pieces pieces = pieces_of(thread, call, registers);
  for (unsigned long long i = 0; i < pieces.count; ++i) {
    iovec piece{};
    if (read_memory(thread, pieces.at + i * sizeof piece, &piece, sizeof piece)) sum += static_cast<long>(piece.iov_len);
  }
  return sum;
}

/** Where in its end a call begins: the file's offset for a source that has one, else the bytes moved so far. */
long Tracer::offset_of(pid_t thread, const Call& call, Registers& registers, Role role) const {
  if (role == Role::sink) return sink_bytes_;
  if (!ends_.is_seekable(role)) return source_bytes_;
  const long fd = static_cast<long>(argument(registers, call.in));
  if (call.inOffset < 0) return open_file(thread, fd).offset;
  const unsigned long long given = argument(registers, call.inOffset);
  if (call.out < 0) return static_cast<long>(given);
  long offset = 0;
  return given != 0 && read_memory(thread, given, &offset, sizeof offset) ? offset : open_file(thread, fd).offset;
}

/** Fails the call where it begins at the fault's offset or behind it; true where it was failed. */
bool Tracer::fail(pid_t thread, const Call& call, Registers& registers, Role role, long offset) {
  const Fault& fault = now_.fault;
  const int error = errno_of(fault.kind);
  if (error == 0 || offset < fault.at) return false;
  const bool once = error == EINTR || error == EAGAIN;
  if (once && shots_ > 0) return false;
  ++shots_;
  ++record_.hits;
  int now = error;
  // A socket reports a reset once: afterwards it reads as ended, and writing to it is EPIPE (tcp_recvmsg, sk_stream_error).
  if (error == ECONNRESET && shots_ > 1) now = role == Role::source ? 0 : EPIPE;
  skip(thread, registers, -now);
  const bool silent = call.flags >= 0 && (argument(registers, call.flags) & MSG_NOSIGNAL) != 0;
  if (now == EPIPE && !silent) syscall(SYS_tgkill, child_, thread, SIGPIPE);
  return true;
}

void Tracer::shorten(pid_t thread, const Call& call, Registers& registers, long length, Pending& pending) {
  ++record_.hits;
  if (call.memory == Memory::plain) {
    argument(registers, call.length) = static_cast<unsigned long long>(length);
    pending.shortened = true;
    set_registers(thread, registers);
    return;
  }
  const Pieces pieces = pieces_of(thread, call, registers);
  long left = length;
  for (unsigned long long i = 0; i < pieces.count; ++i) {
    iovec piece{};
    const unsigned long long at = pieces.at + i * sizeof piece;
    if (!read_memory(thread, at, &piece, sizeof piece)) return;
    const long cut = std::min(left, static_cast<long>(piece.iov_len));
    left -= cut;
    // Every piece behind the cut becomes empty.
    if (cut != static_cast<long>(piece.iov_len)) change(thread, at + offsetof(iovec, iov_len), cut, piece.iov_len, pending);
  }
}

void Tracer::change(pid_t thread, unsigned long long at, long value, unsigned long before, Pending& pending) {
  write_memory(thread, at, &value, sizeof value);
  pending.changed.push_back({at, before});
}

void Tracer::on_data(pid_t thread, const Call& call, Registers& registers) {
  Pending pending;
  pending.call = &call;
  pending.before = registers;
  const auto role = [&](int place) {
    return place < 0 ? Role::none : ends_.role_of(link_of(thread, static_cast<long>(argument(registers, place))));
  };
  pending.in = role(call.in);
  pending.out = role(call.out);
  if (pending.in != Role::source) pending.in = Role::none;
  if (pending.out != Role::sink) pending.out = Role::none;
  if (pending.in == Role::none && pending.out == Role::none) return;
  if (pending.in == Role::source && now_.source == "fifo") ends_.end_input();
  const Fault& fault = now_.fault;
  const Role aim = fault.end == "source" ? Role::source : fault.end == "sink" ? Role::sink : Role::none;
  long asked = length_asked(thread, call, registers);
  // A call that has both ends moves no byte to the sink where the source has none left.
  if (call.in >= 0 && call.out >= 0 && pending.in == Role::source)
    asked = std::min(asked, now_.size - offset_of(thread, call, registers, Role::source));
  if (aim != Role::none && (aim == pending.in || aim == pending.out) && (asked > 0 || aim == Role::source)) {
    const long offset = offset_of(thread, call, registers, aim);
    if (fail(thread, call, registers, aim, offset)) return;
    if (fault.is("drip")) {
      if (asked > fault.at) shorten(thread, call, registers, fault.at, pending);
    } else if (offset < fault.at && fault.at < offset + asked && fault.kind != "none") {
      shorten(thread, call, registers, fault.at - offset, pending);
    }
  }
  pending_[thread] = pending;
}

void Tracer::on_return(pid_t thread) {
  Pending& pending = pending_[thread];
  Registers registers{};
  if (!get_registers(thread, registers)) return;
  const long result = static_cast<long>(registers.rax);
  if (pending.is_connect) {
    const long fd = static_cast<long>(argument(pending.before, 0));
    sockaddr_in address{};
    const std::string link = link_of(thread, fd);
    // An IPv4 address may be given as IPv6 (::ffff:127.0.0.1): the port stands at the same place.
    if (read_memory(thread, argument(pending.before, 1), &address, sizeof address) && link.rfind("socket:[", 0) == 0)
      ends_.connected(ntohs(address.sin_port), std::stoul(link.substr(8)));
  } else if (result > 0) {
    Moved& moved = record_.calls[pending.call->name];
    ++moved.calls;
    if (pending.in == Role::source) moved.source += result, source_bytes_ += result;
    if (pending.out == Role::sink) moved.sink += result, sink_bytes_ += result;
  }
  if (pending.shortened) {
    // The kernel keeps argument registers, and compilers rely on it.
    for (int place = 0; place < 6; ++place) argument(registers, place) = argument(pending.before, place);
    set_registers(thread, registers);
  }
  for (const auto& [at, before] : pending.changed) write_memory(thread, at, &before, sizeof before);
  pending_.erase(thread);
}

void Tracer::observe_open(pid_t thread) {
  for (const long fd : descriptors(thread)) {
    const Role role = ends_.role_of(link_of(thread, fd));
    if (role == Role::none || stale_.count(fd)) continue;
    const char* name = role == Role::source ? "source" : "sink";
    record_.open[name] += (record_.open.count(name) ? " " : "") + std::to_string(open_file(thread, fd).offset);
  }
}

void Tracer::finish(const std::string& ending) {
  if (record_.id >= 0) record_.write(log_, ending, ends_.collect());
  record_ = Record{};
  now_ = Case{};
}

/** /iopath-case/ID, /iopath-done/ID/OBSERVATION, /iopath-end/ID. */
void Tracer::on_message(pid_t thread, const std::string& path) {
  const size_t slash = path.find('/', 8);
  if (slash == std::string::npos) return;
  const std::string word = path.substr(8, slash - 8);
  if (word == "case") {
    const auto found = cases_.find(std::stol(path.substr(slash + 1)));
    if (found == cases_.end()) return;
    now_ = found->second;
    if (now_.source == "proc") now_.size = size_by_reading("/proc/version");
    source_bytes_ = sink_bytes_ = shots_ = 0;
    record_ = Record{};
    record_.id = now_.id;
    // What an earlier case left open is no end of this one.
    stale_.clear();
    for (const long fd : descriptors(thread))
      if (ends_.role_of(link_of(thread, fd)) != Role::none) stale_.insert(fd);
    ends_.prepare(now_);
    deadline_ = now_seconds() + patience_;
  } else if (word == "done" && record_.id >= 0) {
    const size_t next = path.find('/', slash + 1);
    record_.said = next == std::string::npos ? "" : path.substr(next + 1);
    observe_open(thread);
    // What is flushed when the caller closes an end is no longer the case's.
    now_.fault = Fault{};
  } else if (word == "end") {
    finish("done");
    deadline_ = 0;
  }
}

void Tracer::on_seccomp(pid_t thread) {
  Registers registers{};
  if (!get_registers(thread, registers)) return;
  const long number = static_cast<long>(registers.orig_rax);
  for (const PathCall& call : path_calls)
    if (call.number == number) {
      const std::string path = read_text(thread, argument(registers, call.path));
      if (path.rfind("/iopath-", 0) == 0) on_message(thread, path);
      return;
    }
  if (record_.id < 0) return;
  if (const Call* call = find(std::begin(data_calls), std::end(data_calls), number)) return on_data(thread, *call, registers);
  if (const Call* call = find(std::begin(effect_calls), std::end(effect_calls), number)) {
    if (ends_.role_of(link_of(thread, static_cast<long>(argument(registers, call->out)))) != Role::none) ++record_.effects[call->name];
    return;
  }
  if (number == SYS_connect) {
    Pending pending;
    pending.is_connect = true;
    pending.before = registers;
    pending_[thread] = pending;
  }
}

pid_t Tracer::start(char** command) {
  const std::string source = std::to_string(ends_.source_port());
  const std::string sink = std::to_string(ends_.sink_port());
  setenv("IOPATH_SOURCE_PORT", source.c_str(), 1);
  setenv("IOPATH_SINK_PORT", sink.c_str(), 1);
  const pid_t child = fork();
  if (child != 0) return child;
  ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
  raise(SIGSTOP);
  // Ours is ignored, and a program inherits that.
  signal(SIGPIPE, SIG_DFL);
  install_filter();
  execvp(command[0], command);
  std::perror(command[0]);
  _exit(127);
}

int Tracer::run(char** command, int seconds) {
  patience_ = seconds;
  child_ = start(command);
  int status = 0;
  if (child_ < 0 || waitpid(child_, &status, __WALL) != child_) return 2;
  const long options = PTRACE_O_TRACESECCOMP | PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |
                       PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL | PTRACE_O_TRACESYSGOOD;
  ptrace(PTRACE_SETOPTIONS, child_, nullptr, options);
  ptrace(PTRACE_CONT, child_, nullptr, nullptr);
  bool hangs = false;
  for (;;) {
    const pid_t thread = waitpid(-1, &status, __WALL);
    if (deadline_ > 0 && now_seconds() > deadline_ && !hangs) {
      hangs = true;
      kill(child_, SIGKILL);
    }
    if (thread < 0) {
      if (errno == EINTR) continue;
      return 2;
    }
    if (WIFEXITED(status) || WIFSIGNALED(status)) {
      pending_.erase(thread);
      if (thread != child_) continue;
      const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
      const std::string how = (WIFEXITED(status) ? "exit " : "signal ") + std::to_string(code & 127);
      finish(hangs ? "hang" : how);
      return code;
    }
    if (!WIFSTOPPED(status)) continue;
    const int signal = WSTOPSIG(status);
    const int event = status >> 16;
    int request = PTRACE_CONT;
    int deliver = 0;
    if (event == PTRACE_EVENT_SECCOMP) {
      on_seccomp(thread);
      if (pending_.count(thread)) request = PTRACE_SYSCALL;
    } else if (signal == (SIGTRAP | 0x80)) {
      // The seccomp stop comes behind the entry stop (Linux 4.8), so this one is the return.
      if (pending_.count(thread)) on_return(thread);
    } else if (event == 0 && signal != SIGSTOP) {
      deliver = signal;
      if (pending_.count(thread)) request = PTRACE_SYSCALL;
    }
    ptrace(static_cast<__ptrace_request>(request), thread, nullptr, deliver);
  }
}

}  // namespace inject
