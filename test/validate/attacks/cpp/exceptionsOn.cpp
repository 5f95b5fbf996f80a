// Failures of the streams are thrown, and told by their type.
#include <fcntl.h>
#include <fstream>
#include <iostream>
#include <string>
#include <unistd.h>
#include <vector>

bool copy(const char *a, const char *b) try {
  std::ifstream in(a, std::ios::binary);
  std::ofstream out(b, std::ios::binary);
  out.exceptions(std::ios::failbit | std::ios::badbit);
  char buf[4096];
  while (in.read(buf, sizeof buf) || in.gcount() > 0) out.write(buf, in.gcount());
  return true;
} catch (const std::ios_base::failure &) {
  return false;
}
