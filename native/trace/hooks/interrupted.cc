// Threads that get a signal while they are in the hook.
#include <array>
#include <csignal>
#include <cstring>
#include <functional>

#include <elf.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/user.h>

#include "kernel/posix.hh"
#include "kernel/process_memory.hh"
#include "trace/hooks/call_sites.hh"
#include "trace/hooks/hook_code.hh"
#include "trace/hooks/injection.hh"
#include "trace/hooks/quiet_thread.hh"
#include "trace/hooks/trampoline.hh"

namespace iopath::trace {

#if defined(__x86_64__)
namespace {

/** Instructions of the hook for one call; each repetition of a string instruction counts. */
constexpr int most_steps = 4096;
constexpr uint64_t zero_flag = 0x40;
/** Bytes that the hook compares or copies of any read. */
constexpr uint64_t most_edges = 2 * hook_edge;
/** Bytes, of the hook's functions. */
constexpr size_t most_stack = 512;

bool get(pid_t tid, user_regs_struct& into) {
  iovec buffer{&into, sizeof into};
  return ::ptrace(PTRACE_GETREGSET, tid, NT_PRSTATUS, &buffer) == 0;
}

void set(pid_t tid, user_regs_struct& from) {
  iovec buffer{&from, sizeof from};
  ::ptrace(PTRACE_SETREGSET, tid, NT_PRSTATUS, &buffer);
}

bool is_in_hook(uint64_t instruction) { return instruction >= hook_code && instruction < hook_code + hook_code_bytes; }

/** A signal interrupted the call: ERESTARTSYS to ERESTARTNOHAND, ERESTART_RESTARTBLOCK (include/linux/errno.h). */
bool was_interrupted(const user_regs_struct& now) {
  const auto result = -static_cast<int64_t>(now.rax);
  return static_cast<int64_t>(now.orig_rax) >= 0 && ((result >= 512 && result <= 514) || result == 516);
}

/** The frame of the hook, and where that lies. */
struct Found {
  uint64_t address;
  HookFrame frame;
};

/** The frame above `stack`, which one of the compiler's functions grew by its own. */
std::optional<Found> find_frame(pid_t tid, uint64_t stack, const std::function<bool(uint64_t)>& is_site) {
  std::array<uint64_t, (most_stack + sizeof(HookFrame)) / sizeof(uint64_t)> words;
  // Behind the frame the stack may end.
  const uint64_t left = page_size() - stack % page_size();
  size_t bytes = sizeof words;
  if (!read_memory(tid, stack, words.data(), bytes) && (left >= bytes || !read_memory(tid, stack, words.data(), bytes = left)))
    return std::nullopt;
  for (size_t at = 0; at <= most_stack / sizeof(uint64_t) && at * sizeof(uint64_t) + sizeof(HookFrame) <= bytes; ++at) {
    Found found{stack + at * sizeof(uint64_t), {}};
    std::memcpy(&found.frame, &words[at], sizeof found.frame);
    if (found.frame.self == found.address && is_site(found.frame.site)) return found;
  }
  return std::nullopt;
}

/** As if the program made the call itself: before it, or interrupted in it. */
void leave_hook(pid_t tid, user_regs_struct& now, const Found& found, uint64_t site, bool before) {
  const HookFrame& frame = found.frame;
  now.rsp = found.address + sizeof frame + red_zone;
  now.rbx = frame.rbx, now.rbp = frame.rbp;
  now.r12 = frame.r12, now.r13 = frame.r13, now.r14 = frame.r14, now.r15 = frame.r15;
  const uint64_t* given = frame.arguments;
  now.rdi = given[0], now.rsi = given[1], now.rdx = given[2];
  now.r10 = given[3], now.r8 = given[4], now.r9 = given[5];
  if (before) now.rax = frame.number, now.orig_rax = ~0ull;
  now.rip = site + (before ? 0 : call_bytes);
  set(tid, now);
}

/** What is left to be compared or copied is not, and differs. */
bool end_access(pid_t tid, user_regs_struct& now) {
  uint8_t code[2] = {};
  if (!read_memory(tid, now.rip, code, sizeof code) || code[0] != 0xf3 || (code[1] != 0xa4 && code[1] != 0xa6)) return false;
  now.rcx = 0;
  now.eflags &= ~zero_flag;
  set(tid, now);
  return true;
}

}  // namespace

/**
 * Moves a thread from the hook to its site; with `itself`, to where it makes the call without the hook. False: it has to go on in the
 * hook first.
 */
bool Injection::leave(pid_t tid, user_regs_struct& now, bool itself) const {
  if (const Trampoline* in = trampoline_at(now.rip)) {
    const bool before = now.rip <= in->start + trampoline_call;
    now.rip = in->site + (before ? 0 : call_bytes);
    set(tid, now);
    return true;
  }
  if (!is_in_hook(now.rip)) return true;
  const HookPlaces places = hook_places();
  const bool planned = now.rip >= places.planned && now.rip <= places.call;
  const bool before = planned || (now.rip >= places.plan && now.rip < places.plan_end);
  if (!before && (now.rip != places.called || !was_interrupted(now))) return false;
  const auto is_site = [this](uint64_t place) {
    const Trampoline* at = trampoline_at(place);
    return at && place == at->start + trampoline_call;
  };
  // Without its frame it stays where it is, and may be in a call that waits.
  const auto found = find_frame(tid, now.rsp, is_site);
  if (!found) return true;
  leave_hook(tid, now, *found, trampoline_at(found->frame.site)->site, before);
  if (!itself) return true;
  // The site would lead it into the hook again.
  now.rip = found->frame.site;
  set(tid, now);
  return true;
}

int Injection::settle(pid_t tid, int signal, std::optional<int>& ended) const {
  user_regs_struct now{};
  if (!get(tid, now)) return signal;
  if (signal == SIGTRAP) {
    const Trampoline* returned = trampoline_of(now.rip - 1 - call_bytes);
    if (!returned) return signal;
    now.rip = returned->start + trampoline_called;
    set(tid, now);
    return 0;
  }
  // It runs no handler, and a SIGCONT that comes meanwhile must still undo it.
  if (signal == SIGSTOP) return signal;
  siginfo_t about{};
  ::ptrace(PTRACE_GETSIGINFO, tid, 0, &about);
  const bool faulted = (signal == SIGSEGV || signal == SIGBUS) && about.si_code > 0 && is_in_hook(now.rip);
  if (faulted) return leave_fault(tid, now) ? 0 : signal;
  if (leave(tid, now, false)) return signal;
  {
    QuietThread quiet(tid, {SIGTRAP, SIGSEGV, SIGBUS});
    for (int step = 0; step < most_steps && !leave(tid, now, false); ++step) {
      // A whole content would be a step a byte.
      if (now.rcx > most_edges) end_access(tid, now);
      const std::optional<int> came = quiet.run(PTRACE_SINGLESTEP, ended);
      if (!came) return ended ? 0 : signal;
      get(tid, now);
      if (*came == SIGSEGV || *came == SIGBUS) end_access(tid, now);
    }
  }
  ::ptrace(PTRACE_SETSIGINFO, tid, 0, &about);
  return signal;
}

/** The hook met memory that is not there, which the kernel did not need. False where that can't be mended. */
bool Injection::leave_fault(pid_t tid, user_regs_struct& now) const {
  if (end_access(tid, now)) return true;
  if (now.rip != hook_places().probe) return leave(tid, now, true) && !is_in_hook(now.rip);
  // There is too little stack for the hook.
  now.rip = now.r11;
  set(tid, now);
  return true;
}
#endif

}  // namespace iopath::trace
