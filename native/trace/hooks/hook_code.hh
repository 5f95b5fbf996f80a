// The machine code of the hook, to be copied to `hook_code` of a traced program.
#pragma once

#include <span>

#include "trace/hooks/hook.hh"

namespace iopath::trace {

#if defined(__x86_64__)
std::span<const unsigned char> hook_program();

/** Addresses in the traced program. */
struct HookPlaces {
  /** Where a call site jumps to. */
  uint64_t entry;
  /** Reads the end of the stack that the hook needs; all registers are still the program's. */
  uint64_t probe;
  /** The function that plans the call, up to its end: the frame is on the stack, with the program's registers. */
  uint64_t plan, plan_end;
  /** From here to the call the frame is in rbx, and all other registers that a call keeps are the program's. */
  uint64_t planned;
  /** The call's instruction, and the one behind it. */
  uint64_t call, called;
};
HookPlaces hook_places();
#endif

}  // namespace iopath::trace
