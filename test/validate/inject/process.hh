// What a stopped thread has: registers, memory, descriptors.
#pragma once
#include <string>
#include <vector>

#include <sys/types.h>
#include <sys/user.h>

namespace inject {

using Registers = user_regs_struct;

/** The six places a system call's arguments are in (x86-64 calling convention of the kernel). */
unsigned long long& argument(Registers& registers, int place);
bool get_registers(pid_t thread, Registers& registers);
void set_registers(pid_t thread, const Registers& registers);

bool read_memory(pid_t thread, unsigned long long from, void* to, size_t length);
/** Also into memory the thread itself can't write. */
void write_memory(pid_t thread, unsigned long long to, const void* from, size_t length);
/** A text of at most 64 KiB; empty where it can't be read. */
std::string read_text(pid_t thread, unsigned long long from);

/** What /proc/PID/fd/N points to; empty for a descriptor that is not open. */
std::string link_of(pid_t thread, long fd);
/** The offset and flags of /proc/PID/fdinfo/N. */
struct OpenFile {
  long offset = 0, flags = 0;
};
OpenFile open_file(pid_t thread, long fd);
std::vector<long> descriptors(pid_t thread);

/** Whether every thread of a process waits for an event (proc_pid_stat(5), S): none runs, could run, or waits for a disk. */
bool all_asleep(pid_t process);
/** Processor time of a process with all its threads. Seconds. */
double cpu_seconds(pid_t process);

}  // namespace inject
