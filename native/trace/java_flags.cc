#include "trace/java_flags.hh"

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <memory>
#include <string>

#include "trace/memory.hh"
#include "trace/elf/modules.hh"

namespace iopath::trace {
namespace {

/** More than any machine has of structures' members, types or flags: a table without an end is no table. */
constexpr uint64_t most_entries = 16384;

/**
 * What libjvm.so exports of its own structures for debuggers: tables of members and of types, whose own layout is exported as
 * well (OpenJDK 8 to 25, share/runtime/vmStructs.hpp).
 */
class Structures {
 public:
  Structures(pid_t pid, const Module& library, uint64_t bias) : pid_(pid), library_(library), bias_(bias) {}

  /** A word of the machine's memory; 0 where it can not be read. Words lie at multiples of their size. */
  uint64_t word(uint64_t address) {
    const uint64_t page = address - address % sizeof page_;
    if (address % sizeof(uint64_t) != 0) return 0;
    if (page != page_start_ && !read_memory(pid_, page, page_.data(), sizeof page_)) return page_start_ = 0, 0;
    page_start_ = page;
    return page_[(address - page) / sizeof(uint64_t)];
  }

  /** Whether a text of the library stands there. */
  bool is(uint64_t address, std::string_view text) const {
    const uint8_t* found = library_.at(address - bias_, text.size() + 1);
    return found && std::memcmp(found, text.data(), text.size()) == 0 && found[text.size()] == 0;
  }

  uint64_t static_value(std::string_view type, std::string_view name) {
    const uint64_t entry = member(type, name);
    return entry == 0 ? 0 : word(word(entry + global("gHotSpotVMStructEntryAddressOffset")));
  }

  /** Where a member lies in its structure; none where there is no such member. */
  std::optional<uint64_t> offset(std::string_view type, std::string_view name) {
    const uint64_t entry = member(type, name);
    if (entry == 0) return std::nullopt;
    return word(entry + global("gHotSpotVMStructEntryOffsetOffset"));
  }

  uint64_t size(std::string_view type) {
    const uint64_t name = global("gHotSpotVMTypeEntryTypeNameOffset");
    const uint64_t entry = find("gHotSpotVMTypes", "gHotSpotVMTypeEntryArrayStride", name,
                                [&](uint64_t at) { return is(word(at + name), type); });
    return entry == 0 ? 0 : word(entry + global("gHotSpotVMTypeEntrySizeOffset"));
  }

 private:
  uint64_t global(std::string_view name) {
    const uint64_t address = library_.symbol(name);
    return address == 0 ? 0 : word(address + bias_);
  }

  uint64_t member(std::string_view type, std::string_view name) {
    const uint64_t type_at = global("gHotSpotVMStructEntryTypeNameOffset");
    const uint64_t name_at = global("gHotSpotVMStructEntryFieldNameOffset");
    return find("gHotSpotVMStructs", "gHotSpotVMStructEntryArrayStride", type_at,
                [&](uint64_t at) { return is(word(at + type_at), type) && is(word(at + name_at), name); });
  }

  /** The address of the first entry for which `fits`; 0 where there is none. The last entry's name is null. */
  template <typename Fits>
  uint64_t find(std::string_view table, std::string_view stride_name, uint64_t name, Fits fits) {
    const uint64_t start = global(table), stride = global(stride_name);
    if (start == 0 || stride == 0) return 0;
    for (uint64_t at = start; at < start + most_entries * stride && word(at + name) != 0; at += stride)
      if (fits(at)) return at;
    return 0;
  }

  pid_t pid_;
  const Module& library_;
  uint64_t bias_;
  /** What was read last: the tables are read word by word. */
  uint64_t page_start_ = 0;
  std::array<uint64_t, 512> page_;
};

/** The code of libjvm.so as a line of /proc/PID/maps, and what is added to its virtual addresses. */
struct Library {
  std::shared_ptr<const Module> module;
  uint64_t bias = 0;
};

Library library_of(pid_t pid) {
  const std::string proc = "/proc/" + std::to_string(pid);
  std::ifstream maps(proc + "/maps");
  for (std::string line; std::getline(maps, line);) {
    unsigned long start = 0, offset = 0;
    char rights[5] = "";
    if (!line.ends_with("/libjvm.so") || std::sscanf(line.c_str(), "%lx-%*x %4s %lx", &start, rights, &offset) != 3) continue;
    if (rights[2] != 'x') continue;
    Library found{Module::open(proc + "/root" + line.substr(line.find('/'))), 0};
    if (found.module) found.bias = start - found.module->address_of(offset);
    return found;
  }
  return {};
}

}  // namespace

std::optional<bool> java_flag(pid_t pid, std::string_view name) {
  const Library library = library_of(pid);
  if (!library.module) return std::nullopt;
  Structures structures(pid, *library.module, library.bias);
  // Its name in OpenJDK 8 is the second.
  for (const std::string_view type : {"JVMFlag", "Flag"}) {
    const uint64_t flags = structures.static_value(type, "flags"), size = structures.size(type);
    const auto name_at = structures.offset(type, "_name"), value_at = structures.offset(type, "_addr");
    if (flags == 0 || size == 0 || !name_at || !value_at) continue;
    const uint64_t count = structures.static_value(type, "numFlags");
    for (uint64_t at = 0; at < count && at < most_entries; ++at) {
      const uint64_t flag = flags + at * size;
      if (!structures.is(structures.word(flag + *name_at), name)) continue;
      uint8_t value = 0;
      if (read_memory(pid, structures.word(flag + *value_at), &value, sizeof value)) return value != 0;
    }
  }
  return std::nullopt;
}

}  // namespace iopath::trace
