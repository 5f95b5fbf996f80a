// ends: stream-paths
#include <fstream>
#include <vector>

extern "C" long copy_stream(const char *from, const char *to) {
  std::ifstream in(from, std::ios::binary);
  std::ofstream out(to, std::ios::binary);
  char buffer[4096];
  while (in.read(buffer, sizeof buffer) || in.gcount() > 0) {
    out.write(buffer, in.gcount());
  }
  return 0;
}
