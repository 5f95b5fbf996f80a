// One run of a strategy, by the same function that is measured, from a scratch file or a dyed socket to an end that
// nobody reads: afterwards everything it filled can be inspected.
#pragma once

#include <atomic>
#include <optional>
#include <span>

#include "evidence/aliasing/dye.hh"
#include "run/channel.hh"
#include "transfer/strategy.hh"

namespace iopath {

/** Where a run ends. Unix datagram sockets end no measured path; they are a control, where the same call copies. */
enum class End { tcp, unix_stream, unix_datagram, pipe, file };

class ScratchRun {
 public:
  struct Setup {
    const Strategy& strategy;
    /** The bytes to send: the scratch file, or for a strategy that reads from a socket, the bytes sent into that socket. */
    Scratch& scratch;
    End end;
    /** The socket it reads from, if any. */
    std::optional<SocketKind> from_socket;
    const std::string& directory;
  };

  /** Opens the ends. Throws SystemError. */
  explicit ScratchRun(const Setup& setup);
  ScratchRun(const ScratchRun&) = delete;
  ~ScratchRun();

  /** Puts references to the scratch file into the source socket; returns whether they really are references. */
  bool dye_source();

  /**
   * Fills the output with other bytes and takes references to its pages: a write through the page cache shows in them, a
   * write past it does not. The output keeps its length. `no_control` if the residency of its pages can't be read.
   */
  Doubt pin_output();
  /** Bytes of the pages held since then. */
  Bytes pinned() const;

  /** Moves everything once. Throws what the strategy throws; SystemError ETIMEDOUT if it does not end. */
  void run();

  /** Bytes at the far end. Consumes nothing. */
  Bytes delivered() const;
  /** The part of the content that the strategy's own buffer holds. */
  std::optional<Patch> buffered() const;

  bool used_pipe() const { return transfer_->found.pipe_bytes > 0; }
  int output() const { return output_.get(); }
  Channel& far_channel() { return far_; }

 private:
  void make_spare_pipe();
  Spec make_spec() const;
  Sink sink() const;
  void prepare();

  const Setup setup_;
  const Spec spec_;
  /** The stream to read from, and the stream or pipe to write to. */
  Channel near_, far_;
  /** A second pipe, used to inspect the first one, and the pipe that holds pages of the output. */
  Fd output_, spare_read_, spare_write_;
  Channel pins_;
  Mapping buffer_;
  UserPass pass_;
  std::atomic<bool> stop_{false};
  std::atomic<uint64_t> progress_{0};
  std::optional<Transfer> transfer_;
};

}  // namespace iopath
