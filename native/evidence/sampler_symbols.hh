// Classifies a sample of a thread's CPU time by the names of its kernel functions.
#pragma once

#include <string_view>

namespace iopath {

struct SymbolKind {
  /** As the innermost frame: the CPU is moving payload from one place in memory to another. */
  bool copies = false;
  /** As the innermost frame: a memcpy, which moves payload only beneath a frame that `moves_payload`. */
  bool is_memcpy = false;
  bool moves_payload = false;
  /** As any frame: the thread is waking another one. */
  bool wakes = false;
  /** As the innermost frame: interrupts were just re-enabled, so delayed samples are recorded here. */
  bool is_unlock = false;
  /** As the direct caller of an unlock: the function between them woke a thread and is missing because of its tail call. */
  bool wakes_by_tail_call = false;
};

SymbolKind kind_of(std::string_view symbol);

}  // namespace iopath
