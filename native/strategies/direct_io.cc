// O_DIRECT: the device writes into the user buffer, past the page cache. One CPU copy remains to a socket, none between
// files if both ends are direct.
#include "transfer/strategy.hh"

#include <algorithm>
#include <cstring>

namespace iopath {

namespace {

/** Offset, length and address must be multiples of the device's block; 4096 is a multiple of every block size in use. */
constexpr uint64_t block = 4096;

constexpr const char* unaligned = "direct-unaligned";
constexpr const char* padded = "direct-padded";
constexpr const char* sink_refuses = "direct-output-refused";

std::optional<Source> next_source(Transfer& t) {
  try {
    return t.next_source(O_DIRECT);
  } catch (SystemError& error) {
    if (error.error == EINVAL) error.detail = "the file's filesystem takes no O_DIRECT";
    throw;
  }
}

/** Reads the whole piece, widened to blocks, into the buffer. Returns the address of its first byte. */
std::byte* read_piece(Transfer& t, const Source& source, const Piece& piece) {
  const uint64_t base = round_down(piece.offset, block);
  const uint64_t end = piece.offset + piece.length;
  for (uint64_t at = base; at < end;) {
    // After an odd count the block is read again from its start.
    const uint64_t from = round_down(at, block);
    const size_t n = t.insist(Call::pread64, source.path, -1, 0, [&] {
      return t.kernel.pread64(source.fd(), t.buffer + (from - base), round_up(end, block) - from, from);
    });
    if (from + n <= at) t.file_changed(source, Call::pread64);
    at = from + n;
  }
  return t.buffer + (piece.offset - base);
}

bool may_write_directly(const Spec& spec) {
  const bool from_files = spec.route == Route::file_to_file;
  const bool aligned = std::all_of(spec.files.begin(), spec.files.end(),
                                   [&](const FileRange& range) { return !from_files || range.offset % block == 0; });
  return aligned && spec.chunk_bytes % block == 0;
}

/** The output, opened with O_DIRECT if alignment and filesystem allow it. */
class Output {
 public:
  explicit Output(Transfer& t) : t_(t) {
    if (t.sink.kind != Sink::Kind::file) return;
    if (!may_write_directly(t.spec)) t.found.because = unaligned;
    else if (t.kernel.call(Call::fcntl, t.sink.fd, F_SETFL, O_DIRECT) < 0) t.found.because = sink_refuses;
    else direct_ = true;
  }

  void write(std::byte* data, size_t length, uint64_t sink_offset) {
    const size_t whole = direct_ ? round_up(length, block) : length;
    std::memset(data + length, 0, whole - length);
    t_.write_all(data, whole, sink_offset);
    end_ = std::max(end_, sink_offset + length);
    if (whole != length) t_.found.because = padded;
  }

  /** Truncates padding at the end. Padding of earlier ranges is in the gaps between them. */
  void finish() {
    if (t_.found.because != padded) return;
    t_.insist(Call::ftruncate, t_.sink.name, -1, 0, [&] { return t_.kernel.call(Call::ftruncate, t_.sink.fd, end_); });
  }

 private:
  Transfer& t_;
  bool direct_ = false;
  uint64_t end_ = 0;
};

void from_files(Transfer& t) {
  Output output(t);
  while (auto source = next_source(t))
    while (const auto piece = source->next()) {
      std::byte* data = read_piece(t, *source, *piece);
      t.pass(data, piece->length);
      output.write(data, piece->length, piece->sink_offset);
      t.finish_chunk(piece->length);
    }
  output.finish();
}

void from_socket(Transfer& t) {
  Output output(t);
  for (uint64_t done = 0; done < t.stream_bytes();) {
    const size_t wanted = std::min(t.spec.chunk_bytes, t.stream_bytes() - done);
    for (size_t filled = 0; filled < wanted;) filled += t.receive(t.buffer + filled, wanted - filled);
    t.pass(t.buffer, wanted);
    output.write(t.buffer, wanted, done);
    t.finish_chunk(wanted);
    done += wanted;
  }
  output.finish();
}

void run(Transfer& t) { t.spec.route == Route::socket_to_file ? from_socket(t) : from_files(t); }

}  // namespace

extern const Strategy direct_io{
    .name = "direct-io",
    .buffer_bytes = [](const Spec&, size_t chunk) { return static_cast<size_t>(round_up(chunk, block) + block); },
    .run = run,
    .bypasses_page_cache = true,
    .cannot_follow = "follow-direct",
};

}  // namespace iopath
