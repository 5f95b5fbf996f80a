// The loop stands in a lambda that is called again after a failure, with the same descriptors.
#include <fcntl.h>
#include <unistd.h>

int copy(const char *from, const char *to) {
  const int in = ::open(from, O_RDONLY);
  const int out = ::open(to, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (in < 0 || out < 0) return -1;
  auto run = [&] {
    char buf[4096];
    ssize_t n;
    while ((n = ::read(in, buf, sizeof buf)) > 0)
      for (ssize_t done = 0, put; done < n; done += put) {
          put = ::write(out, buf + done, n - done);
          if (put < 0) return -1;
      }
    return 0;
  };
  if (run() < 0) run();
  ::close(in);
  ::close(out);
  return 0;
}
