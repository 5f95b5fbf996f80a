// The tracer's part for engine bpf: calls that the kernel recorded, of threads that did not stop in them.
#include "trace/captured.hh"
#include "trace/start.hh"
#include "trace/tracer.hh"

namespace iopath::trace {

Tracer::Tracer(KernelCalls& calls, const Placement& placement) : Tracer(Mode::no_calls, placement) {
  kernel_ = &calls;
  stacks_.python().ask_by([this](const Thread& thread) {
    const SeenCall& write = *thread.seen;
    if (!write.asked) kernel_->ask_stack(write.pid, write.out_number);
    return write.asked;
  });
}

void Tracer::drain() { kernel_->drain(*this); }

void Tracer::watch(pid_t pid) {
  watched_ = pid;
  Process& process = *(processes_[pid] = make_process(pid));
  for (const pid_t tid : threads_of(pid)) watched_thread(process, tid);
  follow(process, false);
}

Thread& Tracer::watched_thread(Process& process, pid_t tid) {
  Thread& known = threads_[tid];
  if (known.process) return known;
  known.tid = tid;
  known.process = &process;
  known.before = thread_facts(known).value_or(ThreadFacts{});
  ++process.threads;
  return known;
}

template <typename Observe>
bool Tracer::observe_thread(pid_t pid, pid_t tid, Observe observe) {
  const auto process = processes_.find(pid);
  if (process == processes_.end()) return false;
  if (watched_ != 0) watched_thread(*process->second, tid);
  const auto thread = threads_.find(tid);
  if (thread != threads_.end()) {
    observe(thread->second);
    return true;
  }
  // Its end was reported already.
  Thread gone;
  gone.tid = tid;
  gone.process = process->second.get();
  observe(gone);
  return true;
}

void Tracer::on_seen(const SeenCall& call) {
  const bool known = observe_thread(call.pid, call.tid, [&](Thread& thread) {
    static_cast<CapturedMemory&>(*thread.process->memory).show(call.buffers);
    observer_.seen(thread, call);
  });
  if (!known) return;
  Process& owner = *processes_.at(call.pid);
  if (owner.contents == owner.reads.searches()) return;
  owner.contents = owner.reads.searches();
  kernel_->keep_contents(call.pid, owner.contents);
}

void Tracer::on_seen(const SeenRelay& relay) {
  observe_thread(relay.write.pid, relay.write.tid, [&](Thread& thread) { observer_.seen(thread, relay); });
}

void Tracer::leave_calls(pid_t pid) {
  if (kernel_) kernel_->leave(pid, *this);
}

}  // namespace iopath::trace
