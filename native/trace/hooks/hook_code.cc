// The code that is copied into a traced program. It uses no constant in memory, calls nothing outside itself, and takes no vector register
// and little stack. It touches the program's buffers behind a call that succeeded, or before a write that is expected of a read's content;
// where that faults, the tracer ends the access, or lets the program make the call itself (interrupted.cc).
#include "trace/hooks/hook_code.hh"

#include <cstddef>

#include <sys/syscall.h>

#include "trace/hooks/held_reads.hh"
#include "trace/hooks/routes.hh"

#if defined(__x86_64__)

namespace iopath::trace {
namespace {

#define IN_PROGRAM                                                                                                            \
  __attribute__((section("hook_text"), used, visibility("hidden"), target("general-regs-only"), \
                 no_sanitize("address", "undefined"), no_stack_protector))

INLINED HookState& shared_state() { return *reinterpret_cast<HookState*>(hook_state); }

INLINED HookReader* reader_of(HookState& state, int fd) {
  for (HookReader& reader : state.readers)
    if (reader.left > 0 && reader.fd == fd) return &reader;
  return nullptr;
}

INLINED bool is_quiet(const HookState& state, int64_t fd) {
  for (const int64_t quiet : state.quiet)
    if (quiet == fd) return true;
  return false;
}

INLINED bool plan_read(HookState& state, HookFrame& frame) {
  frame.reader = reader_of(state, static_cast<int>(frame.arguments[0]));
  frame.plan = HookPlan::read;
  if (frame.reader) frame.id = frame.reader->id;
  if (!frame.reader || !has_room(state, frame.arguments[1], frame.arguments[2])) return false;
  if (!frame.reader->copied) return true;
  const HeldContent& last = content_of(static_cast<size_t>(frame.reader - state.readers));
  return frame.arguments[2] <= hook_content_bytes && !is_content_needed(state, last);
}

}  // namespace

extern "C" {

/** Whether the hook makes the call in place of the program; else that makes it, and stops for the tracer. */
IN_PROGRAM uint64_t iopath_hook_plan(HookFrame* frame) {
  HookState& state = shared_state();
  const auto fd = static_cast<int64_t>(static_cast<int>(frame->arguments[0]));
  frame->plan = HookPlan::pass;
  if ((frame->arguments[2] < state.least_bytes && fd != state.always) || is_quiet(state, fd)) return true;
  const uint64_t number = frame->number;
  if (number == SYS_read || number == SYS_pread64) return plan_read(state, *frame);
  if (number == SYS_recvfrom) return frame->arguments[3] == 0 && plan_read(state, *frame);
  return plan_write(state, *frame);
}

IN_PROGRAM void iopath_hook_returned(HookFrame* frame) {
  HookState& state = shared_state();
  const auto moved = static_cast<uint64_t>(frame->result);
  if (frame->plan != HookPlan::pass && frame->result > 0) {
    if (frame->plan == HookPlan::read) {
      add(state.read_bytes, moved);
      hold(state, *frame, moved);
    } else {
      add(state.written_bytes, moved);
      count(state, *frame, moved);
    }
  }
  if (frame->arguments[2] >= state.least_bytes) add(state.calls, 1);
}

static_assert(sizeof(HookFrame) == 120 + 112 && offsetof(HookFrame, result) == 16 && offsetof(HookFrame, number) == 120);

// rcx and r11 are free: the kernel overwrites both in each call. r11 tells where the program makes the call itself; two bytes
// behind it, it goes on with the result. Calls of other numbers go back at once: a new thread would begin in here.
asm(R"(
.pushsection hook_text, "ax", @progbits
.global iopath_hook_entry
.hidden iopath_hook_entry
.global iopath_hook_planned
.hidden iopath_hook_planned
.global iopath_hook_made
.hidden iopath_hook_made
iopath_hook_entry:
  cmp $63, %rax
  ja 2f
  movabs $0x300000060003, %rcx
  bt %rax, %rcx
  jnc 2f
.global iopath_hook_probe
.hidden iopath_hook_probe
iopath_hook_probe:
  lock orb $0, -640(%rsp)
  lea -128(%rsp), %rsp
  push %r15
  push %r14
  push %r13
  push %r12
  push %rbp
  push %rbx
  push %r11
  push %r9
  push %r8
  push %r10
  push %rdx
  push %rsi
  push %rdi
  push %rax
  lea -120(%rsp), %rsp
  mov %rsp, %rbx
  mov %rbx, (%rbx)
  mov %rsp, %rdi
  and $-16, %rsp
  call iopath_hook_plan
iopath_hook_planned:
  mov %rbx, %rsp
  xor %ecx, %ecx
  test %eax, %eax
  jz 1f
  mov 120(%rbx), %rax
  mov 128(%rbx), %rdi
  mov 136(%rbx), %rsi
  mov 144(%rbx), %rdx
  mov 152(%rbx), %r10
  mov 160(%rbx), %r8
  mov 168(%rbx), %r9
iopath_hook_made:
  syscall
  mov %rax, 16(%rbx)
  mov %rbx, %rdi
  and $-16, %rsp
  call iopath_hook_returned
  mov %rbx, %rsp
  mov 16(%rbx), %rax
  mov %rax, 120(%rbx)
  mov $2, %ecx
1:
  lea 120(%rsp), %rsp
  pop %rax
  pop %rdi
  pop %rsi
  pop %rdx
  pop %r10
  pop %r8
  pop %r9
  pop %r11
  pop %rbx
  lea 128 + 40(%rsp), %rsp
  add %rcx, %r11
2:
  jmp *%r11
.popsection
)");

extern const unsigned char iopath_hook_entry[] __attribute__((visibility("hidden")));
extern const unsigned char iopath_hook_probe[] __attribute__((visibility("hidden")));
extern const unsigned char iopath_hook_planned[] __attribute__((visibility("hidden")));
extern const unsigned char iopath_hook_made[] __attribute__((visibility("hidden")));
extern const unsigned char __start_hook_text[] __attribute__((visibility("hidden")));
extern const unsigned char __stop_hook_text[] __attribute__((visibility("hidden")));
}

std::span<const unsigned char> hook_program() { return {__start_hook_text, __stop_hook_text}; }

HookPlaces hook_places() {
  const auto in_program = [](const unsigned char* at) { return hook_code + static_cast<uint64_t>(at - __start_hook_text); };
  const uint64_t call = in_program(iopath_hook_made);
  const auto in_function = [](auto* at) { return hook_code + static_cast<uint64_t>(reinterpret_cast<const unsigned char*>(at) - __start_hook_text); };
  const uint64_t plan = in_function(iopath_hook_plan), returned = in_function(iopath_hook_returned);
  const uint64_t plan_end = plan < returned ? returned : hook_code + hook_program().size();
  return {in_program(iopath_hook_entry), in_program(iopath_hook_probe), plan, plan_end, in_program(iopath_hook_planned), call, call + 2};
}

}  // namespace iopath::trace

#endif
