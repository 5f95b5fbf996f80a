#include "kernel/guard.hh"

#include <mutex>

#include <signal.h>

namespace iopath {

namespace {

#ifdef __GLIBC__
// With the other models glibc may call malloc when a thread first uses the variable, which a signal handler must not do.
#define SAFE_IN_HANDLERS __attribute__((tls_model("initial-exec")))
#else
// musl allocates it in every thread at dlopen, and refuses to load a library that needs initial-exec (ldso/dynlink.c,
// do_relocs; 1.2).
#define SAFE_IN_HANDLERS
#endif

SAFE_IN_HANDLERS thread_local sigjmp_buf* landing_of_thread = nullptr;

std::mutex guards;
int alive = 0;
struct sigaction host_bus, host_urgent;

void on_bus_error(int) {
  if (landing_of_thread) siglongjmp(*landing_of_thread, 1);
  // Not ours: on return the access is repeated and reaches the host's handler.
  sigaction(SIGBUS, &host_bus, nullptr);
}

void on_nudge(int) {}

}  // namespace

void land_on(sigjmp_buf* landing) { landing_of_thread = landing; }

SignalGuard::SignalGuard() {
  const std::lock_guard lock(guards);
  if (alive++ > 0) return;
  struct sigaction bus = {}, urgent = {};
  bus.sa_handler = on_bus_error;
  bus.sa_flags = SA_NODEFER | SA_ONSTACK;
  urgent.sa_handler = on_nudge;  // without SA_RESTART: interrupted calls return EINTR
  sigaction(SIGBUS, &bus, &host_bus);
  // SIGURG, because one that arrives after the run is harmless: it is ignored by default.
  sigaction(SIGURG, &urgent, &host_urgent);
}

SignalGuard::~SignalGuard() {
  const std::lock_guard lock(guards);
  if (--alive > 0) return;
  sigaction(SIGBUS, &host_bus, nullptr);
  sigaction(SIGURG, &host_urgent, nullptr);
}

void nudge(pthread_t thread) { pthread_kill(thread, SIGURG); }

}  // namespace iopath
