#include "run/attempt.hh"

#include <algorithm>
#include <cstdio>
#include <cstring>

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>

#include "transfer/output.hh"
#include "evidence/residency.hh"

namespace iopath {

extern const Strategy sendfile_strategy;

namespace {

using namespace std::chrono_literals;

/** How often a run is checked for progress, cancellation and a failed peer. */
constexpr auto tick = 20ms;
constexpr uint64_t progress_interval_ns = 50'000'000;

/** Bytes the block layer has read for this process (man 5 proc, /proc/pid/io); 0 if the kernel does not count them. */
uint64_t device_read_bytes() {
  unsigned long long bytes = 0;
  if (FILE* file = std::fopen("/proc/self/io", "re")) {
    char line[128];
    while (std::fgets(line, sizeof line, file))
      if (std::sscanf(line, "read_bytes: %llu", &bytes) == 1) break;
    std::fclose(file);
  }
  return bytes;
}

std::vector<std::byte> make_header(uint64_t bytes) {
  std::vector<std::byte> header(bytes);
  for (size_t at = 0; at < header.size(); ++at) header[at] = static_cast<std::byte>("iopath header\r\n"[at % 15]);
  return header;
}

bool means(std::exception_ptr failure, bool (*matches)(const SystemError*)) {
  try {
    std::rethrow_exception(failure);
  } catch (const SystemError& error) {
    return matches(&error);
  } catch (const Cancelled&) {
    return matches(nullptr);
  } catch (...) {
    return false;
  }
}

/** A failure that only follows from the other end's: a cancellation, or the other end of the stream closed. */
bool is_echo(std::exception_ptr failure) {
  return means(failure, [](const SystemError* error) {
    if (!error || error->error == EPIPE || error->error == ECONNRESET) return true;
    return error->error == ENODATA && error->path == "socket";
  });
}

}  // namespace

Attempt::Attempt(const Spec& spec, const Input& input, const Strategy& strategy, const Key& key, RunControl& control)
    : spec_(spec), input_(input), strategy_(strategy), key_(key), control_(control),
      sender_core_(spec.cores ? std::optional(spec.cores->sender) : std::nullopt),
      receiver_core_(spec.cores ? std::optional(spec.cores->receiver) : std::nullopt),
      header_(make_header(spec.header_bytes)), pass_(spec.pass, key), no_pass_(Pass::none, key) {}

Attempt::~Attempt() { halt(); }

Result Attempt::make() {
  open_ends();
  prepare_transfer();
  start_peer();
  start_writer();
  start_sender();
  // The thread that writes into the channel ends first; closing the stream then ends the reader.
  if (from_socket()) await(*peer_);
  else await(*sender_);
  finish_stream();
  if (from_socket()) await(*sender_);
  else if (peer_) await(*peer_);
  if (writer_) await(*writer_);
  raise_failures();
  check_delivery();
  return gather();
}

void Attempt::open_ends() {
  if (spec_.route != Route::file_to_file) channel_ = open_channel(spec_);
  if (spec_.follow_bytes > 0) {
    growth_.emplace(spec_, input_.bytes);
    followed_spec_ = growth_->followed();
  }
  if (to_file()) output_ = make_output(spec_.output_directory, sink_bytes(), spec_.preallocate);
}

void Attempt::prepare_transfer() {
  const uint64_t longest = contiguous() ? input_.bytes : input_.longest;
  const size_t bytes = working_bytes(strategy_, spec_, longest);
  // Resident before the clock starts: a program reuses its buffer, so the first page faults are not the path's cost.
  buffer_ = Mapping(bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE);
  const bool pipe = spec_.route == Route::file_to_pipe;
  const Sink socket_or_pipe{pipe ? Sink::Kind::pipe : Sink::Kind::socket, channel_.writer.get(),
                            pipe ? "pipe" : "socket"};
  const Sink file{Sink::Kind::file, output_.get(), spec_.output_directory.c_str()};
  transfer_.emplace(Transfer::Setup{
      .spec = growth_ ? followed_spec_ : spec_,
      .sink = to_file() ? file : socket_or_pipe,
      .source_socket = from_socket() ? channel_.reader.get() : -1,
      .stream_bytes = input_.bytes,
      .buffer = buffer_.data(),
      .buffer_bytes = buffer_.size(),
      .header = header_.data(),
      .pass = pass_,
      .stop = stop_,
      .spin = false,
      .progress = progress_,
      .growth = growth_ ? &*growth_ : nullptr,
  });
}

void Attempt::start_peer() {
  if (spec_.route == Route::file_to_file) return;
  if (!from_socket()) {
    const uint64_t expected = input_.bytes + header_.size() * spec_.files.size();
    receiver_.emplace(Receiver::Setup{spec_, channel_.reader.get(), expected, stop_});
    peer_.emplace(MeasuredThread::Options{"iopath-receiver", receiver_core_}, [this] { receiver_->run(); });
    return peer_->release();
  }
  const bool spin = spec_.receiver == ReceiverMode::poll;
  if (spin) check(fcntl(channel_.writer.get(), F_SETFL, O_NONBLOCK), "fcntl");
  feeder_spec_ = spec_;
  feeder_spec_.route = Route::file_to_socket;
  feeder_spec_.header_bytes = feeder_spec_.flush_every = 0;
  feeder_spec_.pass = Pass::none;
  // In random order the chunk size is part of the job; otherwise the feeder only has to be fast.
  if (spec_.order == Order::sequential) feeder_spec_.chunk_bytes = std::max<uint64_t>(spec_.chunk_bytes, 1 << 20);
  feeder_.emplace(Transfer::Setup{
      .spec = feeder_spec_,
      .sink = {Sink::Kind::socket, channel_.writer.get(), "socket"},
      .source_socket = -1,
      .stream_bytes = 0,
      .buffer = nullptr,
      .buffer_bytes = 0,
      .header = nullptr,
      .pass = no_pass_,
      .stop = stop_,
      .spin = spin,
      .progress = feeder_progress_,
  });
  peer_.emplace(MeasuredThread::Options{"iopath-feeder", receiver_core_}, [this] { sendfile_strategy.run(*feeder_); });
}

void Attempt::start_sender() {
  const auto note_helpers = [this] {
    if (transfer_->found.helpers) helpers_.stop();
  };
  sender_.emplace(MeasuredThread::Options{"iopath-sender", sender_core_, note_helpers},
                  [this] { strategy_.run(*transfer_); });
  // Not both at once: the cost of sampling must not be counted as the path's.
  if (spec_.sample_hz) sampler_.start(sender_->tid(), spec_.sample_hz);
  else counters_.start(sender_->tid());
  device_bytes_before_ = device_read_bytes();
  helpers_.start();
  if (from_socket()) await_first_byte();
  sender_->release();
}

/**
 * Starts the feeder and waits until bytes have arrived: the receiver's time must include neither the feeder's start,
 * nor bytes that were queued before.
 */
void Attempt::await_first_byte() {
  peer_->release();
  pollfd ready{.fd = channel_.reader.get(), .events = POLLIN, .revents = 0};
  constexpr int tick_ms = static_cast<int>(std::chrono::milliseconds(tick).count());
  while (!stop_ && !peer_->finished() && ::poll(&ready, 1, tick_ms) <= 0) look_after();
}

/** The writer shares the receiver's core: on the sender's core it would disturb the measurement. */
void Attempt::start_writer() {
  if (!growth_) return;
  writer_.emplace(MeasuredThread::Options{"iopath-writer", receiver_core_}, [this] { growth_->write(progress_, stop_); });
  writer_->release();
}

void Attempt::await(MeasuredThread& thread) {
  while (!thread.join_within(tick)) look_after();
}

/** One tick: reports progress, and ends the run if it was cancelled or one of its ends has failed. */
void Attempt::look_after() {
  const auto failed = [](const std::optional<MeasuredThread>& thread) {
    return thread && thread->finished() && thread->failure();
  };
  if (control_.cancelled || failed(peer_) || failed(sender_) || failed(writer_)) return halt();
  const uint64_t now = now_ns();
  if (now < next_progress_ns_) return;
  next_progress_ns_ = now + progress_interval_ns;
  control_.on_progress(moved_so_far());
}

uint64_t Attempt::moved_so_far() const {
  return receiver_ ? receiver_->received.load(std::memory_order_relaxed) : progress_.load(std::memory_order_relaxed);
}

/** Ends both threads: sets the flag, shuts the sockets down and signals a sleeping thread. May be called again. */
void Attempt::halt() {
  stop_ = true;
  if (channel_.writer) ::shutdown(channel_.writer.get(), SHUT_RDWR);
  if (channel_.reader) ::shutdown(channel_.reader.get(), SHUT_RDWR);
  if (peer_) peer_->interrupt();
  if (sender_) sender_->interrupt();
  if (writer_) writer_->interrupt();
}

void Attempt::finish_stream() {
  if (spec_.route == Route::file_to_pipe) channel_.writer.reset();
  else if (channel_.writer) ::shutdown(channel_.writer.get(), SHUT_WR);
}

void Attempt::raise_failures() const {
  if (control_.cancelled) throw Cancelled{};
  const std::exception_ptr failures[] = {sender_->failure(), peer_ ? peer_->failure() : nullptr,
                                         writer_ ? writer_->failure() : nullptr};
  for (const std::exception_ptr& failure : failures)
    if (failure && !is_echo(failure)) std::rethrow_exception(failure);
  for (const std::exception_ptr& failure : failures)
    if (failure) std::rethrow_exception(failure);
}

void Attempt::check_delivery() const {
  check_still_long_enough(spec_, control_.cancelled);
  const uint64_t moved = transfer_->delivered_bytes();
  if (moved != input_.bytes)
    throw SystemError(EIO, "run", {},
                      "the strategy moved " + std::to_string(moved) + " of " + std::to_string(input_.bytes) + " bytes");
  if (to_file()) check_output_size();
  if (!receiver_) return;
  const uint64_t sent = moved + transfer_->header_bytes();
  const uint64_t received = receiver_->received;
  // Encrypted bytes include record headers and tags.
  const bool encrypted = spec_.kernel_tls && spec_.sink == SinkMode::discard;
  if (encrypted ? received < sent : received != sent)
    throw SystemError(EIO, "recvfrom", {},
                      std::to_string(sent) + " bytes were sent and " + std::to_string(received) + " came");
}

void Attempt::check_output_size() const {
  struct stat info;
  check(fstat(output_.get(), &info), "fstat", spec_.output_directory);
  const uint64_t expected = sink_bytes();
  if (static_cast<uint64_t>(info.st_size) != expected)
    throw SystemError(EIO, "fstat", spec_.output_directory,
                      "the output has " + std::to_string(info.st_size) + " bytes, not " + std::to_string(expected));
}

Result Attempt::gather() {
  // direct-io may have left O_DIRECT set, which would restrict the checking reads to whole blocks.
  if (to_file()) check(fcntl(output_.get(), F_SETFL, 0), "fcntl");
  Result result;
  result.copy_time = sampler_.stop();
  result.hardware = counters_.stop();
  result.bytes = transfer_->delivered_bytes();
  const uint64_t complete = receiver_ ? receiver_->complete_ns : 0;
  result.wall_ns = std::max(sender_->ended_ns(), complete) - sender_->began_ns();
  result.sender = sender_->usage();
  result.sender_calls = transfer_->kernel;
  if (peer_) {
    result.receiver = peer_->usage();
    result.receiver_calls = receiver_ ? receiver_->kernel : feeder_->kernel;
  }
  if (transfer_->found.helpers) result.helper_ns = helpers_.spent_ns();
  result.device_read_bytes = device_read_bytes() - device_bytes_before_;
  result.cached_bytes = growth_ ? cached_in(growth_->log(), 0, input_.bytes) : input_.cached_bytes;
  result.ran_as = strategy_.name;
  result.found = transfer_->found;
  if (result.found.because) result.because = Reason{result.found.because};
  result.granted = channel_.granted;
  if (result.found.pipe_bytes) result.granted.pipe_bytes = result.found.pipe_bytes;
  if (strategy_.may_share) result.shared_bytes = shared_bytes(output_.get());
  if (spec_.sink == SinkMode::verify) result.hash = hashes();
  return result;
}

std::optional<Hashes> Attempt::hashes() const {
  const bool headers = spec_.header_bytes > 0 && !from_socket();
  std::string source = hash_source(spec_, headers ? header_.data() : nullptr, key_, control_.cancelled);
  std::string sink = receiver_ ? receiver_->hash.hex()
                               : hash_output(spec_, output_.get(), contiguous(), control_.cancelled);
  return Hashes{Hash::algorithm, std::move(source), std::move(sink)};
}

}  // namespace iopath
