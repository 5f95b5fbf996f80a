#include "trace/kernel_calls.hh"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <iterator>
#include <set>
#include <unordered_set>

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "kernel/posix.hh"
#include "trace/bpf/records.h"
#include "trace/bpf_program.hh"
#include "trace/observer.hh"
#include "trace/python_start.hh"
#include "trace/reported_ends.hh"

#if defined(IOPATH_BPF)
#include <bpf/bpf.h>
#include <bpf/libbpf.h>

namespace iopath::trace {
namespace {

/** Bytes of buffers kept for a process before it is known whether its pairing needs contents. */
constexpr int64_t first_credit = 8 << 20;
constexpr int look_every_ms = 5;

}  // namespace

struct KernelCalls::Parts {
  BpfProgram program;
  Fd signals;
  int processes = -1, searched = -1, asked = -1, totals = -1;
  uint64_t min_bytes = 0;
  ReportedEnds ends;
  std::set<pid_t> followed;
  KernelCallReceiver* receiver = nullptr;
  SeenCall call;

  /** Later records are handled the next time. */
  uint64_t drained_until = 0;
  /** When the call returned; 0 where the record is of another kind. */
  uint64_t on_record(const void* data, size_t bytes);
  void take_end(const iopath_end_record& record, const char* names);
  std::unordered_set<uint32_t> held_ends() const;
  void on_call(const iopath_call_record& record, const std::byte* at, const std::byte* end);
  void on_relay(const iopath_relay_record& record);
};

namespace {

/** A negative answer ends the consumption behind this record: one that came meanwhile is the last. */
int take_record(void* data, void* record, size_t bytes) {
  auto& parts = *static_cast<KernelCalls::Parts*>(data);
  return parts.on_record(record, bytes) > parts.drained_until ? -EAGAIN : 0;
}

/** A child's change of state ends a wait. */
Fd signals_of_children() {
  sigset_t child;
  ::sigemptyset(&child);
  ::sigaddset(&child, SIGCHLD);
  ::sigprocmask(SIG_BLOCK, &child, nullptr);
  return Fd(::signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK));
}

/** What a call and a relay have in common: the fields of both records have the same names. */
template <typename Record>
void take_place(const Record& record, const ReportedEnds& ends, SeenCall& into) {
  into.pid = static_cast<pid_t>(record.pid);
  into.tid = static_cast<pid_t>(record.tid);
  into.number = record.number;
  into.instruction = record.instruction;
  into.stack = record.stack;
  into.top = record.top;
  into.in = ends.find(record.in);
  into.out = ends.find(record.out);
  into.out_number = record.out;
}

}  // namespace

uint64_t KernelCalls::Parts::on_record(const void* data, size_t bytes) {
  const auto* start = static_cast<const std::byte*>(data);
  if (bytes < sizeof(uint32_t)) return 0;
  const uint32_t kind = *static_cast<const uint32_t*>(data);
  if (kind == IOPATH_END_RECORD && bytes >= sizeof(iopath_end_record)) {
    const auto& record = *static_cast<const iopath_end_record*>(data);
    if (record.names_bytes <= bytes - sizeof record) take_end(record, reinterpret_cast<const char*>(start + sizeof record));
  }
  if (kind == IOPATH_RELAY_RECORD && bytes >= sizeof(iopath_relay_record)) {
    const auto& record = *static_cast<const iopath_relay_record*>(data);
    on_relay(record);
    return record.last_ns;
  }
  if (kind != IOPATH_CALL_RECORD || bytes < sizeof(iopath_call_record)) return 0;
  const auto& record = *static_cast<const iopath_call_record*>(data);
  on_call(record, start + sizeof record, start + bytes);
  return record.time_ns;
}

void KernelCalls::Parts::take_end(const iopath_end_record& record, const char* names) {
  if (ends.add(record, names)) ends.forget(held_ends());
}

/** Numbers in what the program counts and has not sent. */
std::unordered_set<uint32_t> KernelCalls::Parts::held_ends() const {
  std::unordered_set<uint32_t> held;
  const auto process = std::make_unique<iopath_process>();
  for (const pid_t pid : followed) {
    if (bpf_map_lookup_elem(processes, &pid, process.get()) != 0) continue;
    for (const iopath_slot& slot : process->slots) held.insert({slot.relay.in, slot.relay.out, slot.read.call.in});
  }
  return held;
}

void KernelCalls::Parts::on_call(const iopath_call_record& record, const std::byte* at, const std::byte* end) {
  take_place(record, ends, call);
  call.args = reinterpret_cast<const uint64_t*>(record.args);
  call.result = record.result;
  call.time_ns = record.time_ns;
  call.counted = record.counted;
  call.asked = record.asked;
  call.buffers.clear();
  for (unsigned left = record.buffers; left > 0; --left) {
    if (static_cast<size_t>(end - at) < sizeof(iopath_buffer)) return;
    const auto& buffer = *reinterpret_cast<const iopath_buffer*>(at);
    at += sizeof buffer;
    const size_t room = round_up(buffer.kept, 8);
    if (static_cast<size_t>(end - at) < room) return;
    call.buffers.push_back({{buffer.address, buffer.length}, at, buffer.kept});
    at += room;
  }
  call.captured.reset();
  if (record.stack_bytes > 0 && static_cast<size_t>(end - at) >= IOPATH_REGISTERS * sizeof(uint64_t) + record.stack_bytes) {
    CapturedStack& stack = call.captured.emplace();
    std::memcpy(stack.registers.data(), at, IOPATH_REGISTERS * sizeof(uint64_t));
    stack.address = record.stack;
    stack.bytes = at + IOPATH_REGISTERS * sizeof(uint64_t);
    stack.length = record.stack_bytes;
  }
  if (receiver) receiver->on_seen(call);
}

void KernelCalls::Parts::on_relay(const iopath_relay_record& record) {
  static constexpr uint64_t no_args[6] = {};
  SeenRelay relay{};
  SeenCall& write = relay.write;
  take_place(record, ends, write);
  write.args = no_args;
  write.result = static_cast<int64_t>(record.bytes);
  write.time_ns = record.last_ns;
  relay.bytes = record.bytes;
  relay.reads = record.reads;
  relay.writes = record.writes;
  relay.compared = record.compared;
  relay.read_calls = record.read_calls;
  relay.read_bytes = record.read_bytes;
  relay.first_ns = record.first_ns;
  if (receiver) receiver->on_seen(relay);
}

KernelCalls::KernelCalls(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
KernelCalls::~KernelCalls() = default;

std::unique_ptr<KernelCalls> KernelCalls::open(uint64_t min_bytes, StartFailure& failure) {
  static_assert(RecentReads::edge == IOPATH_EDGE && register_count == IOPATH_REGISTERS && python_stack_signal == IOPATH_STACK_SIGNAL &&
                python_stacks_fd == IOPATH_STACKS_FD);
  auto parts = std::make_unique<Parts>();
  parts->min_bytes = min_bytes;
  if (!parts->program.open(take_record, parts.get(), failure)) return nullptr;
  parts->processes = parts->program.map("processes");
  parts->searched = parts->program.map("searched");
  parts->asked = parts->program.map("asked");
  parts->totals = parts->program.map("totals");
  parts->signals = signals_of_children();
  if (!parts->signals) return failure = {"signalfd", errno}, nullptr;
  return std::unique_ptr<KernelCalls>(new KernelCalls(std::move(parts)));
}

void KernelCalls::follow(pid_t pid, bool answers) {
  const auto process = std::make_unique<iopath_process>();
  process->credit = first_credit;
  process->min_bytes = parts_->min_bytes;
  process->answers = answers;
  bpf_map_update_elem(parts_->processes, &pid, process.get(), BPF_ANY);
  parts_->followed.insert(pid);
}

void KernelCalls::leave(pid_t pid, KernelCallReceiver& receiver) {
  const auto process = std::make_unique<iopath_process>();
  // Two commands: the one for both takes such a map only since Linux 5.14.
  if (bpf_map_lookup_elem(parts_->processes, &pid, process.get()) != 0) return;
  bpf_map_delete_elem(parts_->processes, &pid);
  parts_->followed.erase(pid);
  bpf_map_delete_elem(parts_->searched, &pid);
  // The first call of each relay was sent.
  drain(receiver);
  parts_->receiver = &receiver;
  for (const iopath_slot& slot : process->slots)
    if (slot.relay.writes > 0) parts_->on_relay(slot.relay);
  parts_->receiver = nullptr;
}

void KernelCalls::ask_stack(pid_t pid, uint32_t out) {
  const iopath_asked key{static_cast<__u32>(pid), out};
  bpf_map_delete_elem(parts_->asked, &key);
}

void KernelCalls::keep_contents(pid_t pid, bool keep) {
  const uint32_t yes = 1;
  if (keep)
    bpf_map_update_elem(parts_->searched, &pid, &yes, BPF_ANY);
  else
    bpf_map_delete_elem(parts_->searched, &pid);
}

void KernelCalls::drain(KernelCallReceiver& receiver) {
  parts_->receiver = &receiver;
  parts_->drained_until = now_ns();
  ring_buffer__consume(parts_->program.ring());
  parts_->receiver = nullptr;
}

void KernelCalls::wait() const {
  pollfd both[] = {{ring_buffer__epoll_fd(parts_->program.ring()), POLLIN, 0}, {parts_->signals.get(), POLLIN, 0}};
  ::poll(both, std::size(both), look_every_ms);
  signalfd_siginfo child;
  while (::read(parts_->signals.get(), &child, sizeof child) == sizeof child) continue;
}

EndPointer KernelCalls::intern(const EndPointer& end) { return parts_->ends.intern(end); }

Lost KernelCalls::lost() const {
  const uint32_t only = 0;
  iopath_totals totals{};
  bpf_map_lookup_elem(parts_->totals, &only, &totals);
  return {totals.lost_records, totals.lost_bytes + totals.left_out};
}

}  // namespace iopath::trace

#else

// Built without libbpf or clang: the engine is an absence.
namespace iopath::trace {

struct KernelCalls::Parts {};
KernelCalls::~KernelCalls() = default;
std::unique_ptr<KernelCalls> KernelCalls::open(uint64_t, StartFailure& failure) { return failure = {"bpf build", ENOSYS}, nullptr; }
void KernelCalls::follow(pid_t, bool) {}
void KernelCalls::ask_stack(pid_t, uint32_t) {}
void KernelCalls::leave(pid_t, KernelCallReceiver&) {}
void KernelCalls::keep_contents(pid_t, bool) {}
void KernelCalls::drain(KernelCallReceiver&) {}
void KernelCalls::wait() const {}
EndPointer KernelCalls::intern(const EndPointer& end) { return end; }
Lost KernelCalls::lost() const { return {}; }

}  // namespace iopath::trace
#endif
