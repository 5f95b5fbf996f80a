// The tracer's part for copy loops that are counted inside the program: puts the hook into each process, and takes what it counted.
#include <linux/kcmp.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "trace/loop_counter.hh"
#include "trace/tracer.hh"

namespace iopath::trace {

/** A child begins with the memory of the process that made it, whose end or exec may have come before the child's first stop. */
void Tracer::inherit_loops(Process& child) {
  const pid_t pid = child.who.pid;
  const std::shared_ptr<LoopCounter> found = loops_numbered(LoopCounter::number_in(pid));
  if (!found) return;
  // After vfork it is the same memory. Where the kernel cannot tell, a copy is more likely (kcmp(2), since Linux 3.5).
  const bool same = ::syscall(SYS_kcmp, pid, found->pid(), KCMP_VM, 0, 0) == 0;
  child.loops = same ? found : found->of_child(pid);
  if (!same) return;
  found->reach_through(pid);
  found->join();
}

std::shared_ptr<LoopCounter> Tracer::loops_numbered(uint64_t number) const {
  for (const auto& [pid, process] : processes_)
    if (process && process->loops && process->loops->number() == number) return process->loops;
  const auto* former = former_loops_.find(number);
  return former ? *former : nullptr;
}

/** The process ends, or becomes another program. */
void Tracer::leave_loops(Process& process) {
  if (!process.loops) return;
  process.loops->leave();
  former_loops_.keep(process.loops->number(), process.loops);
  process.loops.reset();
}

void Tracer::find_site(Thread& stopped) {
  LoopCounter* loops = stopped.process->loops.get();
  const uint64_t site = loops ? loops->injection().at_site(stopped.instruction) : stopped.instruction;
  stopped.trampoline = site == stopped.instruction ? 0 : stopped.instruction - 2;
  stopped.instruction = site;
}

void Tracer::take_counted(Thread& stopped) {
  LoopCounter* loops = stopped.process->loops.get();
  const auto owner = loops ? processes_.find(loops->pid()) : processes_.end();
  if (owner != processes_.end()) observer_.counted(*owner->second, stopped, loops->take());
}

/** The loader closes a library behind its last mapping. */
void Tracer::await_library(Thread& stopped, long number, const uint64_t* args) {
  const Process& process = *stopped.process;
  const bool single = number == SYS_close && process.loops && process.threads == 1;
  if (!single || !process.loops->injection().wants(static_cast<int>(args[0]), stopped.instruction)) return;
  stopped.awaits = Thread::Awaits::library;
}

/** False where the process ended meanwhile. */
bool Tracer::put_hooks(Thread& stopped) {
  const Thread::Awaits awaited = std::exchange(stopped.awaits, Thread::Awaits::nothing);
  Process& process = *stopped.process;
  std::optional<int> ended;
  if (awaited == Thread::Awaits::exec) process.loops = LoopCounter::install(stopped.tid, *least_bytes_, ended);
  if (awaited == Thread::Awaits::library) process.loops->injection().hook_library(ended);
  if (ended) on_event(stopped.tid, *ended);
  return !ended;
}

}  // namespace iopath::trace
