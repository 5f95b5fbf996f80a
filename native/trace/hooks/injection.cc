#include "trace/hooks/injection.hh"

#include <algorithm>
#include <cstring>
#include <fstream>

#include <elf.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "kernel/posix.hh"
#include "trace/elf/modules.hh"
#include "trace/hooks/call_sites.hh"
#include "trace/hooks/hook_code.hh"
#include "trace/hooks/remote_call.hh"
#include "trace/hooks/trampoline.hh"

namespace iopath::trace {

#if defined(__x86_64__)
namespace {

std::string proc(pid_t pid, const char* file) { return "/proc/" + std::to_string(pid) + "/" + file; }

std::string path_at(const std::vector<Mapped>& mappings, uint64_t address) {
  for (const Mapped& one : mappings)
    if (address >= one.start && address < one.stop) return one.path;
  return {};
}

std::string link_of(const std::string& path) {
  char name[4096];
  const ssize_t length = ::readlink(path.c_str(), name, sizeof name);
  return length < 0 ? std::string() : std::string(name, static_cast<size_t>(length));
}

/** Where the program's loader begins; 0 where it has none (getauxval(3)). */
uint64_t loader_of(pid_t pid) {
  std::ifstream file(proc(pid, "auxv"), std::ios::binary);
  for (Elf64_auxv_t one; file.read(reinterpret_cast<char*>(&one), sizeof one);)
    if (one.a_type == AT_BASE) return one.a_un.a_val;
  return 0;
}

bool map_at(BorrowedThread& thread, uint64_t address, uint64_t bytes, int rights) {
  const uint64_t flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE;
  const auto mapped = thread.call(SYS_mmap, {address, bytes, static_cast<uint64_t>(rights), flags, ~0ull, 0});
  if (mapped && *mapped == static_cast<int64_t>(address)) return true;
  // Before Linux 4.17 the flag is not known, and the address only a wish.
  if (mapped && *mapped > 0) thread.call(SYS_munmap, {static_cast<uint64_t>(*mapped), bytes});
  return false;
}

}  // namespace

std::optional<Injection> Injection::make(pid_t pid, uint64_t least_bytes, int always, std::optional<int>& ended) {
  Injection made(pid);
  {
    HookState first{};
    first.least_bytes = least_bytes;
    first.always = always;
    std::fill(std::begin(first.quiet), std::end(first.quiet), -1);
    BorrowedThread thread(pid, ended);
    const auto code = hook_program();
    if (code.size() > hook_code_bytes || !map_at(thread, hook_code, hook_code_bytes, PROT_READ | PROT_EXEC) ||
        !map_at(thread, hook_state, hook_memory_bytes, PROT_READ | PROT_WRITE) ||
        !thread.write(hook_code, code.data(), code.size()) || !thread.write(hook_state, &first, sizeof first))
      return std::nullopt;
  }
  made.hook_file(link_of(proc(pid, "exe")), false, ended);
  return made;
}

Injection Injection::of_child(pid_t child) const {
  Injection copy = *this;
  copy.pid_ = child;
  return copy;
}

bool Injection::wants(int fd, uint64_t instruction) {
  const std::string path = link_of(proc(pid_, "fd/") + std::to_string(fd));
  if (!is_c_library(path) || hooked_.contains(path)) return false;
  // An emulator such as valgrind loads libraries for a program of its own, whose code never runs as it lies there.
  const std::vector<Mapped> mappings = mappings_of(pid_);
  const std::string loader = path_at(mappings, loader_of(pid_));
  if (loader.empty() || path_at(mappings, instruction) != loader) return false;
  wanted_ = path;
  return true;
}

void Injection::hook_library(std::optional<int>& ended) { hook_file(wanted_, true, ended); }

void Injection::hook_file(const std::string& path, bool library, std::optional<int>& ended) {
  if (path.empty() || !hooked_.insert(path).second) return;
  // By the process's own root: it may run in a container.
  const std::string file = proc(pid_, "root") + path;
  std::vector<uint64_t> sites = call_sites(file, library);
  const auto module = sites.empty() ? nullptr : Module::open(file);
  if (!module) return;
  const std::vector<Mapped> mappings = mappings_of(pid_);
  const auto code = std::find_if(mappings.begin(), mappings.end(),
                                 [&](const Mapped& one) { return one.has_code && one.path == path; });
  if (code == mappings.end()) return;
  for (uint64_t& site : sites) site += code->start - module->address_of(code->offset);
  std::vector<Range> taken;
  for (const Mapped& one : mappings) taken.push_back({one.start, one.stop});
  const TrampolinePlan plan = plan_trampolines(sites, taken);
  BorrowedThread thread(pid_, ended);
  if (plan.places.empty() || !map_at(thread, plan.memory.start, plan.memory.stop - plan.memory.start, PROT_READ | PROT_EXEC)) return;
  for (size_t at = 0; at < sites.size(); ++at)
    if (plan.places[at] != 0) hook_site(thread, sites[at], plan.places[at]);
}

void Injection::hook_site(const BorrowedThread& thread, uint64_t site, uint64_t trampoline) {
  SiteCode code;
  // A debugger or the program itself may have changed it.
  if (!thread.read(site, code.data(), code.size()) || code[0] != 0x0f || code[1] != 0x05) return;
  const auto jumping = trampoline_code(trampoline, site, code, hook_places().entry);
  const SiteCode patch = site_patch(site, trampoline);
  if (!thread.write(trampoline, jumping.data(), jumping.size()) || !thread.write(site, patch.data(), patch.size())) return;
  trampolines_.push_back({trampoline, site});
}

const Injection::Trampoline* Injection::trampoline_at(uint64_t instruction) const {
  for (const Trampoline& one : trampolines_)
    if (instruction >= one.start && instruction < one.start + trampoline_bytes) return &one;
  return nullptr;
}

const Injection::Trampoline* Injection::trampoline_of(uint64_t site) const {
  for (const Trampoline& one : trampolines_)
    if (one.site == site) return &one;
  return nullptr;
}

uint64_t Injection::at_site(uint64_t instruction) const {
  const Trampoline* found = trampoline_at(instruction);
  return found ? found->site + call_bytes : instruction;
}
#else
std::optional<Injection> Injection::make(pid_t, uint64_t, int, std::optional<int>&) { return std::nullopt; }
Injection Injection::of_child(pid_t) const { return *this; }
bool Injection::wants(int, uint64_t) { return false; }
void Injection::hook_library(std::optional<int>&) {}
uint64_t Injection::at_site(uint64_t instruction) const { return instruction; }
int Injection::settle(pid_t, int signal, std::optional<int>&) const { return signal; }
#endif

}  // namespace iopath::trace
