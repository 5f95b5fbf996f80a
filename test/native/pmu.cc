// Preloaded where a machine has no hardware counters: gives perf_event_open software events in their place, whose
// counts getrusage knows as well. Cycles become nanoseconds of CPU time, instructions page faults, cache misses
// context switches.
#include <dlfcn.h>

#include <cstdarg>

#include <linux/perf_event.h>
#include <sys/syscall.h>

extern "C" long syscall(long number, ...) {
  using Real = long (*)(long, ...);
  static const Real real = reinterpret_cast<Real>(dlsym(RTLD_NEXT, "syscall"));
  long args[6];
  va_list list;
  va_start(list, number);
  for (long& arg : args) arg = va_arg(list, long);
  va_end(list);
  if (number == SYS_perf_event_open) {
    auto* attributes = reinterpret_cast<perf_event_attr*>(args[0]);
    if (attributes->type == PERF_TYPE_HARDWARE) {
      attributes->type = PERF_TYPE_SOFTWARE;
      attributes->config = attributes->config == PERF_COUNT_HW_CPU_CYCLES     ? PERF_COUNT_SW_TASK_CLOCK
                           : attributes->config == PERF_COUNT_HW_INSTRUCTIONS ? PERF_COUNT_SW_PAGE_FAULTS
                                                                              : PERF_COUNT_SW_CONTEXT_SWITCHES;
    }
  }
  return real(number, args[0], args[1], args[2], args[3], args[4], args[5]);
}
