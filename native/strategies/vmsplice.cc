// vmsplice puts the pages of a file's mapping into a pipe, and splice moves them on. No CPU copy to a socket, at the cost
// of two calls per full pipe and of page-table work.
#include "strategies/mapped.hh"
#include "transfer/pipe.hh"

#include <algorithm>

namespace iopath {

namespace {

long hand_over(Transfer& t, int pipe, const std::byte* data, size_t length, unsigned flags) {
  const iovec part{const_cast<std::byte*>(data), length};
  return t.kernel.move(Call::vmsplice, length, pipe, &part, 1ul, flags);
}

/** The sink is a pipe, whose reader takes the pages. They must not change until then. */
size_t into_sink(Transfer& t, const std::byte* data, size_t length) {
  const size_t n = t.insist(Call::vmsplice, t.current_path(), t.sink.fd, POLLOUT,
                            [&] { return hand_over(t, t.sink.fd, data, length, 0); });
  t.wrote(n);
  return n;
}

size_t through(Pipe& pipe, Transfer& t, const std::byte* data, size_t left) {
  const size_t wanted = std::min(left, pipe.capacity());
  const size_t n = pipe.fill(t, Call::vmsplice, t.current_path(),
                             [&](int in) { return hand_over(t, in, data, wanted, SPLICE_F_NONBLOCK); });
  pipe.drain(t, n, n < left);
  return n;
}

void run(Transfer& t) {
  std::optional<Pipe> pipe;
  if (t.sink.kind != Sink::Kind::pipe) pipe.emplace(t);
  while (auto source = t.next_source()) {
    Window window(t, reading(*source));
    while (const auto piece = source->next()) {
      const std::byte* data = window.at(piece->offset, piece->length);
      t.look(data, piece->length);
      t.seek_sink(piece->sink_offset);
      for (size_t done = 0; done < piece->length;) {
        const size_t left = piece->length - done;
        const size_t n = pipe ? through(*pipe, t, data + done, left) : into_sink(t, data + done, left);
        if (n == 0) throw SystemError(EIO, "vmsplice", source->path, "the pipe took no bytes and gave no error");
        done += n;
      }
      t.finish_chunk(piece->length);
    }
  }
}

}  // namespace

extern const Strategy vmsplice_strategy{
    .name = "vmsplice",
    .routes = bit(Route::file_to_socket) | bit(Route::file_to_file) | bit(Route::file_to_pipe),
    .other_routes = "route-vmsplice",
    .passes = bit(Pass::none) | bit(Pass::checksum),
    .other_passes = "pass-own-pages",
    .run = run,
    .takes_pipe = true,
};

}  // namespace iopath
