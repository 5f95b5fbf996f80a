#include "uring/pump.hh"

#include <algorithm>
#include <array>
#include <optional>

#include "uring/ring.hh"
#include "uring/slots.hh"

namespace iopath {

namespace {

/** Batches in a row that may move nothing (interrupted, or waited for room) before the run is called stuck. */
constexpr unsigned most_idle_batches = 10'000;

/** Submissions are told apart by slot and by what they do. */
enum Kind : uint64_t { fill = 0, drain = 1 };
constexpr uint64_t tag(size_t slot, Kind kind) { return slot << 1 | kind; }

class Pump {
 public:
  Pump(Transfer& t, const PumpOptions& options)
      : t_(t), options_(options), layout_(layout_for(t.spec, t.buffer_bytes)),
        ring_(t, {.entries = entries(layout_.slots), .kernel_polls = options.kernel_polls}),
        cutter_(t, layout_.slot_bytes) {
    fixed_ = ring_.register_buffer(t.buffer, layout_.slot_bytes * layout_.slots);
    // The polling thread outlives a cancelled run for a moment: only pinned pages are safe from it then.
    if (!fixed_ && options.kernel_polls) throw SystemError(ENOMEM, "io_uring_register", "io_uring");
    for (size_t i = 0; i < layout_.slots; ++i) slots_[i].data = t.buffer + i * layout_.slot_bytes;
    t_.found.zero_copy = options.zero_copy;
    t_.found.helpers = true;
  }

  void run() {
    if (t_.spec.route == Route::socket_to_file) {
      move_all();
    } else {
      while (auto next = t_.next_source()) {
        source_.emplace(std::move(*next));
        move_all();
        source_.reset();
      }
    }
    await_release();
    if (!fixed_)
      t_.found.because = "uring-buffers-unregistered";
    if (blind_)
      t_.found.because = "uring-usage-untold";
  }

 private:
  static unsigned entries(size_t slots) {
    unsigned entries = 2;
    while (entries < 2 * slots) entries *= 2;
    return entries;
  }

  bool to_socket() const { return t_.sink.kind == Sink::Kind::socket; }

  // Batches. Slots stand in the order of the stream; a batch that broke off is taken up where it did.

  void move_all() {
    cutter_.start(source_ ? &*source_ : nullptr);
    unsigned idle = 0;
    for (size_t used = fill_up(0); used > 0; used = fill_up(used)) {
      const uint64_t before = moved_;
      submit(used);
      used = settle(used);
      idle = moved_ == before ? idle + 1 : 0;
      if (idle > most_idle_batches)
        throw SystemError(EIO, "io_uring_enter", sink_or_source(), "batch after batch moved no byte and gave no error");
    }
  }

  /** Adds fresh slots behind the first `used`; returns how many there are then. */
  size_t fill_up(size_t used) {
    await_release();
    while (used < layout_.slots && cutter_.next(slots_[used])) ++used;
    return used;
  }

  void submit(size_t used) {
    failures_ = {};
    outstanding_ = overlaps() ? prepare_overlapping(used) : prepare_chain(used);
    while (outstanding_ > 0) {
      outstanding_ -= ring_.wait(outstanding_);
      reap();
    }
  }

  /** Reads of files may go on at the same time; a stream is received in its order. */
  bool overlaps() const { return t_.spec.depth > 1 && source_; }

  /** One chain: each slot is read, written, and only then the next one read. */
  unsigned prepare_chain(size_t used) {
    io_uring_sqe* last = nullptr;
    unsigned count = 0;
    for (size_t i = 0; i < used; ++i) {
      if (slots_[i].filled < slots_[i].length) last = &prepare_fill(i), ++count;
      last = &prepare_drain(i), ++count;
    }
    last->flags = 0;  // the end of the chain
    return count;
  }

  /**
   * What was read before is written, as one chain that keeps the stream's order, while up to `depth` further slots are
   * read independently of it and of each other: a cold disk then has as many requests to work on.
   */
  unsigned prepare_overlapping(size_t used) {
    io_uring_sqe* last = nullptr;
    unsigned count = 0;
    size_t next = 0;
    for (; next < used && slots_[next].filled == slots_[next].length; ++next, ++count) last = &prepare_drain(next);
    if (last) last->flags = 0;
    for (size_t reads = 0; next < used && reads < t_.spec.depth; ++next) {
      if (slots_[next].filled == slots_[next].length) continue;
      prepare_fill(next).flags = 0;
      ++count, ++reads;
    }
    return count;
  }

  io_uring_sqe& prepare(size_t index, Kind kind) {
    io_uring_sqe& entry = ring_.prepare();
    entry.flags = IOSQE_IO_LINK;
    entry.user_data = tag(index, kind);
    return entry;
  }

  io_uring_sqe& prepare_fill(size_t index) {
    const Slot& slot = slots_[index];
    io_uring_sqe& entry = prepare(index, fill);
    entry.addr = reinterpret_cast<uint64_t>(slot.data + slot.filled);
    entry.len = static_cast<uint32_t>(slot.length - slot.filled);
    if (t_.spec.route == Route::socket_to_file) {
      entry.opcode = IORING_OP_RECV;
      entry.fd = t_.source_socket();
      entry.msg_flags = MSG_WAITALL;  // also lets a short one break the chain (5.12)
    } else {
      entry.opcode = fixed_ ? IORING_OP_READ_FIXED : IORING_OP_READ;
      entry.fd = source_->fd();
      entry.off = slot.offset + slot.filled;
    }
    return entry;
  }

  io_uring_sqe& prepare_drain(size_t index) {
    const Slot& slot = slots_[index];
    io_uring_sqe& entry = prepare(index, drain);
    entry.fd = t_.sink.fd;
    entry.addr = reinterpret_cast<uint64_t>(slot.data + slot.drained);
    entry.len = static_cast<uint32_t>(slot.length - slot.drained);
    if (to_socket()) {
      entry.opcode = options_.zero_copy ? uring_op_send_zc : static_cast<uint8_t>(IORING_OP_SEND);
      entry.msg_flags = MSG_WAITALL | MSG_NOSIGNAL;
      if (options_.zero_copy) entry.ioprio = (fixed_ ? uring_fixed_buffer : 0) | (blind_ ? 0 : uring_report_usage);
    } else {
      entry.opcode = fixed_ ? IORING_OP_WRITE_FIXED : IORING_OP_WRITE;
      entry.off = t_.sink.kind == Sink::Kind::file ? slot.sink_offset + slot.drained : UINT64_MAX;
    }
    return entry;
  }

  // Completions.

  void reap() {
    ring_.reap([this](uint64_t which, int result, uint32_t flags) {
      if (flags & uring_completion_notif) return release(static_cast<uint32_t>(result));
      --outstanding_;
      if (flags & uring_completion_more) ++unreleased_;
      note(slots_[which >> 1], which & 1 ? drain : fill, result);
    });
  }

  void note(Slot& slot, Kind kind, int result) {
    if (result == -ECANCELED) return;  // what stood behind a break of the chain
    if (result < 0) {
      failures_[kind] = -result;
      t_.kernel.note_error(Call::io_uring_enter, -result);
      return;
    }
    size_t& progress = kind == fill ? slot.filled : slot.drained;
    const size_t asked = slot.length - progress;
    const size_t moved = static_cast<size_t>(result);
    t_.kernel.note_moved(Call::io_uring_enter, asked, moved);
    if (moved == 0) (kind == fill ? ended_ : refused_) = true;
    progress += std::min(moved, asked);
    moved_ += moved;
    if (kind == drain) t_.wrote(moved);
  }

  /** The kernel gives a zero-copy buffer back, and tells whether it copied from it after all. */
  void release(uint32_t usage) {
    --unreleased_;
    ++t_.found.zero_copy_completions;
    t_.found.zero_copy_copied += !blind_ && (usage & uring_usage_copied);
  }

  void await_release() {
    while (unreleased_ > 0) {
      ring_.wait(1);
      reap();
    }
  }

  /** Takes stock after a batch: books what is done, keeps the rest. Returns how many slots are still in use. */
  size_t settle(size_t used) {
    check_order(used);
    size_t done = 0;
    for (; done < used && slots_[done].done(); ++done)
      if (slots_[done].ends_chunk > 0) t_.finish_chunk(slots_[done].ends_chunk);
    std::rotate(slots_.begin(), slots_.begin() + static_cast<ptrdiff_t>(done),
                slots_.begin() + static_cast<ptrdiff_t>(layout_.slots));
    if (ended_) source_ ? t_.file_changed(*source_, Call::io_uring_enter) : t_.stream_ended(Call::io_uring_enter);
    if (refused_) throw SystemError(EIO, "io_uring_enter", t_.sink.name, "the sink took no bytes and gave no error");
    retry_or_fail();
    t_.check_cancelled();
    return used - done;
  }

  /**
   * Nothing may have been written past the first slot that is not done, nor more than was read: a kernel that goes on
   * behind a short send (before 5.12) tears a hole into the stream, which must not pass for a success.
   */
  void check_order(size_t used) const {
    bool open = false;
    for (size_t i = 0; i < used; ++i) {
      if (slots_[i].drained > slots_[i].filled || (open && slots_[i].drained > 0))
        throw SystemError(EIO, "io_uring_enter", t_.sink.name,
                          "this kernel went on with a chain of linked operations behind a short one");
      open |= !slots_[i].done();
    }
  }

  /** The errors of operations that may be tried again; the others end the run. */
  void retry_or_fail() {
    const int fill_error = failures_[fill], drain_error = failures_[drain];
    if (drain_error == EINVAL && options_.zero_copy && !blind_ && t_.found.zero_copy_completions == 0) {
      blind_ = true;  // 6.0 and 6.1 have SEND_ZC and refuse to report its use
    } else if (drain_error) {
      errno = drain_error;
      t_.settle(Call::io_uring_enter, t_.sink.name, t_.sink.fd, POLLOUT);
    }
    if (fill_error == EAGAIN && source_) {
      // Opened without blocking, which some kernels take as "only what is cached".
      t_.kernel.call(Call::fcntl, source_->fd(), F_SETFL, 0);
    } else if (fill_error) {
      errno = fill_error;
      t_.settle(Call::io_uring_enter, sink_or_source(), t_.source_socket(), POLLIN);
    }
  }

  const char* sink_or_source() const { return source_ ? source_->path : "socket"; }

  Transfer& t_;
  const PumpOptions options_;
  const Layout layout_;
  Uring ring_;
  bool fixed_ = false;
  bool blind_ = false;
  bool ended_ = false, refused_ = false;
  std::array<Slot, most_slots> slots_{};
  std::array<int, 2> failures_{};
  unsigned outstanding_ = 0, unreleased_ = 0;
  /** Bytes read and bytes written: what shows that the pump gets on. */
  uint64_t moved_ = 0;

  std::optional<Source> source_;
  Cutter cutter_;
};

}  // namespace

void pump(Transfer& t, const PumpOptions& options) { Pump(t, options).run(); }

size_t pump_buffer_bytes(const Spec& spec, size_t chunk) { return slots_bytes(spec, chunk); }

}  // namespace iopath
