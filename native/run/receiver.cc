#include "run/receiver.hh"

#include <fcntl.h>

#include "kernel/thread.hh"

namespace iopath {

namespace {

constexpr size_t buffer_bytes = 1 << 20;

/** TCP discards up to this many bytes in one call; nothing is written, so no memory of that size is needed. */
constexpr size_t discard_bytes = size_t{1} << 30;

/** recv(MSG_TRUNC) discards on TCP alone (man 7 tcp); a Unix stream needs a buffer, a pipe goes to /dev/null. */
bool needs_buffer(const Spec& spec) {
  const bool unix_stream = spec.route == Route::file_to_socket && spec.socket == SocketKind::unix_stream;
  return spec.sink == SinkMode::verify || unix_stream;
}

}  // namespace

Receiver::Receiver(const Setup& setup)
    : setup_(setup), pipe_(setup.spec.route == Route::file_to_pipe), spin_(setup.spec.receiver == ReceiverMode::poll),
      keeps_(needs_buffer(setup.spec)) {
  if (keeps_) buffer_ = Mapping(buffer_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE);
  if (pipe_ && !keeps_) null_ = Fd(check(::open("/dev/null", O_WRONLY | O_CLOEXEC), "openat", "/dev/null"));
  if (pipe_ && spin_) check(fcntl(setup.fd, F_SETFL, O_NONBLOCK), "fcntl");
}

long Receiver::take() {
  if (!pipe_) {
    const int flags = (spin_ ? MSG_DONTWAIT : 0) | (keeps_ ? 0 : MSG_TRUNC);
    return kernel.recvfrom(setup_.fd, buffer_.data(), keeps_ ? buffer_.size() : discard_bytes, flags);
  }
  if (keeps_) return kernel.read(setup_.fd, buffer_.data(), buffer_.size());
  return kernel.splice(setup_.fd, nullptr, null_.get(), nullptr, buffer_bytes, spin_ ? SPLICE_F_NONBLOCK : 0);
}

void Receiver::run() {
  uint64_t total = 0;
  for (;;) {
    const long n = take();
    if (n == 0) return;
    if (n > 0) {
      if (setup_.spec.sink == SinkMode::verify) hash.update(buffer_.data(), static_cast<size_t>(n));
      total += static_cast<uint64_t>(n);
      received.store(total, std::memory_order_relaxed);
      if (total >= setup_.expected) complete_ns = now_ns();
      continue;
    }
    const int error = errno;
    if (setup_.stop.load(std::memory_order_relaxed)) throw Cancelled{};
    if (error == EAGAIN) relax();
    else if (error != EINTR) throw SystemError(error, pipe_ ? "read" : "recvfrom", pipe_ ? "pipe" : "socket");
  }
}

}  // namespace iopath
