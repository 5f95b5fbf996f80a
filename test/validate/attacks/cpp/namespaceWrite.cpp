// The namespace has a write of its own, which counts.
#include <fcntl.h>
#include <unistd.h>

namespace files {
static long written;
static ssize_t write(int fd, const char *data, size_t size) {
  written += size;
  return ::write(fd, data, size);
}

long copy(const char *from, const char *to) {
  char buf[4096];
  ssize_t n;
  const int in = ::open(from, O_RDONLY);
  const int out = ::open(to, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (in < 0 || out < 0) return -1;
  while ((n = ::read(in, buf, sizeof buf)) > 0)
    for (ssize_t done = 0, put; done < n; done += put) {
        put = write(out, buf + done, n - done);
        if (put < 0) return -1;
    }
  ::close(in);
  ::close(out);
  return written;
}
} // namespace files
