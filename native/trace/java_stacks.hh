// Java's own stacks: what the virtual machine compiles has no unwinding tables, and what it interprets no addresses.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "trace/java_listener.hh"
#include "trace/process.hh"

namespace iopath::trace {

/**
 * The Java stacks of threads that write, from the thread dump of their virtual machine. A thread stays stopped in its call until
 * the dump is complete, so that the dump shows that call; threads in system calls do not delay a machine's safepoint. The dump is
 * made by other threads of the process, whose stops the tracer handles meanwhile.
 *
 * A dump holds its threads for about 1 ms with 12 threads in the process, 3 ms with 500; a machine's first one for 2 to 7 ms
 * (OpenJDK 17.0.15, x86-64). It answers all threads that were stopped when it was asked for.
 */
class JavaStacks {
 public:
  /** From now on threads are asked for; before, none is. */
  void ask() { asks_ = true; }
  /** A site for this pair of ends: `next` the first time, whose stack is then asked for; `native` where none can be. */
  uint32_t site(Thread& thread, const EndPointer& from, uint32_t next, uint32_t native);
  /**
   * Whether the write is an answer of a machine that was asked. The dump's buffer may lie where bytes were read before: taken for a
   * relay, it would be held for an answer of its own.
   */
  bool is_answer(const Thread& thread) const;
  /** Whether the thread stays stopped for now. */
  bool holds(pid_t tid) const;
  /** Whether any thread does. */
  bool waits() const { return !questions_.empty(); }
  /** Waits for an answer, but not longer than for a stop of the threads that make it. */
  void wait() const;
  /** Takes what was answered: the threads that may run on. */
  std::vector<pid_t> take_answers();
  /** The thread runs, or is gone. */
  void release(pid_t tid);
  /** After exec, or when the process is gone. */
  void forget(pid_t pid);
  const std::map<uint32_t, std::string>& texts() const { return texts_; }

 private:
  struct Question {
    pid_t pid, tid;
    /** The thread's number in the dump. */
    pid_t number;
    uint32_t site;
    uint64_t until_ns;
    /** Whether the thread was stopped already when the dump under way was asked for: it answers this question too. */
    bool asked = false;
  };
  struct Machine {
    /** Null where it can not be asked. */
    std::unique_ptr<JavaListener> listener;
    /** The dump under way. */
    Fd connection;
    std::string dump;
    int questions = 0;
    /** A question was not answered: the machine is not asked again. */
    bool failed = false;
  };

  Machine& machine_of(pid_t pid);
  void proceed(pid_t pid, Machine& machine, std::vector<pid_t>& done);
  bool request(pid_t pid, Machine& machine);
  bool receive(Machine& machine);
  void take_dump(pid_t pid, Machine& machine, std::vector<pid_t>& done);
  void give_up(pid_t pid, Machine& machine, std::vector<pid_t>& done);
  /** Calls `use` with each question of the process. */
  template <typename Use>
  void each_question(pid_t pid, Use use);

  bool asks_ = false;
  std::unordered_map<pid_t, Machine> machines_;
  std::vector<Question> questions_;
  /**
   * By process, name of the input, output and native site. Threads that read one file each have an end of their own for it; the
   * output's end is held so that no other gets its address.
   */
  std::map<std::tuple<pid_t, std::string, EndPointer, uint32_t>, uint32_t> sites_;
  std::map<uint32_t, std::string> texts_;
};

}  // namespace iopath::trace
