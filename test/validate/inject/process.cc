#include "process.hh"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <sstream>

#include <dirent.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <unistd.h>

namespace inject {

unsigned long long& argument(Registers& registers, int place) {
  switch (place) {
    case 0: return registers.rdi;
    case 1: return registers.rsi;
    case 2: return registers.rdx;
    case 3: return registers.r10;
    case 4: return registers.r8;
    default: return registers.r9;
  }
}

bool get_registers(pid_t thread, Registers& registers) { return ptrace(PTRACE_GETREGS, thread, nullptr, &registers) == 0; }
void set_registers(pid_t thread, const Registers& registers) { ptrace(PTRACE_SETREGS, thread, nullptr, &registers); }

bool read_memory(pid_t thread, unsigned long long from, void* to, size_t length) {
  const iovec local{to, length};
  const iovec remote{reinterpret_cast<void*>(from), length};
  return process_vm_readv(thread, &local, 1, &remote, 1, 0) == static_cast<ssize_t>(length);
}

void write_memory(pid_t thread, unsigned long long to, const void* from, size_t length) {
  for (size_t at = 0; at < length; at += sizeof(long)) {
    long word = ptrace(PTRACE_PEEKDATA, thread, to + at, nullptr);
    std::memcpy(&word, static_cast<const char*>(from) + at, std::min(sizeof word, length - at));
    ptrace(PTRACE_POKEDATA, thread, to + at, word);
  }
}

std::string read_text(pid_t thread, unsigned long long from) {
  std::string text;
  char piece[256];
  while (text.size() < 65536) {
    // Up to the end of a page, behind which nothing may be mapped.
    const size_t room = std::min(sizeof piece, static_cast<size_t>(4096 - from % 4096));
    if (!read_memory(thread, from, piece, room)) return text;
    const size_t length = strnlen(piece, room);
    text.append(piece, length);
    if (length < room) return text;
    from += room;
  }
  return text;
}

namespace {
std::string proc_path(pid_t thread, const char* folder) { return "/proc/" + std::to_string(thread) + "/" + folder; }
}  // namespace

std::string link_of(pid_t thread, long fd) {
  char target[4096];
  const ssize_t length = readlink((proc_path(thread, "fd/") + std::to_string(fd)).c_str(), target, sizeof target);
  return length > 0 ? std::string(target, static_cast<size_t>(length)) : std::string();
}

OpenFile open_file(pid_t thread, long fd) {
  OpenFile facts;
  std::ifstream file(proc_path(thread, "fdinfo/") + std::to_string(fd));
  std::string word;
  while (file >> word) {
    if (word == "pos:") file >> facts.offset;
    if (word == "flags:") {
      file >> word;
      facts.flags = std::strtol(word.c_str(), nullptr, 8);
    }
  }
  return facts;
}

namespace {

std::vector<long> numbers_in(const std::string& path) {
  std::vector<long> all;
  DIR* folder = opendir(path.c_str());
  if (!folder) return all;
  while (const dirent* entry = readdir(folder))
    if (entry->d_name[0] != '.') all.push_back(std::strtol(entry->d_name, nullptr, 10));
  closedir(folder);
  return all;
}

/** The fields of a stat file behind the command's name, which may hold spaces: the state is the first. */
std::istringstream stat_of(const std::string& path) {
  std::ifstream file(path);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const size_t name = text.rfind(") ");
  return std::istringstream(name == std::string::npos ? "" : text.substr(name + 2));
}

}  // namespace

std::vector<long> descriptors(pid_t thread) { return numbers_in(proc_path(thread, "fd")); }

bool all_asleep(pid_t process) {
  const std::vector<long> threads = numbers_in(proc_path(process, "task"));
  return std::all_of(threads.begin(), threads.end(), [&](long thread) {
    std::string state;
    stat_of(proc_path(process, "task/") + std::to_string(thread) + "/stat") >> state;
    return state.empty() || state == "S";
  });
}

double cpu_seconds(pid_t process) {
  std::istringstream stat = stat_of(proc_path(process, "stat"));
  std::string skipped;
  for (int field = 3; field < 14; ++field) stat >> skipped;
  double user = 0, system = 0;
  stat >> user >> system;
  return (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

}  // namespace inject
