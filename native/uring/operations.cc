#include "uring/operations.hh"

namespace iopath {

namespace {

/** Registering a file takes a call: below this many slots it costs more than the descriptor look-ups it saves. */
constexpr uint64_t slots_worth_registering = 32;

}  // namespace

Operations::Operations(Transfer& transfer, Uring& ring, const PumpOptions& options, const Layout& layout, Pipe* pipe)
    : t_(transfer), ring_(ring), zero_copy_(options.zero_copy), spliced_(options.spliced),
      slot_bytes_(layout.slot_bytes), pipe_(pipe) {
  if (!spliced_) buffer_ = ring_.register_buffer(t_.buffer, layout.slot_bytes * layout.slots);
  int known[files] = {t_.source_socket(), t_.sink.fd, -1, -1};
  if (pipe_) known[pipe_read] = pipe_->read_end(), known[pipe_write] = pipe_->write_end();
  files_ = ring_.register_files(known, files);
  source_registered_ = t_.source_socket() >= 0;
}

void Operations::take(const Source* source) {
  source_ = source;
  if (!source) return;
  const bool many = source->pieces.length() / slot_bytes_ >= slots_worth_registering;
  source_registered_ = files_ && many && ring_.update_file(source_file, source->fd());
}

const char* Operations::unregistered() const {
  if (!spliced_ && !buffer_) return "uring-buffers-unregistered";
  return files_ ? nullptr : "uring-files-unregistered";
}

void Operations::on(io_uring_sqe& entry, Registered file, int fd) const {
  const bool known = is_registered(file);
  entry.fd = known ? static_cast<int>(file) : fd;
  if (known) entry.flags |= IOSQE_FIXED_FILE;
}

/** Splices from a descriptor to the entry's; offset UINT64_MAX means an end without offset. */
void Operations::splice(io_uring_sqe& entry, Registered from, int from_fd, uint64_t from_offset,
                        uint64_t to_offset) const {
  const bool known = is_registered(from);
  entry.opcode = IORING_OP_SPLICE;
  entry.splice_fd_in = known ? static_cast<int>(from) : from_fd;
  entry.splice_off_in = from_offset;
  entry.off = to_offset;
  entry.splice_flags = SPLICE_F_NONBLOCK | (known ? SPLICE_F_FD_IN_FIXED : 0);
}

void Operations::fill(io_uring_sqe& entry, const Slot& slot) const {
  entry.len = static_cast<uint32_t>(slot.length - slot.filled);
  if (pipe_) {
    on(entry, pipe_write, pipe_->write_end());
    return splice(entry, source_file, source_->fd(), slot.offset + slot.filled, UINT64_MAX);
  }
  entry.addr = reinterpret_cast<uint64_t>(slot.data + slot.filled);
  if (!source_) {
    entry.opcode = IORING_OP_RECV;
    on(entry, source_file, t_.source_socket());
    entry.msg_flags = MSG_WAITALL;  // also makes a short send break the chain (5.12)
    return;
  }
  entry.opcode = buffer_ ? IORING_OP_READ_FIXED : IORING_OP_READ;
  on(entry, source_file, source_->fd());
  entry.off = slot.offset + slot.filled;
}

void Operations::drain(io_uring_sqe& entry, const Slot& slot) const {
  on(entry, sink_file, t_.sink.fd);
  entry.len = static_cast<uint32_t>((drains_first(slot) ? slot.filled : slot.length) - slot.drained);
  if (is_direct()) return splice(entry, source_file, source_->fd(), slot.offset + slot.drained, UINT64_MAX);
  if (pipe_) return splice(entry, pipe_read, pipe_->read_end(), UINT64_MAX, sink_offset(slot));
  entry.addr = reinterpret_cast<uint64_t>(slot.data + slot.drained);
  if (t_.sink.kind == Sink::Kind::socket) {
    entry.opcode = zero_copy_ ? uring_op_send_zc : static_cast<uint8_t>(IORING_OP_SEND);
    entry.msg_flags = MSG_WAITALL | MSG_NOSIGNAL;
    if (zero_copy_) entry.ioprio = (buffer_ ? uring_fixed_buffer : 0) | (blind_ ? 0 : uring_report_usage);
  } else {
    entry.opcode = buffer_ ? IORING_OP_WRITE_FIXED : IORING_OP_WRITE;
    entry.off = sink_offset(slot);
  }
}

}  // namespace iopath
