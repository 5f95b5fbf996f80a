// The place of the source is printed where a write fails.
#include <fcntl.h>
#include <unistd.h>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <vector>
#include <array>

long copy(const char *from, const char *to) {
  char buf[4096];
  ssize_t n;
  long total = 0;
  const int in = ::open(from, O_RDONLY);
  const int out = ::open(to, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (in < 0 || out < 0) return -1;
  for (;;) {
    n = ::read(in, buf, sizeof buf);
    if (n < 0) return -1;
    if (n == 0) break;
    for (ssize_t done = 0, put; done < n; done += put) {
      put = ::write(out, buf + done, n - done);
      if (put < 0) { std::printf("%ld\n", (long)::lseek(in, 0, SEEK_CUR)); return -1; }
    }
    total += n;
  }
  ::close(in);
  ::close(out);
  return total;
}
