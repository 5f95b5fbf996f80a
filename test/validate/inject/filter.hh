// The seccomp filter: calls we look at stop for the tracer, calls that would move bytes unseen are refused.
#pragma once
#include <cerrno>
#include <cstddef>
#include <vector>

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>

#include "calls.hh"

namespace inject {

inline void install_filter() {
  std::vector<sock_filter> program = {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr))};
  const auto answer = [&](long number, unsigned action) {
    program.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<unsigned>(number), 0, 1));
    program.push_back(BPF_STMT(BPF_RET | BPF_K, action));
  };
  for (const Call& call : data_calls) answer(call.number, SECCOMP_RET_TRACE);
  for (const Call& call : effect_calls) answer(call.number, SECCOMP_RET_TRACE);
  for (const PathCall& call : path_calls) answer(call.number, SECCOMP_RET_TRACE);
  answer(SYS_connect, SECCOMP_RET_TRACE);
  answer(SYS_io_uring_setup, SECCOMP_RET_ERRNO | ENOSYS);
  program.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
  const sock_fprog filter{static_cast<unsigned short>(program.size()), program.data()};
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter);
}

}  // namespace inject
