// Follows a program, its threads and its children through their stops.
//
// All of it runs on one thread: ptrace's requests are only allowed to the thread that attached.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <sys/types.h>

#include "trace/former.hh"
#include "trace/kernel_calls.hh"
#include "trace/kernel_counts.hh"
#include "trace/observer.hh"
#include "trace/placement.hh"
#include "trace/process.hh"
#include "trace/relays.hh"
#include "trace/stacks.hh"

namespace iopath::trace {

/** How the program ended; -1 for what did not happen. */
struct Ending {
  bool ended = false;
  int code = -1;
  int signal = -1;
};

class Tracer : private KernelCallReceiver {
 public:
  enum class Mode {
    filtered,   // a program started with the seccomp filter: only its I/O calls stop
    all_calls,  // a running process, which no filter can be given: each call stops
    no_calls,   // the BPF program tells of the calls: threads stop where they begin, exec and end
  };

  Tracer(Mode mode, const Placement& placement);
  /** The calls come from `calls`. */
  Tracer(KernelCalls& calls, const Placement& placement);

  static long options(Mode mode);
  /** A thread that was seized. */
  void adopt(pid_t tid);
  /** Takes the calls of a running process, without a stop; then `drain` takes what came. */
  void watch(pid_t pid);
  void drain();
  /** `main` is the program itself: its end is the result's. */
  void set_main(pid_t pid) { main_ = pid; }
  /** Lets calls that go on run without a stop, in processes that begin from now on (loop_counter.hh). */
  void hook(uint64_t least_bytes) { least_bytes_ = least_bytes; }

  /**
   * Handles stops until all threads are gone, or `pause` answers true after one of them or after a signal to the tracer.
   * `pause` is called with whether the main program has ended.
   */
  void run(const std::function<bool()>& pause);
  /** Leaves every thread, which then runs on. */
  void detach();
  /** Takes what the kernel counted for the threads and processes that still live. */
  void take_facts();

  const Findings& findings() const { return findings_; }
  const Stacks& stacks() const { return stacks_; }
  const Ending& ending() const { return ending_; }
  const std::vector<ThreadFacts>& threads() const { return counts_.threads(); }
  const std::vector<ProcessTotals>& processes() const { return counts_.processes(); }
  uint64_t stops() const { return stops_; }
  uint64_t calls() const { return observer_.calls(); }
  uint64_t counted_calls() const { return observer_.counted_calls(); }
  uint64_t pinned_threads() const { return pinned_; }
  /** Processes that are traced now. */
  std::vector<pid_t> live() const;

 private:
  Thread& thread(pid_t tid);
  void on_event(pid_t tid, int status);
  void on_call(Thread& thread);
  void on_signal_or_stop(Thread& thread, int signal);
  void on_exec(pid_t tid);
  void on_exit(Thread& thread);
  void gone(pid_t tid, int status);
  void first_stop(Thread& thread);
  void inherit_loops(Process& child);
  std::shared_ptr<LoopCounter> loops_numbered(uint64_t number) const;
  void leave_loops(Process& process);
  void find_site(Thread& thread);
  void take_counted(Thread& thread);
  void await_library(Thread& thread, long number, const uint64_t* args);
  bool put_hooks(Thread& thread);
  void resume(Thread& thread, int signal = 0);
  void resume_answered();
  std::unique_ptr<Process> make_process(pid_t pid);
  void follow(Process& process, bool prepared);
  pid_t next_event(int& status);
  Thread& watched_thread(Process& process, pid_t tid);
  void on_seen(const SeenCall& call) override;
  void on_seen(const SeenRelay& relay) override;
  /** Hands what was seen to `observe`, with its thread; false where its process is not known. */
  template <typename Observe>
  bool observe_thread(pid_t pid, pid_t tid, Observe observe);
  /** Before the process is gone, or becomes another. */
  void leave_calls(pid_t pid);

  Mode mode_;
  KernelCalls* kernel_ = nullptr;
  /** The process that runs without stops; 0: none does. */
  pid_t watched_ = 0;
  const Placement& placement_;
  Findings findings_;
  Stacks stacks_;
  Observer observer_;
  std::unordered_map<pid_t, std::unique_ptr<Process>> processes_;
  std::unordered_map<pid_t, Thread> threads_;
  KernelCounts counts_;
  Ending ending_;
  pid_t main_ = 0;
  std::optional<uint64_t> least_bytes_;
  /** Of processes that ended or called exec, for children whose first stop comes later. */
  Former<std::shared_ptr<LoopCounter>> former_loops_{16};
  uint64_t stops_ = 0;
  uint64_t pinned_ = 0;
};

}  // namespace iopath::trace
