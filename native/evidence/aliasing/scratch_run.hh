// One run of a strategy, by the same function that is measured, from a scratch file or a dyed socket to an end that
// nobody reads: afterwards everything it filled can be looked at.
#pragma once

#include <atomic>
#include <optional>
#include <span>

#include "evidence/aliasing/dye.hh"
#include "run/channel.hh"
#include "transfer/strategy.hh"

namespace iopath {

/** Where a run ends. Unix datagram sockets are no end of a measured path; they show the other answer of the same call. */
enum class End { tcp, unix_stream, unix_datagram, pipe, file };

class ScratchRun {
 public:
  struct Setup {
    const Strategy& strategy;
    /** The scratch file is what is sent; where the strategy reads from a socket, what was sent into that. */
    Scratch& scratch;
    End end;
    /** The socket it reads from, else nothing. */
    std::optional<SocketKind> from_socket;
    const std::string& directory;
  };

  /** Opens the ends. Throws SystemError. */
  explicit ScratchRun(const Setup& setup);
  ScratchRun(const ScratchRun&) = delete;
  ~ScratchRun();

  /** Puts references to the scratch file into the socket to be read from, and says whether they are references. */
  bool dye_source();

  /**
   * Gives the output other bytes and takes references to its pages: a write that goes through the page cache will show in
   * them, one past it will not. The output keeps its length. `no_control` where its pages can't be seen to be resident.
   */
  Doubt pin_output();
  /** Bytes of the pages held since then. */
  Bytes pinned() const;

  /** Moves everything once. Throws what the strategy throws; SystemError ETIMEDOUT where it does not end. */
  void run();

  /** Bytes at the far end. Takes nothing away. */
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
  /** The stream that is read from, and the one (or pipe) that is written to. */
  Channel near_, far_;
  /** A second pipe, to look into the first one, and the pipe that holds pages of the output. */
  Fd output_, spare_read_, spare_write_;
  Channel pins_;
  Mapping buffer_;
  UserPass pass_;
  std::atomic<bool> stop_{false};
  std::atomic<uint64_t> progress_{0};
  std::optional<Transfer> transfer_;
};

}  // namespace iopath
