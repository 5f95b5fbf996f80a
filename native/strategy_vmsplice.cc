// vmsplice hands the pages of a mapping of the file to a pipe, splice hands them on: no CPU copy to a socket, at the
// price of two calls a pipe-full and of page-table work.
#include "mapped.hh"
#include "pipe.hh"

#include <algorithm>

namespace iopath {

namespace {

/** Hands pages to the pipe; the file must stay as it is until the reader has taken them. */
size_t hand_over(Transfer& t, int pipe, const std::byte* data, size_t length) {
  const iovec part{const_cast<std::byte*>(data), length};
  const size_t n = t.insist(Call::vmsplice, t.current_path(), pipe, POLLOUT,
                            [&] { return t.kernel.move(Call::vmsplice, length, pipe, &part, 1ul, 0u); });
  if (n == 0) throw SystemError(EIO, "vmsplice", t.current_path(), "the pipe took no bytes and gave no error");
  return n;
}

void run(Transfer& t) {
  const bool direct = t.sink.kind == Sink::Kind::pipe;
  std::optional<Pipe> pipe;
  if (!direct) pipe.emplace(t);
  while (auto source = t.next_source()) {
    Window window(t, reading(*source));
    while (const auto piece = source->next()) {
      const std::byte* data = window.at(piece->offset, piece->length);
      t.look(*source, data, piece->length);
      t.seek_sink(piece->sink_offset);
      for (size_t done = 0; done < piece->length;) {
        const size_t wanted = direct ? piece->length - done : std::min(piece->length - done, pipe->capacity());
        const size_t n = hand_over(t, direct ? t.sink.fd : pipe->in(), data + done, wanted);
        done += n;
        if (direct) t.wrote(n);
        else pipe->drain(t, n, done < piece->length);
      }
      t.finish_chunk(piece->length);
    }
  }
}

}  // namespace

extern const Strategy vmsplice_strategy{
    .name = "vmsplice",
    .routes = bit(Route::file_to_socket) | bit(Route::file_to_file) | bit(Route::file_to_pipe),
    .route_why = "vmsplice starts from mapped memory, and what comes from a socket is not mapped",
    .passes = bit(Pass::none) | bit(Pass::checksum),
    .pass_why = "it hands over the file's own pages, which must not be changed",
    .refuses = nullptr,
    .buffer_bytes = nullptr,
    .run = run,
};

}  // namespace iopath
