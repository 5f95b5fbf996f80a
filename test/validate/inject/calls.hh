// The system calls that move bytes, sync or announce a case, and where each keeps its arguments. x86-64 numbers.
#pragma once
#include <cstddef>

#include <sys/syscall.h>

namespace inject {

enum class Memory { plain, pieces, message };

/** Argument places, -1 where a call has none. `lengthOf` counts the bytes asked for. */
struct Call {
  long number;
  const char* name;
  int in, out, length;
  int inOffset, outOffset;  // a pointer where the call has two ends, else the offset itself
  Memory memory = Memory::plain;
  int flags = -1;  // send's flags, for MSG_NOSIGNAL
};

inline constexpr Call data_calls[] = {
    {SYS_read, "read", 0, -1, 2, -1, -1},
    {SYS_pread64, "pread64", 0, -1, 2, 3, -1},
    {SYS_readv, "readv", 0, -1, 2, -1, -1, Memory::pieces},
    {SYS_preadv, "preadv", 0, -1, 2, 3, -1, Memory::pieces},
    {SYS_recvfrom, "recvfrom", 0, -1, 2, -1, -1},
    {SYS_recvmsg, "recvmsg", 0, -1, 2, -1, -1, Memory::message},
    {SYS_write, "write", -1, 0, 2, -1, -1},
    {SYS_pwrite64, "pwrite64", -1, 0, 2, -1, 3},
    {SYS_writev, "writev", -1, 0, 2, -1, -1, Memory::pieces},
    {SYS_pwritev, "pwritev", -1, 0, 2, -1, 3, Memory::pieces},
    {SYS_sendto, "sendto", -1, 0, 2, -1, -1, Memory::plain, 3},
    {SYS_sendmsg, "sendmsg", -1, 0, 2, -1, -1, Memory::message, 2},
    {SYS_sendfile, "sendfile", 1, 0, 3, 2, -1},
    {SYS_splice, "splice", 0, 2, 4, 1, 3},
    {SYS_copy_file_range, "copy_file_range", 0, 2, 4, 1, 3},
};

/** Counted on the ends, never failed: a copy that loses one of them loses durability, a lock or a length. */
inline constexpr Call effect_calls[] = {
    {SYS_fsync, "fsync", -1, 0, -1, -1, -1},         {SYS_fdatasync, "fdatasync", -1, 0, -1, -1, -1},
    {SYS_flock, "flock", -1, 0, -1, -1, -1},         {SYS_ftruncate, "ftruncate", -1, 0, -1, -1, -1},
    {SYS_fallocate, "fallocate", -1, 0, -1, -1, -1}, {SYS_fchmod, "fchmod", -1, 0, -1, -1, -1},
};

/** A path below /iopath- in any of these is a message of the program to us; the place of the path. */
struct PathCall {
  long number;
  int path;
};

inline constexpr PathCall path_calls[] = {
    {SYS_access, 0}, {SYS_stat, 0},       {SYS_lstat, 0}, {SYS_faccessat, 1}, {SYS_faccessat2, 1},
    {SYS_statx, 1},  {SYS_newfstatat, 1}, {SYS_open, 0},  {SYS_openat, 1},
};

}  // namespace inject
