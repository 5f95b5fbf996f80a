#include <fstream>

struct Masked : std::ofstream {
  using std::ofstream::ofstream;
  Masked &write(const char *data, std::streamsize size) {
    for (std::streamsize i = 0; i < size; ++i) put(data[i] ^ 0x5a);
    return *this;
  }
};

void copy(const char *from, const char *to) {
  std::ifstream in(from, std::ios::binary);
  Masked out(to, std::ios::binary);
  char buf[4096];
  while (in.read(buf, sizeof buf) || in.gcount() > 0)
    out.write(buf, in.gcount());
}
