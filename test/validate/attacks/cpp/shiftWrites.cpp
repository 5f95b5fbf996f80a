// The operator of a class masks the bytes.
#include <fcntl.h>
#include <fstream>
#include <iostream>
#include <string>
#include <unistd.h>
#include <vector>

struct Chunk { const char *data; ssize_t size; };
class Out {
  int fd;
 public:
  explicit Out(int fd) : fd(fd) {}
  Out &operator<<(Chunk c) {
    std::string masked(c.data, c.size);
    for (char &one : masked) one ^= 0x55;
    if (write(fd, masked.data(), masked.size()) < 0) throw 1;
    return *this;
  }
};

void copy(const char *a, int fd) {
  int in = open(a, O_RDONLY);
  Out out(fd);
  char buf[4096];
  ssize_t n;
  while ((n = read(in, buf, sizeof buf)) > 0) out << Chunk{buf, n};
  close(in);
}
