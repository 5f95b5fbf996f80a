// Sees the I/O calls of followed processes as they return, without stopping them. Copy loops that go on are counted here;
// all other calls are sent, each in a record with the bytes by which the tracer pairs reads and writes.
#include "ask.h"
#include "pairs.h"

char LICENSE[] SEC("license") = "GPL";

/** include/linux/socket.h */
#define MSG_TRUNC 0x20

/** Key of a stack, which is sent once: instruction, stack pointer and caller of the call. */
struct site_key {
  __u64 instruction, stack, top;
  __u32 tid, pid;
};

struct {
  __uint(type, BPF_MAP_TYPE_LRU_HASH);
  __uint(max_entries, 16384);
  __type(key, struct site_key);
  __type(value, __u8);
} sites SEC(".maps");

#if defined(__TARGET_ARCH_x86)
#define NUMBER(regs) ((regs)->orig_ax)
#define INSTRUCTION(regs) ((regs)->ip)
static __always_inline void arguments_of(struct pt_regs* regs, __u64* into) {
  into[0] = regs->di, into[1] = regs->si, into[2] = regs->dx;
  into[3] = regs->r10, into[4] = regs->r8, into[5] = regs->r9;
}
/** Registers by their DWARF numbers, as in cfi.hh. */
static __always_inline void registers_of(struct pt_regs* regs, __u64* into) {
  into[0] = regs->ax, into[1] = regs->dx, into[2] = regs->cx, into[3] = regs->bx, into[4] = regs->si;
  into[5] = regs->di, into[6] = regs->bp, into[7] = regs->sp, into[8] = regs->r8, into[9] = regs->r9;
  into[10] = regs->r10, into[11] = regs->r11, into[12] = regs->r12, into[13] = regs->r13, into[14] = regs->r14;
  into[15] = regs->r15, into[16] = regs->ip;
}
/** A 32-bit call has other numbers (TS_COMPAT of arch/x86/include/asm/thread_info.h). */
static __always_inline int is_compat(void) {
  struct task_struct* task = bpf_get_current_task_btf();
  return bpf_core_field_exists(task->thread_info.status) && (task->thread_info.status & 2);
}
#else
#define NUMBER(regs) ((regs)->syscallno)
#define INSTRUCTION(regs) ((regs)->pc)
static __always_inline void arguments_of(struct pt_regs* regs, __u64* into) {
  into[0] = regs->orig_x0, into[1] = regs->regs[1], into[2] = regs->regs[2];
  into[3] = regs->regs[3], into[4] = regs->regs[4], into[5] = regs->regs[5];
}
static __always_inline void registers_of(struct pt_regs* regs, __u64* into) {}
static __always_inline int is_compat(void) { return 0; }
#endif

/** Whether the content is kept: asked for, of a read that is sampled, or of a write of what was sampled. */
static __always_inline int keeps_whole(struct build* build, __u64 address, __u64 length) {
  if (length > IOPATH_MOST_WHOLE) return 0;
  if (length <= 2 * IOPATH_EDGE || build->all) return 1;
  if (!build->reads && address < build->sample + build->sample_bytes && address + length > build->sample) return 1;
  // A kept read is written later, so it takes the credit of both at once.
  if (build->credit < 2 * (__s64)length) return 0;
  if (!build->reads) return build->credit > (1 << 20);
  build->credit -= 2 * (__s64)length;
  build->sample = address;
  build->sample_bytes = length;
  return 1;
}

// The verifier checks a non-static function once; a static one is checked for each state in which it is called.

/** Describes one buffer; false where the record is full. */
__noinline int add_buffer(__u64 address, __u64 length) {
  struct scratch* scratch = own_scratch();
  if (!scratch) return 0;
  struct build* build = &scratch->build;
  __u32 at = build->at;
  if (at > MOST_OFFSET) return 0;
  struct iopath_buffer* buffer = (struct iopath_buffer*)(scratch->data + at);
  char* content = (char*)(buffer + 1);
  __u32 kept = 0;
  if (keeps_whole(build, address, length)) {
    if (length <= IOPATH_MOST_WHOLE && bpf_probe_read_user(content, length, (void*)address) == 0) kept = length;
  } else if (bpf_probe_read_user(content, IOPATH_EDGE, (void*)address) == 0 &&
             bpf_probe_read_user(content + IOPATH_EDGE, IOPATH_EDGE, (void*)(address + length - IOPATH_EDGE)) == 0) {
    kept = 2 * IOPATH_EDGE;
  }
  buffer->address = address;
  buffer->length = length;
  buffer->kept = kept;
  build->at = at + sizeof *buffer + ((kept + 7) & ~7u);
  build->buffers += 1;
  return 1;
}

struct io_vector {
  __u64 address, length;
};

static long add_vector(__u32 index, void* unused) {
  struct scratch* scratch = own_scratch();
  struct io_vector one;
  if (!scratch) return 1;
  struct build* build = &scratch->build;
  if (bpf_probe_read_user(&one, sizeof one, (void*)(build->vector + index * sizeof one)) != 0) return 1;
  __u64 length = one.length < build->left ? one.length : build->left;
  if (length > 0 && !add_buffer(one.address, length)) return 1;
  build->left -= length;
  return build->left == 0;
}

/** The part of a msghdr that names buffers, on 64-bit processors. */
struct message {
  __u64 name;
  __u32 name_length, unused;
  __u64 vector, count;
};

/** Describes the buffers of the call that is being built. */
__noinline int add_buffers(__u32 shape) {
  struct scratch* scratch = own_scratch();
  if (!scratch) return 0;
  struct build* build = &scratch->build;
  __u64 count = scratch->call.args[2];
  build->vector = scratch->call.args[1];
  if (shape == IOPATH_PLAIN) {
    // recv(MSG_TRUNC) tells the datagram's length, which may be more than the buffer's.
    if (add_buffer(build->vector, build->left < count ? build->left : count)) build->left = 0;
    return 0;
  }
  if (shape == IOPATH_MESSAGE) {
    struct message message;
    if (bpf_probe_read_user(&message, sizeof message, (void*)build->vector) != 0) return 0;
    build->vector = message.vector;
    count = message.count;
  }
  // IOV_MAX: the kernel takes no more.
  bpf_loop(count < 1024 ? count : 1024, add_vector, 0, 0);
  return 0;
}

/** Whether the stack of the call that is being built was not sent yet; the tracer is then to get it. */
__noinline int is_new_site(void) {
  struct scratch* scratch = own_scratch();
  if (!scratch) return 0;
  struct iopath_call_record* call = &scratch->call;
  struct site_key key = {call->instruction, call->stack, call->top, call->tid, call->pid};
  if (bpf_map_lookup_elem(&sites, &key)) return 0;
  __u8 sent = 1;
  bpf_map_update_elem(&sites, &key, &sent, BPF_ANY);
  return 1;
}

/** Registers, then as much of the stack as lies in one piece. */
__noinline int add_stack(void) {
  struct scratch* scratch = own_scratch();
  if (!scratch) return 0;
  struct build* build = &scratch->build;
  __u32 at = build->at;
  if (at > MOST_OFFSET + IOPATH_MOST_WHOLE + 64) return 0;
  __u64* registers = (__u64*)(scratch->data + at);
  __builtin_memcpy(registers, build->registers, sizeof build->registers);
  char* stack = (char*)(registers + IOPATH_REGISTERS);
  void* from = (void*)scratch->call.stack;
  __u32 bytes = IOPATH_MOST_STACK;
  if (bpf_probe_read_user(stack, IOPATH_MOST_STACK, from) != 0) {
    bytes = IOPATH_MOST_STACK / 4;
    if (bpf_probe_read_user(stack, IOPATH_MOST_STACK / 4, from) != 0) {
      bytes = IOPATH_MOST_STACK / 16;
      if (bpf_probe_read_user(stack, IOPATH_MOST_STACK / 16, from) != 0) return 0;
    }
  }
  scratch->call.stack_bytes = bytes;
  build->at = at + IOPATH_REGISTERS * sizeof(__u64) + bytes;
  return 0;
}

static __always_inline __u64 argument(const struct iopath_call_record* record, __s8 place) {
  // Stays within the record even if the table is wrong.
  return place < 0 ? 0 : record->args[place & 7];
}

/** Calls that moved nothing are not reported, nor mappings of a program's text or of no file. */
static __always_inline int is_of_interest(const struct iopath_process* process, const struct iopath_call* call,
                                          const struct iopath_call_record* record) {
  if (call->kind == IOPATH_UNFOLLOWED) return 1;
  if (call->kind == IOPATH_MAP)
    return record->result > 0 && !(record->args[3] & 0x20) && !(record->args[2] & 4) && (__s32)record->args[4] >= 0;
  if (record->result <= 0) return 0;
  return call->length < 0 || argument(record, call->length) >= process->min_bytes ||
         (process->answers && argument(record, call->out) == IOPATH_STACKS_FD);
}

/** Reads and writes both draw on it: of what is sent, about one byte of 128 is sampled, of what is paired here one of 1024. */
static __always_inline void add_credit(struct iopath_process* process, __u64 bytes) {
  if (process->credit < (256 << 10)) process->credit += bytes;
}

/** Describes what the call read or wrote. */
static __always_inline void describe(struct scratch* scratch, struct iopath_process* process, const struct iopath_call* call) {
  struct build* build = &scratch->build;
  __u64 moved = scratch->call.result;
  build->left = moved;
  // While the tracer is behind, calls come first: without contents the ring holds many more of them.
  __u8 behind = bpf_ringbuf_query(&records, BPF_RB_AVAIL_DATA) > BEHIND_BYTES;
  build->credit = behind ? 0 : process->credit;
  build->sample = process->sample;
  build->sample_bytes = process->sample_bytes;
  build->reads = call->kind == IOPATH_READ;
  build->all = scratch->call.out & IOPATH_ANSWERS || (bpf_map_lookup_elem(&searched, &scratch->call.pid) && !behind);
  add_buffers(call->shape);
  process->sample = build->sample;
  process->sample_bytes = build->sample_bytes;
  if (behind) return;
  process->credit = build->credit;
  add_credit(process, moved / 64);
}

/** To the program's stack: the kernel's check of a copy's destination takes a lock for memory of a map (mm/usercopy.c). */
static __always_inline __u64 word_at(__u64 address) {
  __u64 word = 0;
  bpf_probe_read_user(&word, sizeof word, (void*)address);
  return word;
}

/** Bytes of a plain call that moved `result`. recv(MSG_TRUNC) tells the datagram's length, which may be more than the buffer's. */
static __always_inline __u64 plain_length(const struct iopath_call_record* record) {
  __u64 moved = record->result;
  return moved < record->args[2] ? moved : record->args[2];
}

static __always_inline int is_sampled(const struct iopath_process* process, __u64 length) {
  return length > 2 * IOPATH_EDGE && length <= IOPATH_MOST_WHOLE && process->credit >= 2 * (__s64)length;
}

/** Pairs the call here, or makes sure that the tracer gets it behind the reads that it needs for that. */
static __always_inline int is_paired(struct iopath_process* process, const struct iopath_call* call, struct iopath_call_record* record) {
  __u32 pid = record->pid;
  __u64 address = record->args[1];
  __u64 length = plain_length(record);
  int plain = call->shape == IOPATH_PLAIN && length > 0;
  int paired = 0;
  if (call->kind == IOPATH_READ) {
    int fills_nothing = call->flags >= 0 && (argument(record, call->flags) & MSG_TRUNC);
    end_reads(process, plain ? address : 0, plain ? length : ~0ull);
    paired = plain && !fills_nothing && !is_sampled(process, length) && !bpf_map_lookup_elem(&searched, &pid) &&
             hold_read(process, record, address, length);
  } else {
    // The tracer has to see a write that it gets a stack for.
    record->asked = ask_stack(process, record);
    paired = plain && !record->asked && pair_write(process, record, address, length);
    if (!paired) send_reads(pid);
  }
  if (paired) add_credit(process, length / 512);
  return paired;
}

/** Sends what was built. */
static __always_inline void send_call(struct scratch* scratch) {
  struct iopath_call_record* record = &scratch->call;
  record->buffers = scratch->build.buffers;
  __u64 bytes = sizeof *record + scratch->build.at;
  record->bytes = bytes;
  if (bytes > sizeof *record + SCRATCH_DATA || !send(record, bytes)) count_lost(record->result);
}

SEC("tp_btf/sys_exit")
int call_returned(__u64* context) {
  __u64 pid_tid = bpf_get_current_pid_tgid();
  __u32 pid = pid_tid >> 32;
  struct iopath_process* process = bpf_map_lookup_elem(&processes, &pid);
  if (!process) return 0;
  struct pt_regs* regs = (struct pt_regs*)context[0];
  __u32 number = NUMBER(regs);
  struct iopath_call* call = bpf_map_lookup_elem(&calls, &number);
  struct scratch* scratch = own_scratch();
  if (!call || !scratch || call->kind == IOPATH_IGNORED || is_compat()) return 0;
  struct iopath_call_record* record = &scratch->call;
  arguments_of(regs, record->args);
  record->result = context[1];
  if (!is_of_interest(process, call, record)) return 0;
  // Before the buffers, because the record of a new end uses their memory.
  record->in = call->in < 0 ? 0 : end_of(argument(record, call->in));
  record->out = call->out < 0 ? 0 : end_of(argument(record, call->out));
  record->kind = IOPATH_CALL_RECORD;
  record->pid = pid;
  record->tid = pid_tid;
  record->time_ns = 0;
  record->instruction = INSTRUCTION(regs);
  record->stack = regs->sp;
  record->top = 0;
  record->number = number;
  record->counted = 0;
  record->stack_bytes = 0;
  record->asked = 0;
  scratch->build.at = 0;
  scratch->build.buffers = 0;
  if (call->kind == IOPATH_WRITE) record->top = word_at(record->stack);
  if (call->kind == IOPATH_READ || call->kind == IOPATH_WRITE) {
    if (is_paired(process, call, record)) return 0;
    describe(scratch, process, call);
  }
  record->time_ns = bpf_ktime_get_ns();
  if (call->kind == IOPATH_WRITE && is_new_site()) {
    registers_of(regs, scratch->build.registers);
    add_stack();
  }
  send_call(scratch);
  return 0;
}
