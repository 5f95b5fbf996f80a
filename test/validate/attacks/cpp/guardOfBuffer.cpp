// A guard sends the tail of the buffer when the function is left.
#include <fcntl.h>
#include <fstream>
#include <iostream>
#include <string>
#include <unistd.h>
#include <vector>

struct Tail {
  const char *data;
  ~Tail() { std::cerr.write(data, 16); }
};

int copy(const char *a, const char *b) {
  char buf[4096];
  Tail tail{buf};
  int in = open(a, O_RDONLY), out = open(b, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  ssize_t n;
  while ((n = read(in, buf, sizeof buf)) > 0)
    for (ssize_t done = 0; done < n;) {
      ssize_t w = write(out, buf + done, n - done);
      if (w < 0) return -1;
      done += w;
    }
  close(in);
  close(out);
  return 0;
}
