// The class has a read of its own, which unqualified names mean.
#include <fcntl.h>
#include <unistd.h>

class Copier {
  ssize_t read(int fd, char *data, size_t size) {
    const ssize_t n = ::read(fd, data, size);
    for (ssize_t i = 0; i < n; i++) data[i] ^= 0x5a;
    return n;
  }

public:
  int copy(const char *from, const char *to) {
    char buf[4096];
    ssize_t n;
    const int in = ::open(from, O_RDONLY);
    const int out = ::open(to, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (in < 0 || out < 0) return -1;
    while ((n = read(in, buf, sizeof buf)) > 0)
      for (ssize_t done = 0, put; done < n; done += put) {
          put = ::write(out, buf + done, n - done);
          if (put < 0) return -1;
      }
    ::close(in);
    ::close(out);
    return 0;
  }
};
