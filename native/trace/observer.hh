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
  /** `may_skip`: where a return that is not asked for costs no stop. */
  Observer(Findings& findings, Stacks& stacks, bool may_skip) : findings_(findings), stacks_(stacks), may_skip_(may_skip) {}

  /** The thread enters a call. True where its return is to be seen too. */
  bool enter(Thread& thread, long number, const uint64_t* args);
  /** The call returned `result`, negative where it failed. */
  void leave(Thread& thread, int64_t result);
  /** Calls that were followed to their return, and writes whose return was foreseen. */
  uint64_t calls() const { return calls_; }

 private:
  void forget(Thread& thread, const Call& call);
  void finish(Thread& thread, uint64_t moved);
  bool foresees(const Thread& thread) const;
  void read_done(Thread& thread, uint64_t moved);
  void write_done(Thread& thread, uint64_t moved);
  void move_done(Thread& thread, uint64_t moved);
  void note_mapping(Thread& thread, const uint64_t* args);

  Findings& findings_;
  Stacks& stacks_;
  bool may_skip_;
  std::vector<Piece> buffers_;
  std::set<std::string> program_files_;
  uint64_t calls_ = 0;
};

/** Nanoseconds of the monotonic clock. */
uint64_t now_ns();

}  // namespace iopath::trace
