// sendmsg(MSG_ZEROCOPY) from a mapping of the file: the network card reads the file's own pages. Over loopback the
// kernel copies nevertheless, and the completion says so (SO_EE_CODE_ZEROCOPY_COPIED).
#include "strategies/mapped.hh"

#include <linux/errqueue.h>
#include <netinet/in.h>

namespace iopath {

namespace {

/** Number of sends between checks for completions; a check may find none. */
constexpr uint64_t look_every = 32;

/** Our receiver always reads, so completions that do not come within this time are lost. */
constexpr int64_t longest_silence_ns = 5'000'000'000;

/** Counts sends in flight: their pages must not be changed until the kernel has reported their completion. */
class Completions {
 public:
  explicit Completions(Transfer& t) : t_(t) {}

  uint64_t in_flight() const { return sent_ - t_.found.zero_copy_completions; }

  void sent() {
    if (++sent_ % look_every == 0) collect();
  }

  /** Reads the error queue without waiting. */
  void collect() {
    while (in_flight() > 0 && take()) {
    }
  }

  /** Waits until at least one more send has completed or the poll times out. */
  void wait() {
    const timespec moment{.tv_sec = 0, .tv_nsec = 20'000'000};
    pollfd errors{.fd = t_.sink.fd, .events = 0, .revents = 0};
    t_.check_cancelled();
    if (t_.kernel.ppoll(&errors, 1, moment) < 0 && errno != EINTR) throw SystemError(errno, "ppoll", t_.sink.name);
    const uint64_t before = in_flight();
    collect();
    idle_ = in_flight() < before ? 0 : idle_ + 1;
    if (idle_ * moment.tv_nsec > longest_silence_ns)
      throw SystemError(ETIMEDOUT, "recvmsg", t_.sink.name,
                        "the kernel has not reported the end of " + std::to_string(in_flight()) + " sends in 5 seconds");
    if (errors.revents & POLLHUP && in_flight() > 0 && !take()) throw SystemError(EPIPE, "recvmsg", t_.sink.name);
  }

 private:
  /** Reads one message of the error queue: a range of completed sends. False if there is none. */
  bool take() {
    alignas(cmsghdr) char control[128];
    msghdr message{};
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    if (t_.kernel.call(Call::recvmsg, t_.sink.fd, &message, MSG_ERRQUEUE | MSG_DONTWAIT) < 0) {
      if (errno == EAGAIN) return false;
      t_.settle(Call::recvmsg, t_.sink.name, -1, 0);
      return true;
    }
    for (cmsghdr* part = CMSG_FIRSTHDR(&message); part; part = CMSG_NXTHDR(&message, part)) note(part);
    return true;
  }

  void note(const cmsghdr* part) {
    const bool ours = (part->cmsg_level == SOL_IP && part->cmsg_type == IP_RECVERR) ||
                      (part->cmsg_level == SOL_IPV6 && part->cmsg_type == IPV6_RECVERR);
    const auto* error = reinterpret_cast<const sock_extended_err*>(CMSG_DATA(part));
    if (!ours || error->ee_origin != SO_EE_ORIGIN_ZEROCOPY) return;
    const uint64_t sends = uint64_t{error->ee_data} - error->ee_info + 1;
    t_.found.zero_copy_completions += sends;
    if (error->ee_code & SO_EE_CODE_ZEROCOPY_COPIED) t_.found.zero_copy_copied += sends;
  }

  Transfer& t_;
  uint64_t sent_ = 0;
  int64_t idle_ = 0;
};

/** One sendmsg. ENOBUFS with sends in flight means to wait for their completions (man 7 socket, SO_ZEROCOPY). */
size_t send_some(Transfer& t, Completions& completions, const std::byte* data, size_t length) {
  iovec part{const_cast<std::byte*>(data), length};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  for (;;) {
    const long n = t.kernel.move(Call::sendmsg, length, t.sink.fd, &message, MSG_ZEROCOPY | MSG_NOSIGNAL);
    if (n > 0) return static_cast<size_t>(n);
    if (n == 0) throw SystemError(EIO, "sendmsg", t.sink.name, "the socket took no bytes and gave no error");
    if (errno != ENOBUFS)
      t.settle(Call::sendmsg, t.sink.name, t.sink.fd, POLLOUT);
    else if (completions.in_flight() > 0)
      completions.wait();
    else
      throw Unsupported{{"zero-copy-pages-unlocked"}};
  }
}

void run(Transfer& t) {
  const int yes = 1;
  t.found.zero_copy = true;
  t.insist(Call::setsockopt, t.sink.name, -1, 0, [&] {
    return t.kernel.call(Call::setsockopt, t.sink.fd, SOL_SOCKET, SO_ZEROCOPY, &yes, sizeof yes);
  });
  Completions completions(t);
  while (auto source = t.next_source()) {
    Window window(t, reading(*source));
    while (const auto piece = source->next()) {
      const std::byte* data = window.at(piece->offset, piece->length);
      t.look(data, piece->length);
      for (size_t done = 0; done < piece->length;) {
        const size_t n = send_some(t, completions, data + done, piece->length - done);
        t.wrote(n);
        done += n;
        completions.sent();
      }
      t.finish_chunk(piece->length);
    }
  }
  while (completions.in_flight() > 0) completions.wait();
}

std::optional<Reason> refuses(const Spec& spec) {
  if (spec.socket == SocketKind::tcp) return std::nullopt;
  return Reason{"unix-without-zero-copy"};
}

}  // namespace

extern const Strategy msg_zerocopy{
    .name = "msg-zerocopy",
    .routes = bit(Route::file_to_socket),
    .other_routes = "route-msg-zerocopy",
    .passes = bit(Pass::none) | bit(Pass::checksum),
    .other_passes = "pass-own-pages-sent",
    .refuses = refuses,
    .run = run,
};

}  // namespace iopath
