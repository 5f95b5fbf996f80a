// Where in the program a call was made: return addresses from the call outwards.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "trace/java_stacks.hh"
#include "trace/elf/modules.hh"
#include "trace/node_sites.hh"
#include "trace/process.hh"
#include "trace/python_stacks.hh"

namespace iopath::trace {

/** An address as a file's virtual address: what tools for symbols take. */
struct Frame {
  std::string file;
  uint64_t offset;
};

/**
 * Unwinds by .eh_frame (libc's wrappers keep no frame pointer); code without it, as Go's, by the frame pointer. Stacks are
 * cached by thread, instruction, stack pointer and the word it points to. On other processors than x86-64 there are none.
 */
class Stacks {
 public:
  /** The site of the write that the thread is stopped in, of bytes from `from`; 0 where it is unknown. */
  uint32_t site(Thread& thread, const EndPointer& from);
  /** By site; the first is the unknown one. */
  const std::vector<std::vector<Frame>>& sites() const { return sites_; }
  /** Whether an interpreter's hook made this write to report a stack; it is then kept, and not counted as the program's. */
  bool take(Thread& thread, const Piece& buffer);
  const NodeSites& node() const { return node_; }
  const PythonStacks& python() const { return python_; }
  PythonStacks& python() { return python_; }
  const JavaStacks& java() const { return java_; }
  JavaStacks& java() { return java_; }
  /** After exec, or when the process is gone. */
  void forget(pid_t pid) {
    code_.erase(pid);
    python_.forget(pid);
    java_.forget(pid);
    node_.forget(pid);
    std::erase_if(known_, [pid](const auto& entry) { return std::get<0>(entry.first) == pid; });
  }

 private:
  static constexpr size_t most_sites = 4096;
  static constexpr size_t most_frames = 32;

  uint32_t find_site(Thread& thread, const EndPointer& from);
  uint32_t native_site(Thread& thread);
  uint32_t intern(const std::vector<Frame>& frames);

  using Key = std::tuple<pid_t, pid_t, uint64_t, uint64_t, uint64_t>;
  std::map<Key, uint32_t> known_;
  std::map<std::string, uint32_t> interned_;
  std::unordered_map<pid_t, CodeMap> code_;
  std::vector<std::vector<Frame>> sites_{{}};
  PythonStacks python_;
  JavaStacks java_;
  NodeSites node_;
};

}  // namespace iopath::trace
