// Interprets the stops of a thread: a call's entry and its return.
#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "trace/process.hh"
#include "trace/relays.hh"
#include "trace/stacks.hh"

namespace iopath::trace {

class Observer {
 public:
  /** With `presumes`, most writes to files are taken as whole when they begin: see `presume`. */
  Observer(Findings& findings, Stacks& stacks, bool presumes)
      : findings_(findings), stacks_(stacks), presumes_(presumes) {}

  /** The thread enters a call. True where its return is to be seen too. */
  bool enter(Thread& thread, long number, const uint64_t* args);
  /** The call returned `result`, negative where it failed. */
  void leave(Thread& thread, int64_t result);
  /** A call that returned and was seen inside the kernel; the process's memory shows what was kept of it. */
  void seen(Thread& thread, const SeenCall& call);
  /** Calls that were paired inside the kernel. */
  void seen(Thread& thread, const SeenRelay& relay);
  /** Calls that were followed to their return, or presumed. */
  uint64_t calls() const { return calls_; }
  /** The thread ends: takes back what was presumed of its writes and, by the kernel's count, was not written. */
  void settle(Thread& thread);

 private:
  void forget(Thread& thread, const Call& call);
  void read_done(Thread& thread, uint64_t moved);
  void write_done(Thread& thread, uint64_t moved, bool presumed);
  bool presume(Thread& thread);
  void note_write(Thread& thread, int64_t result);
  void move_done(Thread& thread, uint64_t moved);
  void note_mapping(Thread& thread, const uint64_t* args);
  void note_mapped(Thread& thread, const EndPointer& end, const std::string& file, uint64_t bytes);
  void find_buffers(const Thread& thread, uint64_t moved);
  void forget_call(Thread& thread);

  Findings& findings_;
  Stacks& stacks_;
  const bool presumes_;
  std::vector<Piece> buffers_;
  std::set<std::string> program_files_;
  uint64_t calls_ = 0;
};

/** Nanoseconds of the monotonic clock. */
uint64_t now_ns();

}  // namespace iopath::trace
