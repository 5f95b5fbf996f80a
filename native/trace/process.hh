// The tracer's state of a traced process and of each of its threads.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <sys/types.h>

#include "trace/calls.hh"
#include "trace/ends.hh"
#include "trace/memory.hh"
#include "trace/recent_reads.hh"
#include "trace/relays.hh"

namespace iopath::trace {

struct SeenCall;
struct SeenRelay;
class LoopCounter;

struct Process {
  /** `memory` by default that of the process itself. */
  explicit Process(pid_t pid, std::unique_ptr<Memory> memory = nullptr);
  Process(const Process&) = delete;
  ~Process();

  /** A thread of it has stopped: its memory and its descriptors are reached by that. The first thread may have ended. */
  void reach_through(pid_t tid);

  Who who;
  Descriptors descriptors;
  std::unique_ptr<Memory> memory;
  RecentReads reads;
  /** Bytes of read and write calls that were traced. */
  uint64_t read_bytes = 0, written_bytes = 0;
  /** Threads that are followed. */
  size_t threads = 0;
  /** Whether the BPF program was asked to keep the contents of its buffers. */
  bool contents = false;
  /** Counts its calls that go on; null where none was put into it. */
  std::shared_ptr<LoopCounter> loops;
};

/** What the kernel counted for a thread that relays. Zero where /proc does not tell. */
struct ThreadFacts {
  pid_t pid = 0, tid = 0;
  std::string name;
  uint64_t cpu_ns = 0;
  uint64_t voluntary = 0, involuntary = 0;
  /** Stops of the tracer: each of them is one of the voluntary switches. */
  uint64_t stops = 0;
};

/**
 * What the kernel counted for a process: bytes that its calls of read and write, in all their forms, and of sendfile and
 * copy_file_range returned (/proc/PID/io; fs/read_write.c). It counts no send, no splice and no call that failed.
 */
struct ProcessIo {
  bool known = false;
  uint64_t rchar = 0, wchar = 0;
};

struct Thread {
  pid_t tid = 0;
  Process* process = nullptr;
  /** The call under way, and its ends as they were when it began; null outside of a traced call. */
  const Call* call = nullptr;
  uint64_t args[6] = {};
  /** Instruction and stack pointer of the call. */
  uint64_t instruction = 0, stack = 0;
  /** Of a hooked call that stops all the same: the instruction that makes it; else 0. */
  uint64_t trampoline = 0;
  /** Whether the return is waited for to put hooks into the process, and into which of its files. */
  enum class Awaits { nothing, exec, library } awaits = Awaits::nothing;
  EndPointer in, out;
  /** Of a write: the last read of the process when it began. */
  uint64_t reads_before = 0;
  /** The call as it was seen inside the kernel; null where the thread is stopped in it. */
  const SeenCall* seen = nullptr;
  uint64_t stops = 0;
  uint64_t calls = 0;
  bool pinned = false;
  bool relays = false;
  /** The site of the last write that relayed, and what it was found for. */
  struct Site {
    uint64_t instruction = 0, stack = 0;
    EndPointer from, to;
    uint32_t number = 0;
  } site;
  /** Of a process that ran before it was traced: what the kernel had counted by then. */
  ThreadFacts before;
};

/** The name of a process as `ps` shows it: of its executable, not of a thread. */
std::string process_name(pid_t pid);
/** The process of a thread; 0 where the thread is gone. */
pid_t process_of(pid_t tid);
/** What the kernel counted for the thread since it is traced; none once it is gone. */
std::optional<ThreadFacts> thread_facts(const Thread& thread);
ProcessIo process_io(pid_t pid);
/** What stands behind `field` in a file of /proc such as status; empty where it is not there. */
std::string proc_field(const std::string& path, const std::string& field);

}  // namespace iopath::trace
