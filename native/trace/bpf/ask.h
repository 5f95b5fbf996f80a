// Asks a thread of a Python interpreter for its stack while it is still in the call: the signal is delivered on the way back to
// the program, before its next instruction.
#pragma once

#include "ends.h"

/** Ends whose writers were asked already; the tracer removes one for which it needs a line. */
struct {
  __uint(type, BPF_MAP_TYPE_LRU_HASH);
  __uint(max_entries, 16384);
  __type(key, struct iopath_asked);
  __type(value, __u8);
} asked SEC(".maps");

/** Whether a handler takes the signal now: else it would end the process, or come later. */
static __always_inline int takes_signal(void) {
  struct task_struct* task = bpf_get_current_task_btf();
  // SIG_DFL is 0, SIG_IGN 1.
  if ((unsigned long)BPF_CORE_READ(task, sighand, action[IOPATH_STACK_SIGNAL - 1].sa.sa_handler) <= 1) return 0;
  return !(BPF_CORE_READ(task, blocked.sig[0]) >> (IOPATH_STACK_SIGNAL - 1) & 1);
}

/** Asks the current thread, once for each end that its process writes to. */
static __always_inline int ask_stack(struct iopath_process* process, const struct iopath_call_record* write) {
  if (!process->answers || process->asked >= IOPATH_MOST_ASKED || write->out & IOPATH_ANSWERS) return 0;
  struct iopath_asked key = {write->pid, write->out};
  if (bpf_map_lookup_elem(&asked, &key) || !takes_signal() || bpf_send_signal_thread(IOPATH_STACK_SIGNAL) != 0) return 0;
  __u8 done = 1;
  bpf_map_update_elem(&asked, &key, &done, BPF_ANY);
  __sync_fetch_and_add(&process->asked, 1);
  return 1;
}
