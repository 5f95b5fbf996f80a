#include "trace/captured.hh"

#include <algorithm>

#include "trace/memory.hh"

namespace iopath::trace {
namespace {

constexpr uint64_t edge = RecentReads::edge;

/** The bytes of a part of the buffer, or null where they were not kept. */
const std::byte* part_of(const CapturedBuffer& buffer, uint64_t offset, uint64_t length) {
  if (buffer.kept == buffer.piece.length) return buffer.bytes + offset;
  if (buffer.kept != 2 * edge) return nullptr;
  const uint64_t tail = buffer.piece.length - edge;
  if (offset + length <= edge) return buffer.bytes + offset;
  return offset >= tail ? buffer.bytes + edge + (offset - tail) : nullptr;
}

}  // namespace

const std::byte* CapturedMemory::find(uint64_t address, uint64_t length) const {
  if (!buffers_) return nullptr;
  for (const CapturedBuffer& buffer : *buffers_) {
    const auto& [start, bytes] = buffer.piece;
    if (address >= start && length <= bytes && address - start <= bytes - length)
      return part_of(buffer, address - start, length);
  }
  return nullptr;
}

bool CapturedMemory::pieces(const std::vector<Piece>& pieces, std::byte* to) {
  for (const Piece& piece : pieces) {
    const std::byte* found = find(piece.address, piece.length);
    if (!found) return false;
    to = std::copy_n(found, piece.length, to);
  }
  return true;
}

bool CapturedMemory::range(uint64_t address, void* to, size_t length) {
  const std::byte* found = find(address, length);
  if (found) std::copy_n(found, length, static_cast<std::byte*>(to));
  return found != nullptr;
}

bool CapturedMemory::samples(uint64_t, const Piece& piece) { return find(piece.address, piece.length) != nullptr; }

void StoppedMemory::show(const std::vector<CapturedBuffer>* buffers) {
  shows_ = buffers != nullptr;
  if (buffers) kept_.show(*buffers);
}

bool StoppedMemory::pieces(const std::vector<Piece>& pieces, std::byte* to) {
  return shows_ ? kept_.pieces(pieces, to) : read_pieces(tid_, pieces, to);
}

bool StoppedMemory::range(uint64_t address, void* to, size_t length) {
  return shows_ ? kept_.range(address, to, length) : read_memory(tid_, address, to, length);
}

bool StoppedMemory::samples(uint64_t number, const Piece& piece) {
  return !shows_ && Memory::samples(number, piece);
}

}  // namespace iopath::trace
