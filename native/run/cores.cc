#include "run/cores.hh"

#include <cstdio>
#include <string>

#include "kernel/thread.hh"

namespace iopath {

namespace {

/** Physical core of a logical one, as a text that differs between cores; empty where it isn't told. */
std::string physical_core(int cpu) {
  std::string core;
  for (const char* what : {"physical_package_id", "core_id"}) {
    const std::string path = "/sys/devices/system/cpu/cpu" + std::to_string(cpu) + "/topology/" + what;
    char text[32] = "";
    if (FILE* file = std::fopen(path.c_str(), "re")) {
      if (!std::fgets(text, sizeof text, file)) text[0] = 0;
      std::fclose(file);
    }
    core += text;
  }
  return core;
}

}  // namespace

Cores choose_cores(const Spec& spec) {
  const std::vector<int> cpus = allowed_cpus();
  if (spec.receiver == ReceiverMode::same_core && !cpus.empty()) return {cpus.back(), cpus.back()};
  if (!spec.pin || cpus.size() < 2) return {};
  // The last one sends: the first takes most of the machine's interrupts.
  const int sender = cpus.back();
  const std::string core = physical_core(sender);
  for (const int cpu : cpus)
    if (cpu != sender && physical_core(cpu) != core) return {sender, cpu};
  return {sender, cpus.front()};
}

}  // namespace iopath
