// What happened in one case, and its line of the log.
#pragma once
#include <cstdio>
#include <map>
#include <string>

#include "ends.hh"

namespace inject {

struct Moved {
  long calls = 0, source = 0, sink = 0;
};

inline std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const unsigned char c : text) {
    char escaped[8];
    const bool plain = c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
    std::snprintf(escaped, sizeof escaped, plain ? "%c" : "\\u%04x", c);
    out += escaped;
  }
  return out + "\"";
}

struct Record {
  long id = -1;
  std::string said;                         // the program's own observation
  std::map<std::string, Moved> calls;       // bytes each call moved from the source and to the sink
  std::map<std::string, long> effects;      // fsync, flock, … on an end
  std::map<std::string, std::string> open;  // ends still open when the program observed, with their offsets
  long hits = 0;                            // how often the fault struck

  /** `ending`: `done`, `hang`, or how the process died. */
  void write(std::FILE* log, const std::string& ending, const Delivered& got) const {
    std::string line = "{\"id\":" + std::to_string(id) + ",\"ending\":" + quoted(ending) + ",\"said\":" + quoted(said);
    line += ",\"hits\":" + std::to_string(hits) + ",\"delivered\":" + std::to_string(got.bytes) + ",\"hash\":\"" +
            std::to_string(got.hash) + "\",\"mode\":" + std::to_string(got.mode) + ",\"from\":" + std::to_string(got.from) + ",\"calls\":{";
    const char* between = "";
    for (const auto& [name, moved] : calls) {
      line += between + quoted(name) + ":[" + std::to_string(moved.calls) + "," + std::to_string(moved.source) + "," +
              std::to_string(moved.sink) + "]";
      between = ",";
    }
    line += "},\"effects\":{";
    between = "";
    for (const auto& [name, count] : effects) {
      line += between + quoted(name) + ":" + std::to_string(count);
      between = ",";
    }
    line += "},\"open\":{";
    between = "";
    for (const auto& [name, offset] : open) {
      line += between + quoted(name) + ":" + quoted(offset);
      between = ",";
    }
    std::fprintf(log, "%s}}\n", line.c_str());
    std::fflush(log);
  }
};

}  // namespace inject
