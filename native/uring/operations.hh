// The two operations of a slot: one fills it from the source, the other drains it into the sink. Through a buffer these
// are a read and a write; with splice, pages go into a pipe and out of it.
#pragma once

#include <optional>

#include "transfer/pipe.hh"
#include "uring/pump.hh"
#include "uring/ring.hh"
#include "uring/slots.hh"

namespace iopath {

class Operations {
 public:
  /** Registers the buffer, the sink and the pipe. */
  Operations(Transfer& transfer, Uring& ring, const PumpOptions& options, const Layout& layout, Pipe* pipe);

  /** Sets the file to move; null for a stream. Registered if it has enough slots to make up for that call. */
  void take(const Source* source);

  /** Moves the slot's next bytes into its buffer or the pipe. */
  void fill(io_uring_sqe& entry, const Slot& slot) const;
  /** Moves the slot's filled bytes into the sink. */
  void drain(io_uring_sqe& entry, const Slot& slot) const;

  /** Whether one splice goes straight into the sink, which is a pipe, so that nothing needs to be filled. */
  bool is_direct() const { return spliced_ && !pipe_; }
  /** Whether the filled part of a slot must be drained before the rest is filled: a pipe's space is counted in pages. */
  bool drains_first(const Slot& slot) const { return pipe_ && slot.drained < slot.filled && slot.filled < slot.length; }

  /** Sends stop requesting the report on copies, which kernels before 6.2 lack. */
  void stop_asking_usage() { blind_ = true; }
  bool is_blind() const { return blind_; }
  /** The code of what could not be registered; null if everything was. */
  const char* unregistered() const;

 private:
  /** Indexes of the descriptors, if they are registered. */
  enum Registered : int { source_file, sink_file, pipe_read, pipe_write, files };

  /** Sets the descriptor: by its index if it is registered. */
  void on(io_uring_sqe& entry, Registered file, int fd) const;
  void splice(io_uring_sqe& entry, Registered from, int from_fd, uint64_t from_offset, uint64_t to_offset) const;
  bool is_registered(Registered file) const { return files_ && (file != source_file || source_registered_); }
  bool to_file() const { return t_.sink.kind == Sink::Kind::file; }
  uint64_t sink_offset(const Slot& slot) const { return to_file() ? slot.sink_offset + slot.drained : UINT64_MAX; }

  Transfer& t_;
  Uring& ring_;
  const bool zero_copy_, spliced_;
  const size_t slot_bytes_;
  Pipe* const pipe_;
  const Source* source_ = nullptr;
  bool buffer_ = false, files_ = false, source_registered_ = false, blind_ = false;
};

}  // namespace iopath
