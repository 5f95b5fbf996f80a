// The strategy's view of a run: the ends, the counted calls and the shared bookkeeping.
#pragma once

#include <atomic>
#include <optional>

#include "kernel/counters.hh"
#include "kernel/posix.hh"
#include "transfer/growth.hh"
#include "transfer/source.hh"
#include "transfer/spec.hh"
#include "transfer/user_pass.hh"

namespace iopath {

/** Where the bytes go. `fd` stays open after the run and belongs to the caller. */
struct Sink {
  enum class Kind { socket, pipe, file };
  Kind kind;
  int fd;
  /** For messages: the path of the output's folder, "socket" or "pipe". */
  const char* name;
};

/** A strategy's results besides its counts; the caller collects the rest of a run's result. */
struct Findings {
  /** Granted capacity of the pipe the strategy made; 0 if it made none. */
  uint64_t pipe_bytes = 0;
  bool zero_copy = false;
  uint64_t zero_copy_completions = 0;
  uint64_t zero_copy_copied = 0;
  /** Kernel threads may have worked for the sender: their CPU time belongs to the run. */
  bool helpers = false;
  /** The code of a note on how the strategy ran, such as an unaligned tail; else null. */
  const char* because = nullptr;
};

/** One run's work as the measured thread sees it. */
class alignas(apart) Transfer final : public GrowthFollower {
 public:
  /** What the caller prepares before the thread starts. Spans must outlive the run. */
  struct Setup {
    const Spec& spec;
    Sink sink;
    /** The socket to read from on socket-to-file, else -1. */
    int source_socket;
    /** socket-to-file: payload bytes the peer will send. */
    uint64_t stream_bytes;
    /** The strategy's own buffer (Strategy::buffer_bytes), page-aligned and resident. */
    std::byte* buffer;
    size_t buffer_bytes;
    /** `spec.header_bytes` bytes that go before each file. */
    const std::byte* header;
    UserPass& pass;
    const std::atomic<bool>& stop;
    /** Spin instead of sleeping where a call would block. */
    bool spin;
    /** Payload bytes moved so far, for others to read. */
    std::atomic<uint64_t>& progress;
    /** The log to follow, which is the only file of `spec`; null if the files themselves are sent. */
    Growth* growth = nullptr;
  };

  explicit Transfer(const Setup& setup)
      : spec(setup.spec), sink(setup.sink), buffer(setup.buffer), buffer_bytes(setup.buffer_bytes), setup_(setup) {}

  const Spec& spec;
  const Sink sink;
  std::byte* const buffer;
  const size_t buffer_bytes;
  Kernel kernel;
  Findings found;

  // Files as the source.

  /**
   * Opens the next file (openat, fstat) and sends its header; the caller walks it. Empty after the last one. Extra open
   * flags: O_DIRECT.
   */
  std::optional<Source> next_source(int extra_flags = 0);

  /** Returns once the followed log has `end` bytes. */
  void await_growth(uint64_t end) override;

  /**
   * A mapped page was unavailable (EFAULT from a call, SIGBUS in user space). Determines the cause and throws it: the
   * input became shorter (ENODATA), the output got no more space (ENOSPC, EDQUOT), or a device failed (EIO, with the path
   * of the end that could not be read or written).
   */
  [[noreturn]] void page_lost(Call call) const;

  /** A short or failed read at `piece`: 0 bytes mean that the file shrank, which fails the run. */
  [[noreturn]] void file_changed(const Source& source, Call call) const;

  // A socket as the source (socket-to-file).

  int source_socket() const { return setup_.source_socket; }
  uint64_t stream_bytes() const { return setup_.stream_bytes; }
  /** Receives 1 to `length` bytes; an early end of the stream is an error. */
  size_t receive(std::byte* data, size_t length);
  [[noreturn]] void stream_ended(Call call) const;

  // Calls that may have to be repeated.

  /**
   * Makes `attempt` (a lambda that returns what the kernel returned) until it neither was interrupted (EINTR) nor
   * would block (EAGAIN: waits until `wait_fd` is ready for `events`). Returns its result, 0 included; throws
   * SystemError on every other errno and Cancelled when the run was cancelled meanwhile.
   */
  template <typename Attempt>
  size_t insist(Call call, const char* path, int wait_fd, short events, Attempt attempt) {
    for (;;) {
      const long result = attempt();
      if (result >= 0) [[likely]] return static_cast<size_t>(result);
      settle(call, path, wait_fd, events);
    }
  }

  /** Writes all of `data` to the sink: write to sockets, pipes and sequential files, pwrite64 in random order. */
  void write_all(const std::byte* data, size_t length, uint64_t sink_offset);

  /** Moves a file sink's position to `sink_offset` (lseek) if needed; other sinks have none. */
  void seek_sink(uint64_t sink_offset);

  /** Records bytes that reached the sink at its position (write, sendfile, splice without an offset). */
  void wrote(size_t bytes) { written_ += bytes, position_ += bytes; }
  /** Records bytes written at an explicit offset (pwrite64, copy_file_range). */
  void placed(size_t bytes) { written_ += bytes; }

  /** The user-space pass over bytes in memory, in place. */
  void pass(std::byte* data, size_t length) {
    if (setup_.spec.pass != Pass::none) setup_.pass.apply(data, length);
  }
  /** The checksum over mapped file bytes, which must not change; a mapping truncated meanwhile is an error. */
  void look(const std::byte* data, size_t length);

  // Bookkeeping, once per chunk.

  /** Records `length` payload bytes as moved and checks for cancellation. True when a flush is due. */
  bool delivered(size_t length) {
    delivered_ += length;
    setup_.progress.store(delivered_, std::memory_order_relaxed);
    check_cancelled();
    return spec.flush_every > 0 && ++chunks_ % spec.flush_every == 0;
  }
  /** The same, flushing a file sink by fdatasync when due. */
  void finish_chunk(size_t length) {
    if (delivered(length) && sink.kind == Sink::Kind::file) flush();
  }
  /** fdatasync of the sink. */
  void flush();

  uint64_t delivered_bytes() const { return delivered_; }
  uint64_t header_bytes() const { return headers_; }
  /** True while the sink has received nothing, so that another strategy may replace this one. */
  bool untouched() const { return delivered_ == 0 && headers_ == 0 && written_ == 0; }
  void check_cancelled() const {
    if (setup_.stop.load(std::memory_order_relaxed)) throw Cancelled{};
  }

  /** Path of the last opened file, for messages. */
  const char* current_path() const { return next_file_ ? spec.files[next_file_ - 1].shown() : ""; }

  /** Handles a failed call by its errno: returns if the call should be repeated, else throws. */
  void settle(Call call, const char* path, int wait_fd, short events);

 private:
  void send_header();

  Setup setup_;
  size_t next_file_ = 0;
  /** The last opened file. */
  int input_fd_ = -1;
  uint64_t next_sink_offset_ = 0;
  uint64_t position_ = 0;
  uint64_t delivered_ = 0;
  uint64_t headers_ = 0;
  uint64_t written_ = 0;
  uint64_t chunks_ = 0;
};

}  // namespace iopath
