// splice through a pipe: page references go into the pipe and on to the sink. No CPU copy to a socket, one to a file. If
// the sink is a pipe, it needs no other.
#include "transfer/pipe.hh"

#include <algorithm>

namespace iopath {

namespace {

void through_own_pipe(Transfer& t) {
  Pipe pipe(t);
  while (auto source = t.next_source())
    while (const auto piece = source->next()) {
      t.seek_sink(piece->sink_offset);
      for (size_t done = 0; done < piece->length;) {
        off_t at = static_cast<off_t>(piece->offset + done);
        const size_t wanted = std::min(piece->length - done, pipe.capacity());
        const size_t n = pipe.fill(t, Call::splice, source->path, [&](int in) {
          return t.kernel.splice(source->fd(), &at, in, nullptr, wanted, SPLICE_F_NONBLOCK);
        });
        if (n == 0) t.file_changed(*source, Call::splice);
        done += n;
        pipe.drain(t, n, done < piece->length);
      }
      t.finish_chunk(piece->length);
    }
}

void into_sink_pipe(Transfer& t) {
  while (auto source = t.next_source())
    while (const auto piece = source->next()) {
      for (size_t done = 0; done < piece->length;) {
        off_t at = static_cast<off_t>(piece->offset + done);
        const size_t n = t.insist(Call::splice, source->path, t.sink.fd, POLLOUT, [&] {
          return t.kernel.splice(source->fd(), &at, t.sink.fd, nullptr, piece->length - done, 0);
        });
        if (n == 0) t.file_changed(*source, Call::splice);
        t.wrote(n);
        done += n;
      }
      t.finish_chunk(piece->length);
    }
}

void from_socket(Transfer& t) {
  Pipe pipe(t);
  for (uint64_t done = 0; done < t.stream_bytes();) {
    const size_t wanted = std::min({t.spec.chunk_bytes, t.stream_bytes() - done, uint64_t{pipe.capacity()}});
    // Without NONBLOCK, which would apply to the socket too.
    const size_t n = pipe.fill(t, Call::splice, "socket", [&](int in) {
      return t.kernel.splice(t.source_socket(), nullptr, in, nullptr, wanted, 0);
    });
    if (n == 0) t.stream_ended(Call::splice);
    pipe.drain(t, n, false);
    t.finish_chunk(n);
    done += n;
  }
}

void run(Transfer& t) {
  if (t.spec.route == Route::socket_to_file) return from_socket(t);
  t.sink.kind == Sink::Kind::pipe ? into_sink_pipe(t) : through_own_pipe(t);
}

}  // namespace

extern const Strategy splice_strategy{
    .name = "splice",
    .passes = bit(Pass::none),
    .other_passes = "pass-unseen",
    .run = run,
    .takes_pipe = true,
};

}  // namespace iopath
