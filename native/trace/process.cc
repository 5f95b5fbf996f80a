#include "trace/process.hh"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "trace/captured.hh"
#include "trace/loop_counter.hh"

namespace iopath::trace {
namespace {

std::string proc(pid_t pid, const char* file) { return "/proc/" + std::to_string(pid) + "/" + file; }

std::string first_line(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  return line;
}

uint64_t number(const std::string& text) { return std::strtoull(text.c_str(), nullptr, 10); }

}  // namespace

Process::Process(pid_t pid, std::unique_ptr<Memory> own)
    : who{pid, process_name(pid)},
      descriptors(pid),
      memory(own ? std::move(own) : std::make_unique<StoppedMemory>(pid)),
      reads(*memory) {}

Process::~Process() = default;

void Process::reach_through(pid_t tid) {
  memory->reach_through(tid);
  descriptors.reach_through(tid);
  if (loops) loops->reach_through(tid);
}

std::string proc_field(const std::string& path, const std::string& field) {
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with(field + ":")) continue;
    const size_t value = line.find_first_not_of(" \t", field.size() + 1);
    return value == std::string::npos ? std::string() : line.substr(value);
  }
  return {};
}

std::string process_name(pid_t pid) { return first_line(proc(pid, "comm")); }

pid_t process_of(pid_t tid) { return static_cast<pid_t>(number(proc_field(proc(tid, "status"), "Tgid"))); }

std::optional<ThreadFacts> thread_facts(const Thread& thread) {
  const std::string schedstat = first_line(proc(thread.tid, "schedstat"));
  const std::string status = proc(thread.tid, "status");
  const std::string voluntary = proc_field(status, "voluntary_ctxt_switches");
  const std::string involuntary = proc_field(status, "nonvoluntary_ctxt_switches");
  if (schedstat.empty() || voluntary.empty() || involuntary.empty()) return std::nullopt;
  const ThreadFacts& before = thread.before;
  ThreadFacts facts;
  facts.pid = thread.process->who.pid;
  facts.tid = thread.tid;
  facts.name = process_name(thread.tid);
  // The first field of schedstat is the time on a CPU in nanoseconds (Documentation/scheduler/sched-stats.rst).
  facts.cpu_ns = number(schedstat) - before.cpu_ns;
  facts.voluntary = number(voluntary) - before.voluntary;
  facts.involuntary = number(involuntary) - before.involuntary;
  facts.stops = thread.stops;
  return facts;
}

namespace {

ProcessIo io_in(const std::string& path) {
  const std::string read = proc_field(path, "rchar");
  if (read.empty()) return {};
  return {true, number(read), number(proc_field(path, "wchar"))};
}

}  // namespace

ProcessIo process_io(pid_t pid) { return io_in(proc(pid, "io")); }

}  // namespace iopath::trace
