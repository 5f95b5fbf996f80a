#include "trace/memory.hh"

#include <algorithm>

#include <sys/socket.h>
#include <sys/uio.h>

namespace iopath::trace {
namespace {

constexpr size_t most_pieces = 64;

iovec remote(uint64_t address, size_t length) { return {reinterpret_cast<void*>(address), length}; }

void vector_buffers(pid_t pid, uint64_t address, uint64_t count, uint64_t moved, std::vector<Piece>& into) {
  // IOV_MAX of Linux: the kernel takes no more.
  std::vector<iovec> array(std::min<uint64_t>(count, 1024));
  if (!read_memory(pid, address, array.data(), array.size() * sizeof(iovec))) return;
  for (const iovec& one : array) {
    const uint64_t length = std::min<uint64_t>(one.iov_len, moved);
    if (length > 0) into.push_back({reinterpret_cast<uint64_t>(one.iov_base), length});
    moved -= length;
    if (moved == 0) return;
  }
}

}  // namespace

bool read_pieces(pid_t pid, const std::vector<Piece>& pieces, std::byte* to) {
  iovec there[most_pieces];
  if (pieces.size() > most_pieces) return false;
  size_t total = 0;
  for (size_t at = 0; at < pieces.size(); ++at) {
    there[at] = remote(pieces[at].address, pieces[at].length);
    total += pieces[at].length;
  }
  const iovec local{to, total};
  return process_vm_readv(pid, &local, 1, there, pieces.size(), 0) == static_cast<ssize_t>(total);
}

void buffers_of(pid_t pid, const Call& call, const uint64_t* args, uint64_t moved, std::vector<Piece>& into) {
  into.clear();
  if (call.shape == Shape::plain) {
    // recv(MSG_TRUNC) tells the datagram's length, which may be more than the buffer's.
    into.push_back({args[1], std::min(moved, args[2])});
  } else if (call.shape == Shape::vector) {
    vector_buffers(pid, args[1], args[2], moved, into);
  } else if (call.shape == Shape::message) {
    msghdr message{};
    if (read_memory(pid, args[1], &message, sizeof message))
      vector_buffers(pid, reinterpret_cast<uint64_t>(message.msg_iov), message.msg_iovlen, moved, into);
  }
}

}  // namespace iopath::trace
