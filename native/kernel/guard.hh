// Signals that belong to a run: SIGBUS from a mapped file that was truncated, and the one that interrupts a blocking
// call.
#pragma once

#include <csetjmp>

#include <pthread.h>

namespace iopath {

/**
 * While one exists, survives_bus_error handles SIGBUS, and SIGURG interrupts system calls. The host's handlers are
 * saved and restored with the last guard; a SIGBUS that is not ours is passed to them.
 */
class SignalGuard {
 public:
  SignalGuard();
  ~SignalGuard();
  SignalGuard(const SignalGuard&) = delete;
};

/** Makes the thread's present call return EINTR. Needs a SignalGuard and a thread that was not joined. */
void nudge(pthread_t thread);

/** Where SIGBUS jumps to on this thread; null if it is not guarded. Use survives_bus_error. */
void land_on(sigjmp_buf* landing);

/** Runs `touch`; false if it raised SIGBUS. `touch` must own nothing that a jump out of it would leak. */
template <typename Touch>
bool survives_bus_error(Touch touch) {
  sigjmp_buf landing;
  // 0: saving the signal mask would be a system call; the handler is installed so that it changes none.
  if (sigsetjmp(landing, 0)) {
    land_on(nullptr);
    return false;
  }
  land_on(&landing);
  touch();
  land_on(nullptr);
  return true;
}

}  // namespace iopath
