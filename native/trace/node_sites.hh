// The lines of Node programs that write, as reported by the script of NodeStart.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>

#include "trace/process.hh"

namespace iopath::trace {

/**
 * A write to the file of call sites is seen like any other: its text, `FD\nSTACK`, is taken from the process that wrote it. What
 * FD refers to is learned from the next write to it: engine bpf sees calls late, when the number may mean another file already.
 */
class NodeSites {
 public:
  /** Whether the write reports a call site; if so, its text is stored for the site `next`. To be asked of each write. */
  bool take(Thread& thread, const Piece& buffer, uint32_t next);
  /** The site of writes to `to`; 0 if none was reported. */
  uint32_t site(pid_t pid, const End* to) const;
  const std::map<uint32_t, std::string>& texts() const { return texts_; }
  void forget(pid_t pid);

 private:
  static constexpr size_t most_texts = 1024;
  static constexpr uint64_t most_text = 8192;

  /** The end is held so that no other gets its address. */
  struct Reported {
    EndPointer to;
    uint32_t site;
  };
  std::map<std::pair<pid_t, const End*>, Reported> sites_;
  /** Sites by process and descriptor that nothing was written to since. */
  std::map<std::pair<pid_t, int>, uint32_t> unwritten_;
  void note_end(const Thread& thread);
  std::map<uint32_t, std::string> texts_;
};

}  // namespace iopath::trace
