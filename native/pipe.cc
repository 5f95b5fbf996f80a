#include "pipe.hh"

namespace iopath {

namespace {

int* make(Transfer& t, int* ends) {
  t.insist(Call::pipe2, "pipe", -1, 0, [&] { return t.kernel.call(Call::pipe2, ends, O_CLOEXEC); });
  return ends;
}

/** The capacity in bytes. EPERM (above the user's share of pipe pages) leaves the size as it is: it only gets slower. */
size_t size(Transfer& t, int fd) {
  const long granted = t.kernel.call(Call::fcntl, fd, F_SETPIPE_SZ, t.spec.pipe_bytes);
  if (granted > 0) return static_cast<size_t>(granted);
  return t.insist(Call::fcntl, "pipe", -1, 0, [&] { return t.kernel.call(Call::fcntl, fd, F_GETPIPE_SZ); });
}

}  // namespace

Pipe::Pipe(Transfer& t) : Pipe(t, {-1, -1}) {}

Pipe::Pipe(Transfer& t, int (&&ends)[2])
    : read_(t.kernel, make(t, ends)[0]), write_(t.kernel, ends[1]), capacity_(size(t, ends[0])) {
  t.found.pipe_bytes = capacity_;
}

void Pipe::drain(Transfer& t, size_t length, bool more) {
  while (length > 0) {
    // MORE holds back a partial segment only while the chunk goes on; at its end everything must leave.
    const unsigned flags = more ? SPLICE_F_MORE : 0;
    const size_t n = t.insist(Call::splice, t.sink.name, t.sink.fd, POLLOUT, [&] {
      return t.kernel.splice(out(), nullptr, t.sink.fd, nullptr, length, flags);
    });
    if (n == 0) throw SystemError(EIO, "splice", t.sink.name, "the sink took no bytes and gave no error");
    t.wrote(n);
    length -= n;
  }
}

}  // namespace iopath
