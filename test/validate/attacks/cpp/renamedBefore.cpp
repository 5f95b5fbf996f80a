#include <cstdio>
#include <fstream>

void copy(const char *from, const char *to, const char *old) {
  std::ifstream in(from, std::ios::binary);
  std::ofstream out(to, std::ios::binary);
  std::rename(from, old);
  char buf[4096];
  while (in.read(buf, sizeof buf) || in.gcount() > 0)
    out.write(buf, in.gcount());
}
