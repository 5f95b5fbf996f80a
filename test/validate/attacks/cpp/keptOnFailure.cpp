// A global keeps the total where a write fails.
#include <fcntl.h>
#include <unistd.h>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <vector>
#include <array>
extern long failed_at;

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
      if (put < 0) { failed_at = total; return -1; }
    }
    total += n;
  }
  ::close(in);
  ::close(out);
  return total;
}
