// Memory of another process that may be traced.
#pragma once

#include <cstddef>
#include <cstdint>

#include <sys/types.h>
#include <sys/uio.h>

namespace iopath {

/** Copies a range out of the process; false where not all of it could be read (it is gone, or unmapped). */
inline bool read_memory(pid_t pid, uint64_t address, void* to, size_t length) {
  if (length == 0) return true;
  const iovec local{to, length}, there{reinterpret_cast<void*>(address), length};
  return ::process_vm_readv(pid, &local, 1, &there, 1, 0) == static_cast<ssize_t>(length);
}

/** Copies into a range that the process itself may write; false where not all of it could be. */
inline bool write_memory(pid_t pid, uint64_t address, const void* from, size_t length) {
  const iovec local{const_cast<void*>(from), length}, there{reinterpret_cast<void*>(address), length};
  return ::process_vm_writev(pid, &local, 1, &there, 1, 0) == static_cast<ssize_t>(length);
}

}  // namespace iopath
