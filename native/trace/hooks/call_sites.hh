// Where a program or its C library makes the calls that are hooked.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace iopath::trace {

/** Instructions of a call site: `syscall` (2 bytes), and the comparison of its result with the smallest error (6 bytes). */
inline constexpr uint64_t call_bytes = 2, call_site_bytes = 8;

/**
 * Virtual addresses of the sites in an ELF file, in order: in the C library those of read, write and their kind, in a program without one
 * (Go, or linked statically) all. None where the file can not be read.
 */
std::vector<uint64_t> call_sites(const std::string& path, bool library);
/** Whether the file is a C library by its name: glibc, before 2.34 with a library for threads of its own. */
bool is_c_library(const std::string& path);

}  // namespace iopath::trace
