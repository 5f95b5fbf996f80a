// A call of a followed process as recorded in the kernel, with the captured part of its memory.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <sys/types.h>

#include "trace/elf/cfi.hh"
#include "trace/ends.hh"
#include "trace/memory.hh"
#include "trace/recent_reads.hh"

namespace iopath::trace {

/** A buffer of a call: all of its bytes, or its head and tail, or none. The bytes are valid while the call is handled. */
struct CapturedBuffer {
  Piece piece;
  const std::byte* bytes;
  size_t kept;
};

/** Registers and the lower end of the stack, as they were when the call returned. */
struct CapturedStack {
  std::array<uint64_t, register_count> registers;
  uint64_t address;
  const std::byte* bytes;
  size_t length;
};

struct SeenCall {
  pid_t pid, tid;
  long number;
  const uint64_t* args;
  int64_t result;
  /** Monotonic clock, nanoseconds. */
  uint64_t time_ns;
  /** Instruction and stack pointer, and the word it points to. */
  uint64_t instruction, stack, top;
  /** Null if the call has none, or it is unknown. */
  EndPointer in, out;
  std::vector<CapturedBuffer> buffers;
  std::optional<CapturedStack> captured;
  /** Only of a read: a SeenRelay holds its call and its bytes. */
  bool counted = false;
  /** Whether the thread was asked for its stack in Python at this write. */
  bool asked = false;
  /** The BPF program's number of `out`. */
  uint32_t out_number = 0;
};

/** Pairs of reads and writes of one buffer that were found inside the kernel. */
struct SeenRelay {
  /** What the writes have in common; `time_ns` is the last one's. */
  SeenCall write;
  uint64_t bytes, reads, writes, compared;
  /** Of reads that no SeenCall holds. */
  uint64_t read_calls, read_bytes;
  uint64_t first_ns;
};

/** The part of a process's memory that the current call captured. */
class CapturedMemory : public Memory {
 public:
  /** `buffers` has to live while the memory is asked. */
  void show(const std::vector<CapturedBuffer>& buffers) { buffers_ = &buffers; }
  bool pieces(const std::vector<Piece>& pieces, std::byte* to) override;
  bool range(uint64_t address, void* to, size_t length) override;
  bool samples(uint64_t number, const Piece& piece) override;

 private:
  const std::byte* find(uint64_t address, uint64_t length) const;

  const std::vector<CapturedBuffer>* buffers_ = nullptr;
};

/** The memory of a process that is stopped, or in its place what its hook kept of earlier calls. */
class StoppedMemory : public Memory {
 public:
  explicit StoppedMemory(pid_t pid) : tid_(pid) {}
  void reach_through(pid_t tid) override { tid_ = tid; }
  /** Null: the process's own memory again. */
  void show(const std::vector<CapturedBuffer>* buffers);
  bool pieces(const std::vector<Piece>& pieces, std::byte* to) override;
  bool range(uint64_t address, void* to, size_t length) override;
  bool samples(uint64_t number, const Piece& piece) override;

 private:
  pid_t tid_;
  bool shows_ = false;
  CapturedMemory kept_;
};

}  // namespace iopath::trace
