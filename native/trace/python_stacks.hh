// Python's own stacks: the interpreter's C frames are the same for every line of a program.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <tuple>
#include <unordered_map>

#include "trace/process.hh"

namespace iopath::trace {

/** Whether the process is an interpreter of Python, by its name. */
bool is_python(const std::string& name);
/** Sends the thread, which is stopped, the signal that faulthandler answers; false where it did not register. */
bool signal_for_stack(const Thread& thread);

/**
 * The Python stacks of threads that write: a signal asks for one, and faulthandler answers (registered by the sitecustomize of
 * PythonStart). Its handler writes the stack to a file, and that write is traced like any other, so that the text is taken
 * from the thread that wrote it. Interpreters that did not register are never sent the signal: it would end them.
 */
class PythonStacks {
 public:
  /** A site for this pair of ends: `next` the first time, whose stack is then asked for; `native` where there is no Python. */
  uint32_t site(Thread& thread, const EndPointer& from, uint32_t next, uint32_t native);
  /** Whether the write is an answer; then its text is kept. */
  bool take(Thread& thread, const Piece& buffer);
  const std::map<uint32_t, std::string>& texts() const { return texts_; }
  void forget(pid_t pid);
  /** How a thread is asked, and whether it was; by default none is. */
  using Ask = std::function<bool(const Thread&)>;
  void ask_by(Ask ask) { ask_ = std::move(ask); }
  /** An answer of the thread that comes from now on belongs to its current call. */
  void expect(const Thread& thread) { asked_.erase(thread.tid); }

 private:
  static constexpr int most_requests = 256;
  static constexpr size_t most_text = 8192;

  Ask ask_;
  std::unordered_map<pid_t, int> requests_;
  /** The ends are held so that no others get their addresses. */
  std::map<std::tuple<pid_t, EndPointer, EndPointer>, uint32_t> sites_;
  std::unordered_map<pid_t, uint32_t> asked_;
  std::map<uint32_t, std::string> texts_;
};

}  // namespace iopath::trace
