#include "prove/peek_flip.hh"

#include <algorithm>

#include <fcntl.h>
#include <poll.h>
#include <sys/sendfile.h>
#include <sys/socket.h>

#include "kernel/thread.hh"

namespace iopath {

namespace {

/** Restores the file if an exception is thrown before the regular restore. */
class Restoring {
 public:
  explicit Restoring(NamedScratch& scratch) : scratch_(scratch) {}
  Restoring(const Restoring&) = delete;
  ~Restoring() {
    if (done_) return;
    try {
      scratch_.restore();
    } catch (const SystemError&) {
      // The first failure is the one to report; the file is ours and is removed with the proof.
    }
  }
  void now() {
    done_ = true;
    scratch_.restore();
  }

 private:
  NamedScratch& scratch_;
  bool done_ = false;
};

/** Bytes that one call moved from the file to the stream; 0 if the stream is full. */
size_t move_some(int stream, Sending how, const NamedScratch& scratch, off_t at) {
  constexpr size_t piece = 64 << 10;
  const size_t length = std::min(piece, scratch.content().size() - static_cast<size_t>(at));
  ssize_t n;
  do {
    if (how == Sending::sendfile) {
      n = ::sendfile(stream, scratch.fd(), &at, length);
    } else {
      Bytes buffer(length);
      check(::pread(scratch.fd(), buffer.data(), length, at), "pread64", scratch.path());
      n = ::write(stream, buffer.data(), length);
    }
  } while (n < 0 && errno == EINTR);
  if (n < 0 && errno == EAGAIN) return 0;
  return static_cast<size_t>(check(n, how == Sending::sendfile ? "sendfile" : "write", "socket"));
}

ControlStream fill(Tap tap, Fd sender, Sending how, const NamedScratch& scratch) {
  check(fcntl(sender.get(), F_SETFL, O_NONBLOCK), "fcntl");
  ControlStream stream{std::move(tap), std::move(sender)};
  while (stream.accepted < scratch.content().size()) {
    const size_t moved = move_some(stream.sender.get(), how, scratch, static_cast<off_t>(stream.accepted));
    if (moved == 0) break;
    stream.accepted += moved;
  }
  return stream;
}

/** Finds our own connection among the accepted ones: any process of the machine may connect. */
Fd accept_own(int listener, uint16_t port) {
  for (;;) {
    pollfd waiting{.fd = listener, .events = POLLIN, .revents = 0};
    if (check(::poll(&waiting, 1, 1000), "poll") == 0) throw SystemError(ETIMEDOUT, "accept4");
    Fd accepted(::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC));
    if (!accepted) continue;
    const auto peer = peer_of(accepted.get());
    if (peer && peer->port == port) return accepted;
  }
}

}  // namespace

Looks peek_flip_peek(const Tap& tap, NamedScratch& scratch, size_t most, const ScratchRange& range) {
  Looks looks;
  const uint64_t began = now_ns();
  looks.before = tap.peek(most);
  Restoring restoring(scratch);
  const uint64_t changing = now_ns();
  scratch.flip(range);
  looks.during = tap.peek(most);
  restoring.now();
  const uint64_t restored = now_ns();
  looks.changed_ns = restored - changing;
  looks.took_ns = restored - began;
  looks.after = tap.peek(most);
  return looks;
}

ControlStream control_over_tcp(const std::string& address, int receive_buffer, Sending how, const NamedScratch& scratch) {
  const Listener listener({address, 0}, receive_buffer);
  Tap tap = Tap::connect_tcp(listener.local(), receive_buffer);
  Fd sender = accept_own(listener.fd(), tap.local().value().port);
  return fill(std::move(tap), std::move(sender), how, scratch);
}

ControlStream control_over_unix(Sending how, const NamedScratch& scratch) {
  int ends[2];
  check(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends), "socketpair");
  Fd receiver(ends[0]);
  return fill(Tap(std::move(receiver)), Fd(ends[1]), how, scratch);
}

ControlStream control_over_pipe(Sending how, const NamedScratch& scratch) {
  Fd writer;
  Tap tap = Tap::make_pipe(writer);
  return fill(std::move(tap), std::move(writer), how, scratch);
}

}  // namespace iopath
