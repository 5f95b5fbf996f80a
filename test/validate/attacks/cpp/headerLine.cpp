#include <fstream>
#include <string>

void copy(const char *from, const char *to) {
  std::ifstream in(from, std::ios::binary);
  std::ofstream out(to, std::ios::binary);
  std::string header;
  std::getline(in, header);
  char buf[4096];
  while (in.read(buf, sizeof buf) || in.gcount() > 0)
    out.write(buf, in.gcount());
}
