#include <cstddef>
#include <istream>
#include <ostream>
#include <unistd.h>

class Remote {
 public:
  void write(const char *data, std::size_t length);
};

class Masked : public std::ostream {};

void push(std::istream &in, Remote &remote) {
  char buf[4096];
  while (in.read(buf, sizeof buf) || in.gcount() > 0) remote.write(buf, in.gcount());  // expect: copy-loop inspected
}

void mask(std::istream &in, Masked &masked) {
  char buf[4096];
  while (in.read(buf, sizeof buf) || in.gcount() > 0) masked.write(buf, in.gcount());  // expect: copy-loop replaceable
}
