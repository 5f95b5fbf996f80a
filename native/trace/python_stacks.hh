// Python's own stacks: the interpreter's C frames are the same for every line of a program.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <unordered_map>

#include "trace/process.hh"

namespace iopath::trace {

/**
 * Asks a thread for its Python stack by a signal that faulthandler answers (registered by the sitecustomize of
 * PythonStart): the handler writes the stack to a file, and that write stops like any other, so that the text is
 * taken from the thread that wrote it. Interpreters that did not register are never sent the signal: it would end them.
 */
class PythonStacks {
 public:
  /** A site for this pair of ends: `next` the first time, whose stack is then asked for; `native` where there is no Python. */
  uint32_t site(Thread& thread, const End* from, uint32_t next, uint32_t native);
  /** Whether the write is an answer; then its text is kept. */
  bool take(Thread& thread, const Piece& buffer);
  const std::map<uint32_t, std::string>& texts() const { return texts_; }
  void forget(pid_t pid);

 private:
  static constexpr int most_requests = 256;
  static constexpr size_t most_text = 8192;

  struct Interpreter {
    bool answers = false;
    int requests = 0;
  };

  std::unordered_map<pid_t, Interpreter> interpreters_;
  std::map<std::tuple<pid_t, const End*, const End*>, uint32_t> sites_;
  std::unordered_map<pid_t, uint32_t> asked_;
  std::map<uint32_t, std::string> texts_;
};

}  // namespace iopath::trace
