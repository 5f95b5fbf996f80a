// Call frame information of an ELF file (.eh_frame; DWARF 5 section 6.4, Linux Standard Base 5.0 section 10.6): where a
// function at a given instruction keeps what its caller needs.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "trace/elf/modules.hh"

namespace iopath::trace {

/** Registers by their DWARF numbers on x86-64: 6 rbp, 7 rsp, 16 the return address. */
inline constexpr size_t register_count = 17;
inline constexpr size_t frame_register = 6, stack_register = 7, return_register = 16;

struct Rule {
  enum class How { same, undefined, saved_at, is } how = How::same;
  /** From the canonical frame address. */
  int64_t offset = 0;
};

/** The caller's frame in terms of this one: its address is a register plus an offset. */
struct FrameRules {
  uint64_t base = stack_register;
  int64_t base_offset = 8;
  std::array<Rule, register_count> registers;
};

/** The rules at a virtual address of the module; empty if there are none, or they need an expression. */
std::optional<FrameRules> frame_rules(const Module& module, uint64_t address);

}  // namespace iopath::trace
