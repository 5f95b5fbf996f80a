// What is done to a call that moves bytes of an end: it is failed, cut short or counted.
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstddef>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include "tracer.hh"

namespace inject {
namespace {

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

/**
 * Whether the kernel refuses a call before it moves or waits for anything, so that no fault could reach it:
 * copy_file_range takes regular files alone (generic_file_rw_checks, fs/read_write.c), sendfile a source that has a
 * position (splice_direct_to_actor, fs/splice.c).
 */
bool Tracer::is_refused(const Call& call, const Pending& pending) const {
  const bool source_streams = pending.in == Role::source && !ends_.is_seekable(Role::source);
  const bool sink_streams = pending.out == Role::sink && !ends_.is_seekable(Role::sink);
  if (call.number == SYS_copy_file_range) return source_streams || sink_streams;
  return call.number == SYS_sendfile && source_streams;
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
  if (is_refused(call, pending)) return;
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

}  // namespace inject
