#include "trace/filter.hh"

#include <cerrno>
#include <cstddef>
#include <vector>

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include "trace/calls.hh"
#include "trace/hooks/hook.hh"
#include "trace/python_start.hh"

namespace iopath::trace {
namespace {

#if defined(__x86_64__)
constexpr uint32_t native_architecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr uint32_t native_architecture = AUDIT_ARCH_AARCH64;
#endif

using Program = std::vector<sock_filter>;

/** Low half of argument `place`; both supported architectures are little-endian. */
uint32_t low_of(int place) { return static_cast<uint32_t>(offsetof(seccomp_data, args) + 8u * static_cast<unsigned>(place)); }

void load(Program& program, uint32_t offset) { program.push_back(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offset)); }
void answer(Program& program, uint32_t action) { program.push_back(BPF_STMT(BPF_RET | BPF_K, action)); }

/** `first` is skipped where the loaded number is another one. */
void when_call(Program& program, const Call& call, const Program& body) {
  program.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<uint32_t>(call.number), 0,
                             static_cast<uint8_t>(body.size())));
  program.insert(program.end(), body.begin(), body.end());
}

/** Stops for calls of at least `least` bytes: the high half of the length, then the low one. */
Program traced_from(int place, uint32_t least) {
  Program body;
  load(body, low_of(place) + 4);
  body.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 2));
  load(body, low_of(place));
  body.push_back(BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, least, 0, 1));
  answer(body, SECCOMP_RET_TRACE);
  answer(body, SECCOMP_RET_ALLOW);
  return body;
}

/** Stops for any write to this descriptor, else as `others` does. */
Program traced_for(int fd, const Program& others) {
  Program body;
  load(body, low_of(0));
  body.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<uint32_t>(fd), 0, 1));
  answer(body, SECCOMP_RET_TRACE);
  body.insert(body.end(), others.begin(), others.end());
  return body;
}

/** Only mappings of a file whose pages are no program text: a loader's own mappings would stop each start of a program. */
Program traced_mappings() {
  Program body;
  load(body, low_of(3));
  body.push_back(BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, MAP_ANONYMOUS, 3, 0));
  load(body, low_of(2));
  body.push_back(BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 1, 0));
  answer(body, SECCOMP_RET_TRACE);
  answer(body, SECCOMP_RET_ALLOW);
  return body;
}

Program body_of(const Call& call, uint32_t min_bytes) {
  if (call.kind == Kind::map) return traced_mappings();
  if (min_bytes > 0 && call.length >= 0) {
    const Program body = traced_from(call.length, min_bytes);
    return call.number == SYS_write ? traced_for(python_stacks_fd, body) : body;
  }
  Program body;
  answer(body, SECCOMP_RET_TRACE);
  return body;
}

/** Calls that the hook makes: the address behind their instruction. */
void allow_hook(Program& program) {
  constexpr auto low = static_cast<uint32_t>(hook_code), high = static_cast<uint32_t>(hook_code >> 32);
  static_assert(low == 0);
  load(program, offsetof(seccomp_data, instruction_pointer) + 4);
  program.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, high, 0, 3));
  load(program, offsetof(seccomp_data, instruction_pointer));
  program.push_back(BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, static_cast<uint32_t>(hook_code_bytes), 1, 0));
  answer(program, SECCOMP_RET_ALLOW);
}

Program make_program(uint32_t min_bytes) {
  Program program;
  // Another architecture has other call numbers: such programs run untraced.
  load(program, offsetof(seccomp_data, arch));
  program.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, native_architecture, 1, 0));
  answer(program, SECCOMP_RET_ALLOW);
  allow_hook(program);
  load(program, offsetof(seccomp_data, nr));
  for (const Call& call : traced_calls()) when_call(program, call, body_of(call, min_bytes));
  answer(program, SECCOMP_RET_ALLOW);
  return program;
}

}  // namespace

int install_filter(uint64_t min_bytes) {
  constexpr uint64_t most = 0xffffffffu;
  Program program = make_program(static_cast<uint32_t>(min_bytes < most ? min_bytes : most));
  sock_fprog filter{static_cast<unsigned short>(program.size()), program.data()};
  if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0) return 0;
  if (errno != EACCES) return errno;
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0 ? 0 : errno;
}

}  // namespace iopath::trace
