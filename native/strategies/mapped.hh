// A window of a file, mapped by the measured thread: mmap and munmap are counted and part of the strategy.
#pragma once

#include "transfer/strategy.hh"

namespace iopath {

/**
 * Moves over one source (or output) as its pieces are requested. In sequential order at most 1 GiB is mapped at a time,
 * so that page tables stay small; in random order the whole range is mapped, as a program with an index does.
 */
class Window {
 public:
  /** `begin` and `length` bound the later requests. `writable` maps a shared, writable window. */
  struct Range {
    int fd;
    const char* path;
    uint64_t begin, length;
    bool whole;
    int protection;
  };
  Window(Transfer& transfer, const Range& range) : transfer_(transfer), range_(range) {}
  Window(const Window&) = delete;
  ~Window() { release(); }

  /** Address of byte `offset` of the file; `length` bytes from there are mapped. */
  std::byte* at(uint64_t offset, size_t length) {
    if (offset < base_ || offset + length > base_ + bytes_) slide(offset, length);
    return address_ + (offset - base_);
  }

 private:
  void slide(uint64_t offset, size_t length);
  void populate();
  void release();

  Transfer& transfer_;
  const Range range_;
  std::byte* address_ = nullptr;
  uint64_t base_ = 0;
  size_t bytes_ = 0;
};

/** The window through which `source` is read. */
inline Window::Range reading(const Source& source) {
  return {source.fd(), source.path, source.pieces.begin(), source.pieces.length(), source.pieces.random(), PROT_READ};
}

/** msync of the pages that hold `length` bytes at `data`: the flush policy of a mapped output. */
void sync(Transfer& transfer, const std::byte* data, size_t length);

}  // namespace iopath
