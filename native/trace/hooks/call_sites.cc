#include "trace/hooks/call_sites.hh"

#include <algorithm>
#include <functional>
#include <span>

#include "trace/elf/modules.hh"

namespace iopath::trace {
namespace {

/** syscall; cmp rax, imm32: the check for an error in glibc (-4096) and in Go (-4095). */
constexpr uint8_t glibc_site[] = {0x0f, 0x05, 0x48, 0x3d, 0x00, 0xf0, 0xff, 0xff};
constexpr uint8_t go_site[] = {0x0f, 0x05, 0x48, 0x3d, 0x01, 0xf0, 0xff, 0xff};
static_assert(sizeof glibc_site == call_site_bytes && sizeof go_site == call_site_bytes);

/** The C library's wrappers, also under the names by which the library calls them itself. */
constexpr const char* wrappers[] = {"read", "write", "pread64", "pwrite64", "recv", "recvfrom", "send", "sendto"};
/** A wrapper is shorter, and what follows it may be hooked too: the hook goes by the call's number. */
constexpr size_t most_of_wrapper = 192;

using Bytes = std::span<const uint8_t>;

void find_sites(uint64_t address, Bytes code, std::vector<uint64_t>& into) {
  for (const Bytes pattern : {Bytes(glibc_site), Bytes(go_site)}) {
    const std::boyer_moore_horspool_searcher searcher(pattern.begin(), pattern.end());
    for (auto at = code.begin(); (at = std::search(at, code.end(), searcher)) != code.end(); at += call_site_bytes)
      into.push_back(address + static_cast<uint64_t>(at - code.begin()));
  }
}

}  // namespace

bool is_c_library(const std::string& path) {
  const std::string name = path.substr(path.rfind('/') + 1);
  return name.starts_with("libc.so.") || name.starts_with("libc-2.") || name.starts_with("libpthread");
}

std::vector<uint64_t> call_sites(const std::string& path, bool library) {
  std::vector<uint64_t> sites;
  const auto module = Module::open(path);
  if (!module) return sites;
  if (library) {
    for (const char* name : wrappers) {
      const uint64_t address = module->symbol(name);
      const uint8_t* code = address == 0 ? nullptr : module->at(address, most_of_wrapper);
      if (code) find_sites(address, {code, most_of_wrapper}, sites);
    }
  } else if (!module->has_loader() || module->has_section(".go.buildinfo")) {
    for (const auto& [address, code] : module->code()) find_sites(address, code, sites);
  }
  std::sort(sites.begin(), sites.end());
  sites.erase(std::unique(sites.begin(), sites.end()), sites.end());
  return sites;
}

}  // namespace iopath::trace
