#include "trace/counting_cost.hh"

#include <algorithm>
#include <cstring>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "kernel/posix.hh"
#include "trace/filter.hh"
#include "trace/hooks/hook_code.hh"
#include "trace/observer.hh"

namespace iopath::trace {

#if defined(__x86_64__)
namespace {

/** The quickest round counts, because the scheduler may interrupt any. A pair is a read and a write. */
constexpr int rounds = 8, pairs = 250;
constexpr size_t block = 512;

/** Where a call was made from. */
struct Site {
  uint64_t instruction = 0, stack = 0;
};

/** Makes a call as a hooked site of a program does, from one place for all; notes that in `site`. */
[[gnu::noinline]] int64_t call_by_hook(long number, int fd, const char* buffer, Site& site) {
  int64_t result = number;
  const uint64_t entry = hook_places().entry;
  register uint64_t offset asm("r10") = 0;
  asm volatile(R"(
    lea 1f(%%rip), %%r11
    mov %%r11, %[instruction]
    mov %%rsp, %[stack]
    jmp *%[entry]
  1:
    syscall
  )"
               : "+a"(result), [instruction] "=m"(site.instruction), [stack] "=m"(site.stack)
               : "D"(static_cast<int64_t>(fd)), "S"(buffer), "d"(block), "r"(offset), [entry] "r"(entry)
               : "rcx", "r11", "memory");
  return result;
}

[[gnu::noinline]] int64_t call_bare(long number, int fd, const char* buffer, Site&) {
  return ::syscall(number, fd, buffer, block, 0);
}

using MakeCall = int64_t (*)(long number, int fd, const char* buffer, Site& site);

struct Ends {
  int in, out;
};

/** Nanoseconds a call; 0 where one failed. */
uint64_t measure(MakeCall make_call, const Ends& ends, Site& site) {
  static char buffer[block];
  uint64_t least = UINT64_MAX;
  for (int round = 0; round < rounds; ++round) {
    const uint64_t start = now_ns();
    for (int pair = 0; pair < pairs; ++pair)
      for (const bool reads : {true, false})
        if (make_call(reads ? SYS_pread64 : SYS_write, reads ? ends.in : ends.out, buffer, site) != static_cast<int64_t>(block)) return 0;
    least = std::min(least, (now_ns() - start) / (2 * pairs));
  }
  return least;
}

bool map_hook() {
  const auto map = [](uint64_t address, size_t bytes) {
    void* const at = reinterpret_cast<void*>(address);
    return ::mmap(at, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0) == at;
  };
  if (!map(hook_code, hook_code_bytes) || !map(hook_state, hook_memory_bytes)) return false;
  const auto code = hook_program();
  std::memcpy(reinterpret_cast<void*>(hook_code), code.data(), code.size());
  return ::mprotect(reinterpret_cast<void*>(hook_code), hook_code_bytes, PROT_READ | PROT_EXEC) == 0;
}

/** As the tracer sets it for a loop; `site` is that of its writes. */
void count_loop(const Ends& ends, const Site& site) {
  auto& state = *reinterpret_cast<HookState*>(hook_state);
  std::fill(std::begin(state.quiet), std::end(state.quiet), -1);
  state.readers[0] = {INT64_MAX, ends.in, 0, 0, 1};
  const uint64_t top = *reinterpret_cast<const uint64_t*>(site.stack);
  state.routes[0] = {ends.in, ends.out, site.instruction, site.stack, top, 0, 2, 1, 0, 0, 0};
}

uint64_t measure_in_child(uint64_t min_bytes) {
  const Fd in(::open("/proc/self/exe", O_RDONLY | O_CLOEXEC)), out(::open("/dev/null", O_WRONLY | O_CLOEXEC));
  const Ends ends{in.get(), out.get()};
  Site site;
  const uint64_t bare = measure(call_bare, ends, site);
  // Without a loop to count, the hook leaves the calls to the program: that tells where they are made.
  if (bare == 0 || !map_hook() || measure(call_by_hook, ends, site) == 0) return 0;
  count_loop(ends, site);
  if (install_filter(min_bytes) != 0) return 0;
  const uint64_t hooked = measure(call_by_hook, ends, site);
  return hooked > bare ? hooked - bare : 0;
}

}  // namespace

uint64_t counted_call_ns(uint64_t min_bytes) {
  try {
    // The parent sees what is written here, whatever ends the child.
    const Mapping shared(sizeof(uint64_t), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS);
    auto& measured = *reinterpret_cast<uint64_t*>(shared.data());
    const pid_t child = ::fork();
    if (child == 0) {
      measured = measure_in_child(min_bytes);
      ::_exit(0);
    }
    int status = 0;
    if (child > 0) wait_for_child(child, status);
    return measured;
  } catch (const SystemError&) {
    return 0;
  }
}
#else
uint64_t counted_call_ns(uint64_t) { return 0; }
#endif

}  // namespace iopath::trace
