// What one slot's two operations are: the one that fills it from the source, and the one that drains it into the sink.
// Through a buffer these are a read and a write; spliced, pages go into a pipe and out of it.
#pragma once

#include <optional>

#include "transfer/pipe.hh"
#include "uring/pump.hh"
#include "uring/ring.hh"
#include "uring/slots.hh"

namespace iopath {

class Operations {
 public:
  /** Registers what it works with: the buffer, the sink and the pipe. */
  Operations(Transfer& transfer, Uring& ring, const PumpOptions& options, const Layout& layout, Pipe* pipe);

  /** The file that is moved from now on; null for a stream. Registered where it has enough slots to earn that call back. */
  void take(const Source* source);

  /** The next bytes of the slot into its buffer or the pipe. */
  void fill(io_uring_sqe& entry, const Slot& slot) const;
  /** What may leave of the slot into the sink. */
  void drain(io_uring_sqe& entry, const Slot& slot) const;

  /** Whether nothing needs to be filled: one splice leads straight into a sink that is a pipe. */
  bool is_direct() const { return spliced_ && !pipe_; }
  /** Whether what was filled of a slot has to leave before the rest of it is filled: a pipe's room is counted in pages. */
  bool drains_first(const Slot& slot) const { return pipe_ && slot.drained < slot.filled && slot.filled < slot.length; }

  /** Sends no longer ask the kernel to tell whether it copied: it cannot (before 6.2). */
  void stop_asking_usage() { blind_ = true; }
  bool is_blind() const { return blind_; }
  /** The code of what could not be registered; null where all of it could. */
  const char* unregistered() const;

 private:
  /** Numbers of the descriptors, where they are registered. */
  enum Registered : int { source_file, sink_file, pipe_read, pipe_write, files };

  /** Names the descriptor: by its number where it is registered. */
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
