#include "trace/calls.hh"

#include <iterator>

#include <sys/syscall.h>

namespace iopath::trace {
namespace {

constexpr Call calls[] = {
    {SYS_read, "read", Kind::read, Shape::plain, 0, -1, 2, -1},
    {SYS_write, "write", Kind::write, Shape::plain, -1, 0, 2, -1},
    {SYS_pread64, "pread64", Kind::read, Shape::plain, 0, -1, 2, -1},
    {SYS_pwrite64, "pwrite64", Kind::write, Shape::plain, -1, 0, 2, -1},
    {SYS_recvfrom, "recvfrom", Kind::read, Shape::plain, 0, -1, 2, 3},
    {SYS_sendto, "sendto", Kind::write, Shape::plain, -1, 0, 2, -1},
    {SYS_readv, "readv", Kind::read, Shape::vector, 0, -1, -1, -1},
    {SYS_writev, "writev", Kind::write, Shape::vector, -1, 0, -1, -1},
    {SYS_recvmsg, "recvmsg", Kind::read, Shape::message, 0, -1, -1, 2},
    {SYS_sendmsg, "sendmsg", Kind::write, Shape::message, -1, 0, -1, -1},
    {SYS_preadv, "preadv", Kind::read, Shape::vector, 0, -1, -1, -1},
    {SYS_pwritev, "pwritev", Kind::write, Shape::vector, -1, 0, -1, -1},
    {SYS_preadv2, "preadv2", Kind::read, Shape::vector, 0, -1, -1, -1},
    {SYS_pwritev2, "pwritev2", Kind::write, Shape::vector, -1, 0, -1, -1},
    {SYS_sendfile, "sendfile", Kind::move, Shape::none, 1, 0, -1, -1},
    {SYS_splice, "splice", Kind::move, Shape::none, 0, 2, -1, -1},
    {SYS_copy_file_range, "copy_file_range", Kind::move, Shape::none, 0, 2, -1, -1},
    {SYS_tee, "tee", Kind::move, Shape::none, 0, 1, -1, -1},
    {SYS_vmsplice, "vmsplice", Kind::move, Shape::none, -1, 0, -1, -1},
    {SYS_mmap, "mmap", Kind::map, Shape::none, 4, -1, -1, -1},
    {SYS_close, "close", Kind::forget, Shape::none, 0, -1, -1, -1},
#ifdef SYS_dup2  // arm64 has dup3 only
    {SYS_dup2, "dup2", Kind::forget, Shape::none, 1, -1, -1, -1},
#endif
    {SYS_dup3, "dup3", Kind::forget, Shape::none, 1, -1, -1, -1},
    {SYS_close_range, "close_range", Kind::forget, Shape::none, -1, -1, -1, -1},
    {SYS_execve, "execve", Kind::replace, Shape::none, -1, -1, -1, -1},
    {SYS_execveat, "execveat", Kind::replace, Shape::none, -1, -1, -1, -1},
    {SYS_io_uring_setup, "io_uring", Kind::unfollowed, Shape::none, -1, -1, -1, -1},
    {SYS_recvmmsg, "recvmmsg", Kind::unfollowed, Shape::none, 0, -1, -1, -1},
    {SYS_sendmmsg, "sendmmsg", Kind::unfollowed, Shape::none, -1, 0, -1, -1},
};

constexpr long table_size = 512;

struct Index {
  const Call* by_number[table_size] = {};
  Index() {
    for (const Call& call : calls) by_number[call.number] = &call;
  }
};

}  // namespace

const Call* find_call(long number) {
  static const Index index;
  return number >= 0 && number < table_size ? index.by_number[number] : nullptr;
}

Calls traced_calls() { return {std::begin(calls), std::end(calls)}; }

}  // namespace iopath::trace
