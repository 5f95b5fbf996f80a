// write from a mapping of the file: one CPU copy (page cache to the sink's buffer), page faults instead of reads.
// From a socket: recv into a mapping of the output, again one copy.
#include "strategies/mapped.hh"

#include <algorithm>

namespace iopath {

namespace {

void from_files(Transfer& t) {
  while (auto source = t.next_source()) {
    Window window(t, reading(*source));
    while (const auto piece = source->next()) {
      const std::byte* data = window.at(piece->offset, piece->length);
      t.look(data, piece->length);
      t.write_all(data, piece->length, piece->sink_offset);
      t.finish_chunk(piece->length);
    }
  }
}

/** Receives into the mapped output. Its size must be set first: a mapping cannot extend a file. */
void from_socket(Transfer& t) {
  const uint64_t total = t.stream_bytes();
  if (!t.spec.preallocate)
    t.insist(Call::ftruncate, t.sink.name, -1, 0, [&] { return t.kernel.call(Call::ftruncate, t.sink.fd, total); });
  Window output(t, {t.sink.fd, t.sink.name, 0, total, false, PROT_READ | PROT_WRITE});
  for (uint64_t done = 0; done < total;) {
    const size_t wanted = std::min(t.spec.chunk_bytes, total - done);
    std::byte* data = output.at(done, wanted);
    const size_t n = t.receive(data, wanted);
    t.placed(n);
    t.pass(data, n);
    if (t.delivered(n)) sync(t, data, n);
    done += n;
  }
}

void run(Transfer& t) { t.spec.route == Route::socket_to_file ? from_socket(t) : from_files(t); }

std::optional<Reason> refuses(const Spec& spec) {
  const bool reads_only = spec.route != Route::socket_to_file;
  if (!reads_only || spec.pass == Pass::none || spec.pass == Pass::checksum) return std::nullopt;
  return Reason{"mapping-changed"};
}

}  // namespace

extern const Strategy mmap_write{
    .name = "mmap-write",
    .refuses = refuses,
    .run = run,
};

}  // namespace iopath
