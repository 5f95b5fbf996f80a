// The target is opened to be read as well, and not emptied.
#include <fcntl.h>
#include <fstream>
#include <iostream>
#include <string>
#include <unistd.h>
#include <vector>

void copy(const char *a, const char *b) {
  std::ifstream in(a, std::ios::binary);
  std::fstream out(b, std::ios::in | std::ios::out | std::ios::binary);
  char buf[4096];
  while (in.read(buf, sizeof buf) || in.gcount() > 0) out.write(buf, in.gcount());
}
