// sendfile: the kernel moves page references through an internal pipe, 64 KiB per round for any chunk size. No CPU copy
// to a socket if the filesystem provides its pages; one to a file (made by the write).
#include "transfer/strategy.hh"

#include <algorithm>

namespace iopath {

namespace {

/** MAX_RW_COUNT: no call moves more (man sendfile). */
constexpr size_t most_per_call = 0x7ffff000;

void run(Transfer& t) {
  while (auto source = t.next_source())
    while (const auto piece = source->next()) {
      t.seek_sink(piece->sink_offset);
      for (size_t done = 0; done < piece->length;) {
        off_t at = static_cast<off_t>(piece->offset + done);
        const size_t wanted = std::min(piece->length - done, most_per_call);
        const size_t n = t.insist(Call::sendfile, source->path, t.sink.fd, POLLOUT,
                                  [&] { return t.kernel.sendfile(t.sink.fd, source->fd(), &at, wanted); });
        if (n == 0) t.file_changed(*source, Call::sendfile);
        t.wrote(n);
        done += n;
      }
      t.finish_chunk(piece->length);
    }
}

}  // namespace

extern const Strategy sendfile_strategy{
    .name = "sendfile",
    .routes = bit(Route::file_to_socket) | bit(Route::file_to_file) | bit(Route::file_to_pipe),
    .other_routes = "route-sendfile",
    .passes = bit(Pass::none),
    .other_passes = "pass-unseen",
    .run = run,
};

}  // namespace iopath
