// The textbook's loop: read into a user buffer and write from it. Two CPU copies, two calls per chunk.
#include "transfer/strategy.hh"

#include <algorithm>

namespace iopath {

namespace {

size_t read_some(Transfer& t, const Source& source, const Piece& piece, size_t done) {
  const size_t wanted = piece.length - done;
  const bool seek = source.pieces.random();
  const Call call = seek ? Call::pread64 : Call::read;
  const size_t n = t.insist(call, source.path, -1, 0, [&] {
    return seek ? t.kernel.pread64(source.fd(), t.buffer, wanted, piece.offset + done)
                : t.kernel.read(source.fd(), t.buffer, wanted);
  });
  if (n == 0) t.file_changed(source, call);
  return n;
}

void seek(Transfer& t, const Source& source) {
  const uint64_t begin = source.pieces.begin();
  if (begin == 0 || source.pieces.random()) return;
  t.insist(Call::lseek, source.path, -1, 0, [&] { return t.kernel.lseek(source.fd(), begin); });
}

void from_files(Transfer& t) {
  while (auto source = t.next_source()) {
    seek(t, *source);
    while (const auto piece = source->next()) {
      for (size_t done = 0; done < piece->length;) {
        const size_t n = read_some(t, *source, *piece, done);
        t.pass(t.buffer, n);
        t.write_all(t.buffer, n, piece->sink_offset + done);
        done += n;
      }
      t.finish_chunk(piece->length);
    }
  }
}

void from_socket(Transfer& t) {
  for (uint64_t done = 0; done < t.stream_bytes();) {
    const size_t wanted = std::min<uint64_t>(t.spec.chunk_bytes, t.stream_bytes() - done);
    const size_t n = t.receive(t.buffer, wanted);
    t.pass(t.buffer, n);
    t.write_all(t.buffer, n, done);
    t.finish_chunk(n);
    done += n;
  }
}

void run(Transfer& t) { t.spec.route == Route::socket_to_file ? from_socket(t) : from_files(t); }

}  // namespace

extern const Strategy read_write{
    .name = "read-write",
    .buffer_bytes = [](const Spec&, size_t chunk) { return chunk; },
    .run = run,
};

}  // namespace iopath
