// The class is declared in a header; it may have a read of its own.
#include "copier.h"
#include <fcntl.h>
#include <unistd.h>

int Copier::copy(const char *from, const char *to) {
  char buf[4096];
  ssize_t n;
  const int in = ::open(from, O_RDONLY);
  const int out = ::open(to, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (in < 0 || out < 0) return -1;
  while ((n = read(in, buf, sizeof buf)) > 0)
    for (ssize_t done = 0, put; done < n; done += put) {
        put = write(out, buf + done, n - done);
        if (put < 0) return -1;
    }
  ::close(in);
  ::close(out);
  return 0;
}
