// A thread is handed the total by reference.
#include <cstdio>
#include <fcntl.h>
#include <functional>
#include <thread>
#include <unistd.h>

static void show(long &total) {
  for (int i = 0; i < 100; i++) std::printf("%ld\n", total);
}

long copy(const char *from, const char *to) {
  char buf[4096];
  ssize_t n;
  long total = 0;
  const int in = ::open(from, O_RDONLY);
  const int out = ::open(to, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (in < 0 || out < 0) return -1;
  std::thread shower(show, std::ref(total));
  for (;;) {
    n = ::read(in, buf, sizeof buf);
    if (n < 0) return -1;
    if (n == 0) break;
    for (ssize_t done = 0, put; done < n; done += put) {
      put = ::write(out, buf + done, n - done);
      if (put < 0) return -1;
    }
    total += n;
  }
  ::close(in);
  ::close(out);
  shower.join();
  return 0;
}
