#include "trace/elf/modules.hh"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <unordered_map>

#include <elf.h>
#include <fcntl.h>
#include <sys/stat.h>

namespace iopath::trace {
namespace {

/** Limits how often the maps of a process that creates and drops code are read again. */
constexpr int most_reloads = 64;

std::shared_ptr<const Module> shared_module(const std::string& path) {
  static std::unordered_map<std::string, std::weak_ptr<const Module>> known;
  std::weak_ptr<const Module>& entry = known[path];
  std::shared_ptr<const Module> module = entry.lock();
  if (!module) entry = module = Module::open(path);
  return module;
}

}  // namespace

std::shared_ptr<const Module> Module::open(const std::string& path) {
  const Fd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat facts {};
  if (!file || ::fstat(file.get(), &facts) != 0 || !S_ISREG(facts.st_mode)) return nullptr;
  const auto size = static_cast<size_t>(facts.st_size);
  if (size < sizeof(Elf64_Ehdr)) return nullptr;
  auto module = std::make_shared<Module>();
  try {
    module->bytes_ = Mapping(size, PROT_READ, MAP_PRIVATE, file.get());
  } catch (const SystemError&) {
    return nullptr;
  }
  Elf64_Ehdr header;
  std::memcpy(&header, module->bytes_.data(), sizeof header);
  if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 || header.e_ident[EI_CLASS] != ELFCLASS64) return nullptr;
  if (header.e_phoff > size || header.e_phnum > (size - header.e_phoff) / sizeof(Elf64_Phdr)) return nullptr;
  for (size_t at = 0; at < header.e_phnum; ++at) {
    Elf64_Phdr part;
    std::memcpy(&part, module->bytes_.data() + header.e_phoff + at * sizeof part, sizeof part);
    if (part.p_type == PT_LOAD && part.p_offset <= size)
      module->segments_.push_back(
          {part.p_vaddr, part.p_offset, std::min(part.p_filesz, size - part.p_offset), (part.p_flags & PF_X) != 0});
    module->has_loader_ |= part.p_type == PT_INTERP;
    if (part.p_type == PT_GNU_EH_FRAME) {
      module->unwind_table_ = part.p_vaddr;
      module->unwind_table_bytes_ = part.p_filesz;
    }
  }
  return module;
}

const uint8_t* Module::at(uint64_t address, size_t length) const {
  for (const Segment& segment : segments_) {
    if (address < segment.address || address - segment.address >= segment.bytes) continue;
    const uint64_t within = address - segment.address;
    if (segment.bytes - within < length) return nullptr;
    return reinterpret_cast<const uint8_t*>(bytes_.data()) + segment.offset + within;
  }
  return nullptr;
}

template <typename Element>
std::span<const Element> Module::table(uint64_t offset, uint64_t bytes) const {
  if (offset > bytes_.size() || bytes > bytes_.size() - offset || offset % alignof(Element) != 0) return {};
  return {reinterpret_cast<const Element*>(bytes_.data() + offset), bytes / sizeof(Element)};
}

uint64_t Module::symbol(std::string_view name) const {
  const auto header = table<Elf64_Ehdr>(0, sizeof(Elf64_Ehdr))[0];
  const auto sections = table<Elf64_Shdr>(header.e_shoff, uint64_t{header.e_shnum} * sizeof(Elf64_Shdr));
  for (const Elf64_Shdr& section : sections) {
    if (section.sh_type != SHT_DYNSYM || section.sh_link >= sections.size()) continue;
    const auto names = table<char>(sections[section.sh_link].sh_offset, sections[section.sh_link].sh_size);
    for (const Elf64_Sym& one : table<Elf64_Sym>(section.sh_offset, section.sh_size)) {
      if (one.st_name >= names.size() || names.size() - one.st_name <= name.size()) continue;
      const char* text = names.data() + one.st_name;
      if (std::memcmp(text, name.data(), name.size()) == 0 && text[name.size()] == '\0') return one.st_value;
    }
  }
  return 0;
}

bool Module::has_section(std::string_view name) const {
  const auto header = table<Elf64_Ehdr>(0, sizeof(Elf64_Ehdr))[0];
  const auto sections = table<Elf64_Shdr>(header.e_shoff, uint64_t{header.e_shnum} * sizeof(Elf64_Shdr));
  if (header.e_shstrndx >= sections.size()) return false;
  const auto names = table<char>(sections[header.e_shstrndx].sh_offset, sections[header.e_shstrndx].sh_size);
  const std::string_view text(names.data(), names.size());
  return std::any_of(sections.begin(), sections.end(), [&](const Elf64_Shdr& section) {
    if (section.sh_name >= text.size()) return false;
    const std::string_view from = text.substr(section.sh_name);
    return from.substr(0, from.find('\0')) == name;
  });
}

std::vector<Module::CodePart> Module::code() const {
  std::vector<CodePart> parts;
  for (const Segment& segment : segments_)
    if (segment.has_code)
      parts.push_back({segment.address, {reinterpret_cast<const uint8_t*>(bytes_.data()) + segment.offset, segment.bytes}});
  return parts;
}

uint64_t Module::address_of(uint64_t offset) const {
  for (const Segment& segment : segments_)
    // A mapping begins at a page boundary, maybe before the segment's first byte: there another segment ends.
    if (segment.has_code && offset + page_size() > segment.offset && offset < segment.offset + segment.bytes)
      return segment.address - segment.offset + offset;
  return offset;
}

std::vector<Mapped> mappings_of(pid_t pid) {
  std::vector<Mapped> found;
  std::ifstream maps("/proc/" + std::to_string(pid) + "/maps");
  for (std::string line; std::getline(maps, line);) {
    unsigned long start = 0, stop = 0, offset = 0;
    char rights[5] = "";
    int path = 0;
    if (std::sscanf(line.c_str(), "%lx-%lx %4s %lx %*s %*s %n", &start, &stop, rights, &offset, &path) < 4) continue;
    found.push_back({start, stop, offset, rights[2] == 'x', path ? line.substr(static_cast<size_t>(path)) : ""});
  }
  return found;
}

const Code* CodeMap::find(uint64_t address) {
  for (;;) {
    auto found = code_.upper_bound(address);
    if (found != code_.begin() && address < std::prev(found)->second.stop) return &std::prev(found)->second;
    if (reloads_ >= most_reloads) return nullptr;
    const size_t before = code_.size();
    reload();
    if (code_.size() == before) return nullptr;
  }
}

void CodeMap::reload() {
  ++reloads_;
  code_.clear();
  const std::string root = "/proc/" + std::to_string(pid_) + "/root";
  for (const Mapped& one : mappings_of(pid_)) {
    if (!one.has_code || !one.path.starts_with('/')) continue;
    Code code{one.path, nullptr, one.start, one.stop, 0};
    // By the process's own root: it may run in a container.
    code.module = shared_module(root + code.path);
    if (code.module) code.bias = one.start - code.module->address_of(one.offset);
    code_.emplace(one.start, std::move(code));
  }
}

}  // namespace iopath::trace
