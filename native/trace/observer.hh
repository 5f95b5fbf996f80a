// Interprets the stops of a thread: a call's entry and its return.
#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "trace/process.hh"
#include "trace/relays.hh"
#include "trace/stacks.hh"

namespace iopath::trace {

struct Counted;

class Observer {
 public:
  Observer(Findings& findings, Stacks& stacks) : findings_(findings), stacks_(stacks) {}

  /** The thread enters a call. True where its return is to be seen too. */
  bool enter(Thread& thread, long number, const uint64_t* args);
  /** The call returned `result`, negative where it failed. */
  void leave(Thread& thread, int64_t result);
  /** A call that returned and was seen inside the kernel; the process's memory shows what was kept of it. */
  void seen(Thread& thread, const SeenCall& call);
  /** Calls that were paired inside the kernel. */
  void seen(Thread& thread, const SeenRelay& relay);
  /** Calls that the process's hook counted until `thread` stopped. */
  void counted(Process& process, Thread& thread, const Counted& counted);
  /** Calls that were followed to their return. */
  uint64_t calls() const { return calls_; }
  /** Of those, calls that hooks counted. */
  uint64_t counted_calls() const { return counted_calls_; }

 private:
  void forget(Process& process, const DescriptorRange& range);
  void read_done(Thread& thread, uint64_t moved);
  void write_done(Thread& thread, uint64_t moved);
  void move_done(Thread& thread, uint64_t moved);
  void note_mapping(Thread& thread, const uint64_t* args);
  void note_mapped(Thread& thread, const EndPointer& end, const std::string& file, uint64_t bytes);
  void find_buffers(const Thread& thread, uint64_t moved);
  void forget_call(Thread& thread);

  Findings& findings_;
  Stacks& stacks_;
  std::vector<Piece> buffers_;
  std::set<std::string> program_files_;
  uint64_t calls_ = 0, counted_calls_ = 0;
};

/** Nanoseconds of the monotonic clock. */
uint64_t now_ns();

}  // namespace iopath::trace
