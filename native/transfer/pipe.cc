#include "transfer/pipe.hh"

#include <sys/ioctl.h>

namespace iopath {

namespace {

int* make(Transfer& t, int* ends) {
  t.insist(Call::pipe2, "pipe", -1, 0, [&] { return t.kernel.call(Call::pipe2, ends, O_CLOEXEC); });
  return ends;
}

/** The capacity in bytes. EPERM (above the user's limit of pipe pages) leaves the size unchanged: only slower. */
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

size_t Pipe::held() const {
  const int error = errno;
  int bytes = 0;
  ::ioctl(read_.get(), FIONREAD, &bytes);  // not counted: called only when the run is about to fail
  errno = error;
  return static_cast<size_t>(bytes);
}

void Pipe::lost_count(Call call) {
  throw SystemError(EIO, name_of(call), "pipe", "the pipe holds other bytes than the kernel said went in and out");
}

void Pipe::drain(Transfer& t, size_t length, bool more) {
  // MORE delays a partial segment only within the chunk; at its end everything must be sent. NONBLOCK applies to the pipe,
  // not the sink: the bytes to drain are in the pipe, and waiting for more would never end.
  const unsigned flags = SPLICE_F_NONBLOCK | (more ? SPLICE_F_MORE : 0);
  while (length > 0) {
    const long n = t.kernel.splice(read_.get(), nullptr, t.sink.fd, nullptr, length, flags);
    if (n == 0) throw SystemError(EIO, "splice", t.sink.name, "the sink took no bytes and gave no error");
    if (n < 0) {
      if (errno == EAGAIN && held() == 0) lost_count(Call::splice);
      t.settle(Call::splice, t.sink.name, t.sink.fd, POLLOUT);
      continue;
    }
    t.wrote(static_cast<size_t>(n));
    length -= static_cast<size_t>(n);
  }
}

}  // namespace iopath
