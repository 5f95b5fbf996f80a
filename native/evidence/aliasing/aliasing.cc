#include "evidence/aliasing/aliasing.hh"

#include <algorithm>

#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/socket.h>

#include "evidence/residency.hh"
#include "kernel/guard.hh"
#include "kernel/thread.hh"
#include "run/receiver.hh"
#include "strategies/registry.hh"
#include "transfer/output.hh"

namespace iopath {

namespace {

/** Sixteen pages: enough for any verdict, and small enough for every queue and pipe. */
constexpr size_t content_bytes = 64 << 10;
/** Fits into one datagram under any limit, so that the first message holds all of it. */
constexpr size_t datagram_bytes = 16 << 10;

using Segments = std::vector<Segment>;

const char* stage_of(End end) {
  if (end == End::pipe) return "pipe-buffer";
  return end == End::file ? "destination-page-cache" : "socket-buffer";
}

End end_of(const AliasingQuestion& question) {
  if (question.route == Route::file_to_pipe) return End::pipe;
  return question.route == Route::file_to_socket ? question.socket : End::file;
}

SocketKind kind_of(End socket) { return socket == End::tcp ? SocketKind::tcp : SocketKind::unix_stream; }

/**
 * The page cache holds nothing of the file afterwards: the device moved the bytes. `doubt` is the reason why that may
 * not be conclusive.
 */
Segment past_page_cache(const char* from, const char* to, Doubt doubt, uint64_t resident, uint64_t bytes) {
  Segment segment{.from = from, .to = to, .means = Means::mincore, .doubt = doubt};
  if (doubt != Doubt::none) return segment;
  if (resident == 0) segment.shows = Shows::bypass;
  else segment.shows = Shows::copy, segment.copied_bytes = std::min(resident, bytes);
  return segment;
}

View view_of(const ScratchRun& run) {
  return {.look = [&run] { return run.delivered(); }};
}

/** The legs into the strategy's buffer and out of it, if it has one. */
void observe_buffer(Segments& found, const ScratchRun& run, Scratch& scratch, const char* from, const char* to) {
  auto patch = run.buffered();
  if (!patch) return;
  const View buffer{patch->offset(), [&] { return Bytes(patch->data(), patch->data() + patch->length()); }};
  if (from) found.push_back(observe(from, "user-buffer", scratch, buffer, scratch.content()));
  if (to) found.push_back(observe("user-buffer", to, *patch, view_of(run), scratch.content()));
}

/** Whether the filesystem shared the extents: then no byte moved, and a later change of the input causes a copy. */
bool shares_extents(const ScratchRun& run, size_t bytes) {
  const std::optional<uint64_t> resident = cached_in(run.output(), 0, bytes);
  return shared_bytes(run.output()).value_or(0) >= bytes && resident.value_or(0) == 0;
}

/**
 * An O_DIRECT output, examined before anything reads it. It is a copy if the bytes went through its pages: either the
 * pages are still cached, or the filesystem dropped them after writing (btrfs) and the pages held from before changed.
 */
Shows observe_direct_output(Segments& found, const ScratchRun& run, const Scratch& scratch, Doubt doubt) {
  const uint64_t resident = cached_in(run.output(), 0, scratch.length()).value_or(0);
  Segment segment = past_page_cache("user-buffer", "destination-disk", doubt, resident, scratch.length());
  const Bytes pinned = run.pinned();
  if (pinned.size() < fewest_bytes) {
    segment.shows = Shows::undecided;
    segment.doubt = Doubt::too_few_bytes;
  } else if (std::equal(pinned.begin(), pinned.end(), scratch.content().begin())) {
    segment.shows = Shows::copy;
    segment.doubt = Doubt::none;
    segment.means = Means::flip;
    segment.copied_bytes = pinned.size();
  }
  found.push_back(segment);
  return segment.shows;
}

/** A strategy that opens its file with O_DIRECT. */
void observe_direct(Segments& found, const AliasingQuestion& question, Scratch& scratch) {
  const End end = end_of(question);
  const Doubt evicted = scratch.evict();
  ScratchRun run({question.strategy, scratch, end, std::nullopt, question.directory});
  const Doubt unseen = end == End::file ? run.pin_output() : Doubt::none;
  run.run();
  const uint64_t resident = scratch.resident();
  found.push_back(past_page_cache("disk", "user-buffer", evicted, resident, scratch.length()));
  const bool through = end != End::file || observe_direct_output(found, run, scratch, unseen) == Shows::copy;
  observe_buffer(found, run, scratch, resident > 0 ? "page-cache" : nullptr, through ? stage_of(end) : nullptr);
}

/** The first leg of a path through the strategy's own pipe: the same call, into a pipe that can be inspected. */
void observe_into_pipe(Segments& found, const AliasingQuestion& question, Scratch& scratch) {
  ScratchRun run({question.strategy, scratch, End::pipe, std::nullopt, question.directory});
  run.run();
  found.push_back(observe("page-cache", "pipe-buffer", scratch, view_of(run), scratch.content()));
}

void observe_from_file(Segments& found, const AliasingQuestion& question) {
  const bool datagram = question.route == Route::file_to_socket && question.socket == End::unix_datagram;
  Scratch scratch(question.directory, datagram ? datagram_bytes : content_bytes);
  if (question.strategy.bypasses_page_cache) return observe_direct(found, question, scratch);
  const End end = end_of(question);
  ScratchRun run({question.strategy, scratch, end, std::nullopt, question.directory});
  run.run();
  if (question.strategy.may_share && shares_extents(run, scratch.length())) {
    found.push_back({.from = "disk",
                     .to = "destination-disk",
                     .shows = Shows::reference,
                     .means = Means::fiemap,
                     .reference_bytes = scratch.length()});
    return;
  }
  found.push_back(observe("page-cache", stage_of(end), scratch, view_of(run), scratch.content()));
  observe_buffer(found, run, scratch, "page-cache", stage_of(end));
  if (run.used_pipe()) observe_into_pipe(found, question, scratch);
}

Segment no_control(const char* to) {
  return {.from = "socket-buffer", .to = to, .doubt = Doubt::no_control};
}

/** The first leg of a path from a socket through the strategy's own pipe, which is drained into a pipe of ours. */
void observe_socket_into_pipe(Segments& found, const AliasingQuestion& question, Scratch& scratch) {
  ScratchRun run({question.strategy, scratch, End::pipe, kind_of(question.socket), question.directory});
  if (!run.dye_source()) return found.push_back(no_control("pipe-buffer"));
  run.run();
  found.push_back(observe("socket-buffer", "pipe-buffer", scratch, view_of(run), scratch.content()));
}

void observe_from_socket(Segments& found, const AliasingQuestion& question) {
  Scratch scratch(question.directory, content_bytes);
  ScratchRun run({question.strategy, scratch, End::file, kind_of(question.socket), question.directory});
  if (!run.dye_source()) return found.push_back(no_control("destination-page-cache"));
  const bool direct = question.strategy.bypasses_page_cache;
  const Doubt unseen = direct ? run.pin_output() : Doubt::none;
  run.run();
  const bool through = !direct || observe_direct_output(found, run, scratch, unseen) == Shows::copy;
  const char* const end = "destination-page-cache";
  if (through) found.push_back(observe("socket-buffer", end, scratch, view_of(run), scratch.content()));
  observe_buffer(found, run, scratch, "socket-buffer", through ? end : nullptr);
  if (run.used_pipe()) observe_socket_into_pipe(found, question, scratch);
}

/** The last leg: the receiver of the measured runs gets references to the scratch file, which is then changed. */
void observe_receiver(Segments& found, const AliasingQuestion& question) {
  const End end = end_of(question);
  if (end == End::file || end == End::unix_datagram) return;
  Scratch scratch(question.directory, content_bytes);
  ScratchRun run({*find_strategy("sendfile"), scratch, end, std::nullopt, question.directory});
  run.run();
  Segment last{.from = stage_of(end), .to = "receiver"};
  last.doubt = Doubt::no_control;
  const bool dyed = observe("page-cache", last.from, scratch, view_of(run), scratch.content()).shows == Shows::reference;
  if (!dyed) return found.push_back(last);

  Spec spec;
  spec.route = question.route;
  spec.socket = kind_of(end);
  const std::atomic<bool> stop{false};
  Receiver receiver({spec, run.far_channel().reader.get(), scratch.length(), stop});
  if (end == End::pipe) run.far_channel().writer.reset();
  else check(shutdown(run.far_channel().writer.get(), SHUT_WR), "shutdown");
  receiver.run();
  if (receiver.memory().empty() && receiver.received == scratch.length()) {
    last.doubt = Doubt::none;
    last.shows = Shows::discarded;
    last.means = Means::receive;
    return found.push_back(last);
  }
  const auto patch = find_content(receiver.memory(), scratch.content());
  if (!patch) return last.doubt = Doubt::other_bytes, found.push_back(last);
  const View memory{patch->offset(), [&] { return Bytes(patch->data(), patch->data() + patch->length()); }};
  found.push_back(observe(last.from, last.to, scratch, memory, scratch.content()));
}

}  // namespace

Observation observe_aliasing(const AliasingQuestion& question) {
  block_foreign_signals();
  const SignalGuard signals;
  Observation observation;
  const uint64_t began = now_ns();
  try {
    if (question.route == Route::socket_to_file) observe_from_socket(observation.segments, question);
    else observe_from_file(observation.segments, question);
    observe_receiver(observation.segments, question);
  } catch (const SystemError& failure) {
    observation.failure = failure;
  }
  observation.took_ns = now_ns() - began;
  return observation;
}

}  // namespace iopath
