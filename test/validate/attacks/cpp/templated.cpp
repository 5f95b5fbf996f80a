// A template whose write is of the type it is made for.
#include <fcntl.h>
#include <fstream>
#include <iostream>
#include <string>
#include <unistd.h>
#include <vector>

template <typename Sink>
long copy(const char *a, Sink &sink) {
  int in = open(a, O_RDONLY);
  char buf[4096];
  ssize_t n;
  long total = 0;
  while ((n = read(in, buf, sizeof buf)) > 0) {
    sink.write(buf, n);
    total += n;
  }
  close(in);
  return total;
}

struct Hex {
  void write(const char *data, ssize_t size) {
    for (ssize_t i = 0; i < size; i++) printf("%02x", data[i] & 0xff);
  }
};
long hex(const char *a) {
  Hex to;
  return copy(a, to);
}
