// One line of the list of cases: `id unit source size start sink end kind at`.
#pragma once
#include <cerrno>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>

namespace inject {

/** Goes wrong when the byte at offset `at` of that end is to be moved; `drip` cuts every call to `at` bytes. */
struct Fault {
  std::string end = "none", kind = "none";
  long at = 0;
  bool is(const char* name) const { return kind == name; }
};

struct Case {
  long id = 0, size = 0, start = 0;
  std::string unit, source, sink;
  Fault fault;
};

inline std::map<long, Case> read_cases(const char* path) {
  std::map<long, Case> cases;
  std::ifstream file(path);
  if (!file) throw std::runtime_error(std::string("no list of cases at ") + path);
  for (std::string line; std::getline(file, line);) {
    Case one;
    std::istringstream words(line);
    words >> one.id >> one.unit >> one.source >> one.size >> one.start >> one.sink >> one.fault.end >> one.fault.kind >>
        one.fault.at;
    if (!words) throw std::runtime_error("not a case: " + line);
    cases[one.id] = one;
  }
  return cases;
}

inline int errno_of(const std::string& kind) {
  static const std::map<std::string, int> known = {{"EINTR", EINTR},   {"EAGAIN", EAGAIN}, {"EIO", EIO},
                                                   {"ENOSPC", ENOSPC}, {"EPIPE", EPIPE},   {"ECONNRESET", ECONNRESET}};
  const auto found = known.find(kind);
  return found == known.end() ? 0 : found->second;
}

}  // namespace inject
