#include "trace/hooks/remote_call.hh"

#include <csignal>
#include <string>

#include <elf.h>
#include <fcntl.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <unistd.h>

namespace iopath::trace {

#if defined(__x86_64__)
namespace {

/** Code segment of 64-bit programs (arch/x86/include/asm/segment.h, __USER_CS); others take `syscall` otherwise. */
constexpr unsigned long code_of_64_bits = 0x33;

constexpr unsigned char system_call[] = {0x0f, 0x05};
/** As PTRACE_O_TRACESYSGOOD marks it. */
constexpr int system_call_stop = SIGTRAP | 0x80;

bool get_registers(pid_t tid, user_regs_struct& values) {
  iovec buffer{&values, sizeof values};
  return ::ptrace(PTRACE_GETREGSET, tid, NT_PRSTATUS, &buffer) == 0;
}

bool set_registers(pid_t tid, user_regs_struct& values) {
  iovec buffer{&values, sizeof values};
  return ::ptrace(PTRACE_SETREGSET, tid, NT_PRSTATUS, &buffer) == 0;
}

}  // namespace

BorrowedThread::BorrowedThread(pid_t tid, std::optional<int>& ended)
    : tid_(tid),
      ended_(ended),
      quiet_(tid, {SIGSYS}),
      memory_(::open(("/proc/" + std::to_string(tid) + "/mem").c_str(), O_RDWR | O_CLOEXEC)) {
  usable_ = memory_ && get_registers(tid, before_) && before_.cs == code_of_64_bits && read(before_.rip, code_, sizeof code_) &&
            write(before_.rip, system_call, sizeof system_call);
}

BorrowedThread::~BorrowedThread() {
  if (!usable_) return;
  write(before_.rip, code_, sizeof code_);
  // No call is under way any more that a signal could restart.
  before_.orig_rax = ~0ull;
  set_registers(tid_, before_);
}

bool BorrowedThread::read(uint64_t address, void* bytes, size_t length) const {
  return ::pread(memory_.get(), bytes, length, static_cast<off_t>(address)) == static_cast<ssize_t>(length);
}

bool BorrowedThread::write(uint64_t address, const void* bytes, size_t length) const {
  return ::pwrite(memory_.get(), bytes, length, static_cast<off_t>(address)) == static_cast<ssize_t>(length);
}

std::optional<int64_t> BorrowedThread::call(long number, std::initializer_list<uint64_t> arguments) {
  user_regs_struct now = before_;
  now.rax = static_cast<uint64_t>(number);
  now.orig_rax = ~0ull;
  // The C libraries name the type differently.
  decltype(now.rdi)* const places[] = {&now.rdi, &now.rsi, &now.rdx, &now.r10, &now.r8, &now.r9};
  size_t at = 0;
  for (const uint64_t argument : arguments) *places[at++] = argument;
  if (!usable_ || !set_registers(tid_, now)) return std::nullopt;
  // Its start and its return. A signal is of the program's own filter of calls, which refuses this one.
  for (int stops = 0; stops < 2; ++stops) {
    const std::optional<int> came = quiet_.run(PTRACE_SYSCALL, ended_);
    usable_ = came.has_value();
    if (came != system_call_stop) return std::nullopt;
  }
  if (!get_registers(tid_, now) || now.rip != before_.rip + sizeof system_call) return std::nullopt;
  return static_cast<int64_t>(now.rax);
}
#endif

}  // namespace iopath::trace
