// ends: path-path
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

extern "C" long copy_by_descriptor(const char *from, const char *to) {
  const int in = ::open(from, O_RDONLY | O_CLOEXEC);
  if (in < 0)
    return -1;
  const int out = ::open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (out < 0) {
    ::close(in);
    return -1;
  }
  char buffer[1 << 16];
  ssize_t got = 0;
  while ((got = ::read(in, buffer, sizeof buffer)) > 0) {
    ssize_t done = 0;
    while (done < got) {
      const ssize_t put = ::write(out, buffer + done, got - done);
      if (put < 0) {
        ::close(in);
        ::close(out);
        return -1;
      }
      done += put;
    }
  }
  ::close(in);
  ::close(out);
  return got;
}
