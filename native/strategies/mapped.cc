#include "strategies/mapped.hh"

#include <algorithm>

namespace iopath {

namespace {

constexpr uint64_t widest = uint64_t{1} << 30;

// Linux 5.14, newer than the oldest header this is built with.
constexpr int populate_read = 22, populate_write = 23;  // MADV_POPULATE_READ, MADV_POPULATE_WRITE

constexpr const char* unpopulated = "not-populated";

}  // namespace

void Window::slide(uint64_t offset, size_t length) {
  release();
  const uint64_t end = range_.begin + range_.length;
  const uint64_t from = round_down(range_.whole ? range_.begin : offset, page_size());
  const uint64_t to = range_.whole ? end : std::min(end, std::max(from + widest, offset + length));
  const long address = transfer_.kernel.call(Call::mmap, nullptr, to - from, range_.protection, MAP_SHARED, range_.fd,
                                             static_cast<off_t>(from));
  if (address == -1) throw SystemError(errno, "mmap", range_.path);
  address_ = reinterpret_cast<std::byte*>(address);
  base_ = from;
  bytes_ = to - from;
  if (transfer_.spec.populate) populate();
}

/** Maps every page of the window in one call; if the kernel has no such call, advises that they will be needed. */
void Window::populate() {
  Kernel& kernel = transfer_.kernel;
  const int advice = range_.protection & PROT_WRITE ? populate_write : populate_read;
  while (kernel.call(Call::madvise, address_, bytes_, advice) < 0) {
    if (errno == EFAULT) transfer_.page_lost(Call::madvise);
    if (errno == EINTR || errno == EAGAIN) continue;
    if (errno != EINVAL) throw SystemError(errno, "madvise", range_.path);
    transfer_.found.because = unpopulated;
    kernel.call(Call::madvise, address_, bytes_, MADV_WILLNEED);
    return;
  }
}

void Window::release() {
  if (address_) transfer_.kernel.call(Call::munmap, address_, bytes_);
  address_ = nullptr;
  bytes_ = 0;
}

void sync(Transfer& t, const std::byte* data, size_t length) {
  const auto address = reinterpret_cast<uintptr_t>(data);
  const uintptr_t first = round_down(address, page_size());
  t.insist(Call::msync, t.sink.name, -1, 0,
           [&] { return t.kernel.call(Call::msync, first, address + length - first, MS_SYNC); });
}

}  // namespace iopath
