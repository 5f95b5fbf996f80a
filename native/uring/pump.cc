#include "uring/pump.hh"

#include <algorithm>
#include <array>
#include <optional>

#include "uring/operations.hh"
#include "uring/ring.hh"
#include "uring/slots.hh"

namespace iopath {

namespace {

/** Consecutive batches that may move nothing (interrupted, or waited for space) before the run counts as stuck. */
constexpr unsigned most_idle_batches = 10'000;

/** Submissions are identified by batch, slot and operation. */
enum Kind : uint64_t { fill = 0, drain = 1 };
constexpr uint64_t tag(uint64_t batch, size_t slot, Kind kind) { return (batch * most_slots + slot) << 1 | kind; }
constexpr size_t slot_of(uint64_t tag) { return (tag >> 1) % most_slots; }

class Pump {
 public:
  Pump(Transfer& t, const PumpOptions& options)
      : t_(t), options_(options), pipe_(make_pipe(t, options)), layout_(layout(t, options, pipe_)),
        ring_(t, {.entries = entries(layout_.slots), .kernel_polls = options.kernel_polls}),
        operations_(t, ring_, options, layout_, pipe_ ? &*pipe_ : nullptr), cutter_(t, layout_.slot_bytes) {
    // The polling thread outlives a cancelled run briefly: only pinned pages are safe from it then.
    if (options.kernel_polls && operations_.unregistered()) throw SystemError(ENOMEM, "io_uring_register", "io_uring");
    for (size_t i = 0; i < layout_.slots && t.buffer; ++i) slots_[i].data = t.buffer + i * layout_.slot_bytes;
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
    if (operations_.unregistered()) t_.found.because = operations_.unregistered();
    if (operations_.is_blind()) t_.found.because = "uring-usage-untold";
  }

 private:
  /** The pipe between files and sockets; pages go straight into a sink that is a pipe. */
  static std::optional<Pipe> make_pipe(Transfer& t, const PumpOptions& options) {
    if (!options.spliced || t.sink.kind == Sink::Kind::pipe) return std::nullopt;
    return std::optional<Pipe>(std::in_place, t);
  }

  static Layout layout(const Transfer& t, const PumpOptions& options, const std::optional<Pipe>& pipe) {
    return options.spliced ? splice_layout(t.spec, pipe ? pipe->capacity() : 0) : layout_for(t.spec, t.buffer_bytes);
  }

  static unsigned entries(size_t slots) {
    unsigned entries = 2;
    while (entries < 2 * slots) entries *= 2;
    return entries;
  }

  // Batches. Slots are in the order of the stream; a batch that broke off is resumed at that point.

  void move_all() {
    Source* const source = source_ ? &*source_ : nullptr;
    operations_.take(source);
    cutter_.start(source);
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

  /** Adds new slots after the first `used`; returns the new number of slots. */
  size_t fill_up(size_t used) {
    await_release();
    for (; used < layout_.slots && cutter_.next(slots_[used]); ++used)
      if (operations_.is_direct()) slots_[used].filled = slots_[used].length;
    return used;
  }

  void submit(size_t used) {
    failures_ = {};
    ++batch_;
    outstanding_ = overlaps() ? prepare_overlapping(used) : prepare_chain(used);
    while (outstanding_ > 0) {
      outstanding_ -= ring_.wait(outstanding_);
      reap();
    }
  }

  /** Reads of files may overlap; a stream is received in order. */
  bool overlaps() const { return t_.spec.depth > 1 && source_ && !options_.spliced; }

  /** One chain: each slot is read and written before the next one is read. Bytes left in a pipe go first. */
  unsigned prepare_chain(size_t used) {
    if (operations_.drains_first(slots_[0])) return end_chain(prepare_drain(0)), 1;
    io_uring_sqe* last = nullptr;
    unsigned count = 0;
    for (size_t i = 0; i < used; ++i) {
      if (slots_[i].filled < slots_[i].length) last = &prepare_fill(i), ++count;
      last = &prepare_drain(i), ++count;
    }
    end_chain(*last);
    return count;
  }

  /**
   * Slots read before are written as one chain, which keeps the stream's order, while up to `depth` further slots are read
   * independently of it and of each other, so that a cold disk has as many requests to work on.
   */
  unsigned prepare_overlapping(size_t used) {
    io_uring_sqe* last = nullptr;
    unsigned count = 0;
    size_t next = 0;
    for (; next < used && slots_[next].filled == slots_[next].length; ++next, ++count) last = &prepare_drain(next);
    if (last) end_chain(*last);
    for (size_t reads = 0; next < used && reads < t_.spec.depth; ++next) {
      if (slots_[next].filled == slots_[next].length) continue;
      end_chain(prepare_fill(next));
      ++count, ++reads;
    }
    return count;
  }

  io_uring_sqe& prepare(size_t index, Kind kind) {
    io_uring_sqe& entry = ring_.prepare();
    entry.flags = IOSQE_IO_LINK;
    entry.user_data = tag(batch_, index, kind);
    return entry;
  }

  static void end_chain(io_uring_sqe& last) { last.flags &= static_cast<uint8_t>(~IOSQE_IO_LINK); }

  io_uring_sqe& prepare_fill(size_t index) {
    io_uring_sqe& entry = prepare(index, fill);
    operations_.fill(entry, slots_[index]);
    return entry;
  }

  io_uring_sqe& prepare_drain(size_t index) {
    io_uring_sqe& entry = prepare(index, drain);
    operations_.drain(entry, slots_[index]);
    return entry;
  }

  // Completions.

  void reap() {
    ring_.reap([this](uint64_t which, int result, uint32_t flags) {
      if (flags & uring_completion_notif) return release(which, static_cast<uint32_t>(result));
      --outstanding_;
      if (flags & uring_completion_more) held_[slot_of(which)] = which, ++unreleased_;
      note(slots_[slot_of(which)], which & 1 ? drain : fill, result);
    });
  }

  void note(Slot& slot, Kind kind, int result) {
    if (result == -ECANCELED) return;  // followed a break of the chain
    if (result < 0) {
      failures_[kind] = -result;
      t_.kernel.note_error(Call::io_uring_enter, -result);
      return;
    }
    size_t& progress = kind == fill ? slot.filled : slot.drained;
    const bool rest = kind == drain && operations_.drains_first(slot);
    const size_t asked = (rest ? slot.filled : slot.length) - progress;
    const size_t moved = static_cast<size_t>(result);
    t_.kernel.note_moved(Call::io_uring_enter, asked, moved);
    // A splice straight from the file is both operations: it moves 0 bytes at the end of the file.
    if (moved == 0) (kind == fill || operations_.is_direct() ? ended_ : refused_) = true;
    progress += std::min(moved, asked);
    moved_ += moved;
    if (kind == drain) t_.wrote(moved);
  }

  /**
   * The kernel returns a zero-copy buffer and reports whether it copied from it nevertheless. Linux 6.18 also returns
   * buffers it never took: a send that was cancelled after a broken chain completes without IORING_CQE_F_MORE and is still
   * followed by a notification (observed by the io_uring_complete tracepoint).
   */
  void release(uint64_t which, uint32_t usage) {
    uint64_t& held = held_[slot_of(which)];
    if (held != which) return;
    held = 0;
    --unreleased_;
    ++t_.found.zero_copy_completions;
    t_.found.zero_copy_copied += !operations_.is_blind() && (usage & uring_usage_copied);
  }

  void await_release() {
    while (unreleased_ > 0) {
      ring_.wait(1);
      reap();
    }
  }

  /** Finishes a batch: records the slots that are done, keeps the others. Returns how many slots are still in use. */
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
   * Nothing may have been written past the first unfinished slot, nor more than was read: a kernel that continues after a
   * short send (before 5.12) leaves a gap in the stream, which must not count as success.
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
    if (drain_error == EINVAL && options_.zero_copy && !operations_.is_blind() && t_.found.zero_copy_completions == 0) {
      operations_.stop_asking_usage();  // 6.0 and 6.1 have SEND_ZC but refuse to report copies
    } else if (drain_error) {
      errno = drain_error;
      t_.settle(Call::io_uring_enter, t_.sink.name, t_.sink.fd, POLLOUT);
    }
    if (fill_error == EAGAIN && source_) {
      // Opened with O_NONBLOCK, which some kernels interpret as "only cached bytes".
      t_.kernel.call(Call::fcntl, source_->fd(), F_SETFL, 0);
    } else if (fill_error) {
      errno = fill_error;
      t_.settle(Call::io_uring_enter, sink_or_source(), t_.source_socket(), POLLIN);
    }
  }

  const char* sink_or_source() const { return source_ ? source_->path : "socket"; }

  Transfer& t_;
  const PumpOptions options_;
  std::optional<Pipe> pipe_;
  const Layout layout_;
  Uring ring_;
  Operations operations_;
  bool ended_ = false, refused_ = false;
  std::array<Slot, most_slots> slots_{};
  std::array<int, 2> failures_{};
  unsigned outstanding_ = 0, unreleased_ = 0;
  uint64_t batch_ = 0;
  /** Sends whose buffers the kernel holds, by slot; 0 if it holds none. All are returned before the next batch. */
  std::array<uint64_t, most_slots> held_{};
  /** Bytes read plus bytes written, which shows that the pump makes progress. */
  uint64_t moved_ = 0;

  std::optional<Source> source_;
  Cutter cutter_;
};

}  // namespace

void pump(Transfer& t, const PumpOptions& options) { Pump(t, options).run(); }

size_t pump_buffer_bytes(const Spec& spec, size_t chunk) { return slots_bytes(spec, chunk); }

}  // namespace iopath
