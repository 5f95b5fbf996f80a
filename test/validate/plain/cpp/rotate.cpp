#include <fcntl.h>
#include <fstream>
#include <iostream>
#include <string>
#include <unistd.h>
#include <vector>

bool rotate(const std::string &a, const std::string &b) {
  std::ifstream in(a, std::ios::binary);
  std::ofstream out(b, std::ios::binary);
  char buf[8192];
  while (in.read(buf, sizeof buf) || in.gcount() > 0) out.write(buf, in.gcount());
  return true;
}
