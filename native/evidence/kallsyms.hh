// The kernel's own functions by address, from /proc/kallsyms (proc(5)).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace iopath {

/** Immutable once loaded; any thread may resolve. */
class Kallsyms {
 public:
  /** Loads on first use, once per process: about 120,000 lines, 40 ms. */
  static const Kallsyms& instance();

  /**
   * Whether addresses are shown to this process. Without CAP_SYSLOG (or with kptr_restrict 2) every line reads
   * address 0 and each sample would resolve to one and the same bogus symbol. Reads a few lines only.
   */
  static bool readable();

  explicit Kallsyms(const char* path);

  /** The function that holds `address`, or an empty view if none is known. */
  std::string_view resolve(uint64_t address) const;

 private:
  struct Symbol {
    uint64_t address;
    uint32_t name_start;
    uint32_t name_length;
  };

  std::string text_;
  std::vector<Symbol> symbols_;
};

}  // namespace iopath
