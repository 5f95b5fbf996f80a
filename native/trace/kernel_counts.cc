#include "trace/kernel_counts.hh"

#include <algorithm>
#include <optional>
#include <utility>

namespace iopath::trace {
namespace {

constexpr size_t most_rows = 1024;

void add(ThreadFacts& known, const ThreadFacts& facts) {
  known.cpu_ns += facts.cpu_ns;
  known.voluntary += facts.voluntary;
  known.involuntary += facts.involuntary;
  known.stops += facts.stops;
}

}  // namespace

void KernelCounts::take(Thread& thread) {
  if (!std::exchange(thread.relays, false)) return;
  const std::optional<ThreadFacts> facts = thread_facts(thread);
  if (!facts) return;
  const auto is_same = [&](const ThreadFacts& known) { return known.tid == facts->tid && known.pid == facts->pid; };
  const auto known = in_windows_ ? std::ranges::find_if(threads_, is_same) : threads_.end();
  if (known != threads_.end())
    add(*known, *facts);
  else if (threads_.size() < most_rows)
    threads_.push_back(*facts);
}

void KernelCounts::take(Process& process) {
  if (process.read_bytes + process.written_bytes == 0 || processes_.size() >= most_rows) return;
  processes_.push_back({process.who, process.read_bytes, process.written_bytes, process_io(process.who.pid)});
  process.read_bytes = process.written_bytes = 0;
}

}  // namespace iopath::trace
