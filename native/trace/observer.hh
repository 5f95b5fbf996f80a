// What a stop means: one call of one thread at its entry and at its return.
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
  Observer(Findings& findings, Stacks& stacks) : findings_(findings), stacks_(stacks) {}

  /** The thread enters a call. True where its return is to be seen too. */
  bool enter(Thread& thread, long number, const uint64_t* args);
  /** The call returned `result`, negative where it failed. */
  void leave(Thread& thread, int64_t result);
  /** Calls whose return was seen. */
  uint64_t calls() const { return calls_; }

 private:
  void forget(Thread& thread, const Call& call);
  void read_done(Thread& thread, uint64_t moved);
  void write_done(Thread& thread, uint64_t moved);
  void move_done(Thread& thread, uint64_t moved);
  void note_mapping(Thread& thread, const uint64_t* args);

  Findings& findings_;
  Stacks& stacks_;
  std::vector<Piece> buffers_;
  std::set<std::string> program_files_;
  uint64_t calls_ = 0;
};

/** Nanoseconds of the monotonic clock. */
uint64_t now_ns();

}  // namespace iopath::trace
