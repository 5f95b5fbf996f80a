// The files whose code a process runs, and their tables for unwinding.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

#include "kernel/posix.hh"

namespace iopath::trace {

/** A mapped ELF file. Every access is checked against its bounds: the traced program may map any file. */
class Module {
 public:
  /** Null where it is no 64-bit ELF file or can not be read. */
  static std::shared_ptr<const Module> open(const std::string& path);

  /** Bytes at a virtual address of the file, or null where fewer than `length` are in it. */
  const uint8_t* at(uint64_t address, size_t length) const;
  /** The virtual address of code at an offset of the file. */
  uint64_t address_of(uint64_t offset) const;
  /** The virtual address of a symbol that the file exports; 0 where there is none. */
  uint64_t symbol(std::string_view name) const;
  bool has_section(std::string_view name) const;
  /** Whether another program loads it, and its libraries. */
  bool has_loader() const { return has_loader_; }
  /** The bytes of its code, each part with its virtual address. */
  struct CodePart {
    uint64_t address;
    std::span<const uint8_t> bytes;
  };
  std::vector<CodePart> code() const;
  /** Virtual address of the sorted table of unwinding entries (.eh_frame_hdr); 0 where there is none. */
  uint64_t unwind_table() const { return unwind_table_; }
  uint64_t unwind_table_bytes() const { return unwind_table_bytes_; }

 private:
  struct Segment {
    uint64_t address, offset, bytes;
    bool has_code;
  };
  /** Elements of a table of the file; none where it is not within its bounds. */
  template <typename Element>
  std::span<const Element> table(uint64_t offset, uint64_t bytes) const;

  Mapping bytes_;
  std::vector<Segment> segments_;
  uint64_t unwind_table_ = 0, unwind_table_bytes_ = 0;
  bool has_loader_ = false;
};

/** A mapping of a process; its path is empty where it is of no file. */
struct Mapped {
  uint64_t start, stop, offset;
  bool has_code;
  std::string path;
};

/** All of a process, in order of their addresses; none where it is gone. */
std::vector<Mapped> mappings_of(pid_t pid);

/** Where code lies: the file, and what is added to its virtual addresses. */
struct Code {
  std::string path;
  std::shared_ptr<const Module> module;
  uint64_t start, stop, bias;
};

/** The executable mappings of one process. */
class CodeMap {
 public:
  explicit CodeMap(pid_t pid) : pid_(pid) {}
  /** The mapping that holds an address, or null: code made at run time, or none. Reads the maps again where it may help. */
  const Code* find(uint64_t address);

 private:
  void reload();

  pid_t pid_;
  std::map<uint64_t, Code> code_;
  int reloads_ = 0;
};

}  // namespace iopath::trace
