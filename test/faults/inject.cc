// Preloaded into the process that runs the engine: makes one chosen system call of the measured thread go wrong, the
// Nth time it is made. The engine makes its calls by number, through syscall(2) of libc, which this one stands before.
// strace can aim at calls that Node makes rarely; this can aim at openat, mmap and close of one thread, and can make
// a call really do less than it was asked for.
//
// IOPATH_FAULT = "call from times kind value": kind `error` returns errno `value` without making the call, `after`
// makes it first (close, munmap), `return` returns `value`, `short` asks the kernel for `value` bytes or entries only.
// Two kinds stand for a kernel that does other than ours: `copy` has sendfile copy through memory, `alias` has read map the
// file into the buffer.
// `late` makes the feeder's call instead, `value` milliseconds late.
#include <dlfcn.h>

#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "../../native/kernel/counters.hh"

namespace {

struct Fault {
  char call[32], kind[16];
  long from, times, value;
  long number;
};

using Real = long (*)(long, ...);

// The sender's thread is a new one for each run, so each reads the fault meant for its run.
thread_local Fault fault;
thread_local bool known, aimed;
thread_local long met;

bool parse(const char* text) {
  if (!text || std::sscanf(text, "%31s %ld %ld %15s %ld", fault.call, &fault.from, &fault.times, fault.kind, &fault.value) != 5)
    return false;
  for (size_t i = 0; i < iopath::call_kinds; ++i)
    if (std::string_view(fault.call) == iopath::call_names[i]) {
      fault.number = iopath::call_numbers[i];
      return true;
    }
  return false;
}

bool is(const char* kind) { return std::string_view(fault.kind) == kind; }

void learn() {
  char name[16] = "";
  known = true;
  prctl(PR_GET_NAME, name);
  if (parse(std::getenv("IOPATH_FAULT"))) aimed = std::string_view(name) == (is("late") ? "iopath-feeder" : "iopath-sender");
}

// Where each call takes the number of bytes (or entries) it is to move.
int length_at(long number) {
  switch (number) {
    case SYS_sendfile: return 3;
    case SYS_splice: case SYS_copy_file_range: return 4;
    case SYS_io_uring_enter: return 1;
    default: return 2;
  }
}

long make(Real real, long number, const long (&args)[6]) {
  return real(number, args[0], args[1], args[2], args[3], args[4], args[5]);
}

/** The first piece alone, cut short: what vmsplice and sendmsg take is an array of pieces. */
iovec cut(const iovec& piece) {
  const size_t most = static_cast<size_t>(fault.value);
  return {piece.iov_base, piece.iov_len < most ? piece.iov_len : most};
}

long shortened(Real real, long number, long (&args)[6]) {
  if (number == SYS_vmsplice) {
    const iovec piece = cut(*reinterpret_cast<iovec*>(args[1]));
    return real(number, args[0], &piece, 1l, args[3]);
  }
  if (number == SYS_sendmsg) {
    msghdr message = *reinterpret_cast<msghdr*>(args[1]);
    iovec piece = cut(*message.msg_iov);
    message.msg_iov = &piece;
    return real(number, args[0], &message, args[2]);
  }
  // A kernel that takes fewer entries than it was given returns at once, without waiting (io_uring_enter, io_uring.c).
  if (number == SYS_io_uring_enter && args[1] > fault.value) args[2] = 0;
  long& length = args[length_at(number)];
  if (length > fault.value) length = fault.value;
  return make(real, number, args);
}

/** sendfile(out, in, &at, n) as a kernel would do it that hands out no pages. */
long copied(Real real, const long (&args)[6]) {
  static thread_local char block[65536];
  auto* at = reinterpret_cast<off_t*>(args[2]);
  const long wanted = args[3] < long{sizeof block} ? args[3] : long{sizeof block};
  const long n = real(SYS_pread64, args[1], block, wanted, *at);
  if (n <= 0) return n;
  const long sent = real(SYS_write, args[0], block, n);
  if (sent > 0) *at += sent;
  return sent;
}

/** read(fd, data, n) into whole pages as a kernel would do it that hands out the file's own. */
long aliased(Real real, const long (&args)[6]) {
  const long at = real(SYS_lseek, args[0], 0L, SEEK_CUR);
  if (at < 0) return at;
  void* page = mmap(reinterpret_cast<void*>(args[1]), static_cast<size_t>(args[2]), PROT_READ | PROT_WRITE,
                    MAP_PRIVATE | MAP_FIXED, static_cast<int>(args[0]), at);
  if (page == MAP_FAILED) return -1;
  real(SYS_lseek, args[0], at + args[2], SEEK_SET);
  return args[2];
}

}  // namespace

extern "C" long syscall(long number, ...) {
  static const Real real = reinterpret_cast<Real>(dlsym(RTLD_NEXT, "syscall"));
  long args[6];
  va_list list;
  va_start(list, number);
  for (long& arg : args) arg = va_arg(list, long);
  va_end(list);
  if (!known && number != SYS_futex) learn();
  if (!aimed || number != fault.number || ++met < fault.from || met >= fault.from + fault.times)
    return make(real, number, args);
  if (is("copy") && number == SYS_sendfile) return copied(real, args);
  if (is("alias") && number == SYS_read) return aliased(real, args);
  if (is("short")) return shortened(real, number, args);
  if (is("late")) {
    usleep(static_cast<useconds_t>(fault.value * 1000));
    return make(real, number, args);
  }
  if (is("return")) return fault.value;
  if (is("after")) make(real, number, args);
  errno = static_cast<int>(fault.value);
  return -1;
}
