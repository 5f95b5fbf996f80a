#include "trace/python_stacks.hh"

#include <algorithm>
#include <cstdlib>

#include <sys/syscall.h>
#include <unistd.h>

#include "trace/python_start.hh"

namespace iopath::trace {
namespace {

bool catches_signal(pid_t pid) {
  const std::string caught = proc_field("/proc/" + std::to_string(pid) + "/status", "SigCgt");
  return (std::strtoull(caught.c_str(), nullptr, 16) >> (python_stack_signal - 1)) & 1;
}

}  // namespace

bool is_python(const std::string& name) { return name.starts_with("python") || name.starts_with("pypy"); }

bool signal_for_stack(const Thread& thread) {
  const pid_t pid = thread.process->who.pid;
  return catches_signal(pid) && ::syscall(SYS_tgkill, pid, thread.tid, python_stack_signal) == 0;
}

uint32_t PythonStacks::site(Thread& thread, const EndPointer& from, uint32_t next, uint32_t native) {
  const Process& process = *thread.process;
  const pid_t pid = process.who.pid;
  if (!ask_ || !is_python(process.who.name)) return native;
  const auto key = std::make_tuple(pid, from, thread.out);
  const auto found = sites_.find(key);
  if (found != sites_.end()) return found->second;
  int& requests = requests_[pid];
  if (requests >= most_requests) return native;
  ++requests;
  if (!ask_(thread)) return native;
  asked_[thread.tid] = next;
  return sites_[key] = next;
}

bool PythonStacks::take(Thread& thread, const Piece& buffer) {
  if (thread.out->name != python_stacks_name) return false;
  const auto asked = asked_.find(thread.tid);
  if (asked == asked_.end()) return true;
  std::string& text = texts_[asked->second];
  std::string part(std::min<uint64_t>(buffer.length, most_text - std::min(most_text, text.size())), '\0');
  if (thread.process->memory->range(buffer.address, part.data(), part.size())) text += part;
  return true;
}

void PythonStacks::forget(pid_t pid) {
  requests_.erase(pid);
  std::erase_if(sites_, [pid](const auto& entry) { return std::get<0>(entry.first) == pid; });
}

}  // namespace iopath::trace
