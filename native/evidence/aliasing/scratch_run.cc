#include "evidence/aliasing/scratch_run.hh"

#include <fcntl.h>
#include <poll.h>
#include <sys/sendfile.h>
#include <sys/socket.h>

#include "evidence/aliasing/peek.hh"
#include "evidence/residency.hh"
#include "kernel/thread.hh"
#include "transfer/output.hh"

namespace iopath {

namespace {

using namespace std::chrono_literals;

/** A run takes under a millisecond; a hanging one is ended. Waiting for lost zero-copy completions takes five seconds. */
constexpr auto patience = 2s;

/** Room for the whole content in any queue, as references or as copies with their bookkeeping. */
constexpr uint64_t queue_bytes = 256 << 10;

constexpr unsigned char no_key[32] = {};

Route route_of(const ScratchRun::Setup& setup) {
  if (setup.from_socket) return Route::socket_to_file;
  if (setup.end == End::pipe) return Route::file_to_pipe;
  return setup.end == End::file ? Route::file_to_file : Route::file_to_socket;
}

Channel datagram_pair() {
  int ends[2];
  check(socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, ends), "socketpair");
  return {Fd(ends[0]), Fd(ends[1]), {}};
}

Channel open_end(Spec spec, End end) {
  if (end == End::unix_datagram) return datagram_pair();
  spec.route = end == End::pipe ? Route::file_to_pipe : Route::file_to_socket;
  spec.socket = end == End::tcp ? SocketKind::tcp : SocketKind::unix_stream;
  return open_channel(spec);
}

/** Calls sendfile until all of it is in the socket. Nobody reads meanwhile, so bytes that do not fit now never will. */
void send_all(int socket, const Scratch& scratch) {
  off_t at = 0;
  const auto end = static_cast<off_t>(scratch.length());
  while (at < end) {
    const ssize_t n = ::sendfile(socket, scratch.fd(), &at, static_cast<size_t>(end - at));
    if (n < 0 && errno == EINTR) continue;
    if (check(n, "sendfile", "socket") == 0) throw SystemError(ENODATA, "sendfile", "socket", shrunk);
  }
}

}  // namespace

ScratchRun::ScratchRun(const Setup& setup) : setup_(setup), spec_(make_spec()), pass_(Pass::none, no_key) {
  if (setup_.from_socket) {
    near_ = open_end(spec_, *setup_.from_socket == SocketKind::tcp ? End::tcp : End::unix_stream);
    check(fcntl(near_.writer.get(), F_SETFL, O_NONBLOCK), "fcntl");
  }
  if (setup_.end == End::file) output_ = make_output(setup_.directory, spec_.chunk_bytes);
  else far_ = open_end(spec_, setup_.end);
  if (setup_.end == End::pipe) make_spare_pipe();
  prepare();
}

void ScratchRun::make_spare_pipe() {
  Channel spare = open_end(spec_, End::pipe);
  spare_read_ = std::move(spare.reader);
  spare_write_ = std::move(spare.writer);
  check(fcntl(spare_read_.get(), F_SETFL, O_NONBLOCK), "fcntl");
}

ScratchRun::~ScratchRun() { stop_ = true; }

Spec ScratchRun::make_spec() const {
  Spec spec;
  spec.strategy = setup_.strategy.name;
  spec.route = route_of(setup_);
  spec.socket = setup_.from_socket.value_or(setup_.end == End::tcp ? SocketKind::tcp : SocketKind::unix_stream);
  spec.files = {{.path = setup_.scratch.path(), .offset = 0, .length = setup_.scratch.length()}};
  spec.chunk_bytes = setup_.scratch.length();
  spec.pipe_bytes = spec.send_buffer_bytes = spec.receive_buffer_bytes = queue_bytes;
  spec.output_directory = setup_.directory;
  return spec;
}

Sink ScratchRun::sink() const {
  if (setup_.end == End::file) return {Sink::Kind::file, output_.get(), setup_.directory.c_str()};
  const bool pipe = setup_.end == End::pipe;
  return {pipe ? Sink::Kind::pipe : Sink::Kind::socket, far_.writer.get(), pipe ? "pipe" : "socket"};
}

void ScratchRun::prepare() {
  const size_t bytes = working_bytes(setup_.strategy, spec_, setup_.scratch.length());
  buffer_ = Mapping(bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE);
  transfer_.emplace(Transfer::Setup{
      .spec = spec_,
      .sink = sink(),
      .source_socket = setup_.from_socket ? near_.reader.get() : -1,
      .stream_bytes = setup_.from_socket ? setup_.scratch.length() : 0,
      .buffer = buffer_.data(),
      .buffer_bytes = buffer_.size(),
      .header = nullptr,
      .pass = pass_,
      .stop = stop_,
      .spin = false,
      .progress = progress_,
  });
}

bool ScratchRun::dye_source() {
  const Scratch& scratch = setup_.scratch;
  send_all(near_.writer.get(), scratch);
  const View queue{.look = [&] { return peek_socket(near_.reader.get(), scratch.length()); }};
  return observe("page-cache", "socket-buffer", setup_.scratch, queue, scratch.content()).shows == Shows::reference;
}

Doubt ScratchRun::pin_output() {
  const Bytes others = random_bytes(setup_.scratch.length());
  const ssize_t written = pwrite(output_.get(), others.data(), others.size(), 0);
  if (check(written, "pwrite64", setup_.directory) != static_cast<ssize_t>(others.size()))
    throw SystemError(ENOSPC, "pwrite64", setup_.directory);
  const bool seen = cached_in(output_.get(), 0, others.size()) == others.size();
  check(fdatasync(output_.get()), "fdatasync", setup_.directory);
  pins_ = open_end(spec_, End::pipe);
  make_spare_pipe();
  off_t at = 0;
  check(splice(output_.get(), &at, pins_.writer.get(), nullptr, others.size(), SPLICE_F_NONBLOCK), "splice");
  return seen ? Doubt::none : Doubt::no_control;
}

Bytes ScratchRun::pinned() const {
  return peek_pipe(pins_.reader.get(), spare_read_.get(), spare_write_.get(), setup_.scratch.length());
}

void ScratchRun::run() {
  MeasuredThread thread({.name = "iopath-sender", .cpu = std::nullopt}, [this] { setup_.strategy.run(*transfer_); });
  thread.release();
  const bool ended = thread.join_within(patience);
  stop_ = true;
  while (!thread.join_within(20ms)) thread.interrupt();
  if (!ended)
    throw SystemError(ETIMEDOUT, "run", {}, "the experiment's run of " + spec_.strategy + " did not end in two seconds");
  if (thread.failure()) std::rethrow_exception(thread.failure());
  // With O_DIRECT the reads that examine the output would have to be block-aligned.
  if (output_) check(fcntl(output_.get(), F_SETFL, 0), "fcntl");
}

Bytes ScratchRun::delivered() const {
  const size_t most = setup_.scratch.length();
  if (setup_.end == End::file) return peek_file(output_.get(), most);
  if (setup_.end == End::pipe) return peek_pipe(far_.reader.get(), spare_read_.get(), spare_write_.get(), most);
  return peek_socket(far_.reader.get(), most);
}

std::optional<Patch> ScratchRun::buffered() const {
  return find_content({buffer_.data(), buffer_.size()}, setup_.scratch.content());
}

}  // namespace iopath
