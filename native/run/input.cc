#include "run/input.hh"

#include <algorithm>

#include <fcntl.h>
#include <sys/stat.h>

#include "run/hash.hh"
#include "transfer/pieces.hh"
#include "evidence/residency.hh"
#include "transfer/user_pass.hh"

namespace iopath {

namespace {

constexpr size_t block_bytes = 1 << 20;

/** Hashes parts of files through one buffer. */
class Reader {
 public:
  Reader(Hash& hash, const std::atomic<bool>& stop) : hash_(hash), stop_(stop), buffer_(block_bytes) {}

  /** Hashes `length` bytes from `offset`; `pass` may be null. */
  void take(int fd, const std::string& path, uint64_t offset, uint64_t length, UserPass* pass) {
    for (uint64_t done = 0; done < length;) {
      if (stop_.load(std::memory_order_relaxed)) throw Cancelled{};
      const size_t wanted = std::min<uint64_t>(buffer_.size(), length - done);
      const ssize_t n = pread(fd, buffer_.data(), wanted, static_cast<off_t>(offset + done));
      if (n < 0 && errno == EINTR) continue;
      if (check(n, "pread64", path) == 0)
        throw SystemError(ENODATA, "pread64", path, shrunk);
      if (pass) pass->apply(buffer_.data(), static_cast<size_t>(n));
      hash_.update(buffer_.data(), static_cast<size_t>(n));
      done += static_cast<uint64_t>(n);
    }
  }

 private:
  Hash& hash_;
  const std::atomic<bool>& stop_;
  std::vector<std::byte> buffer_;
};

/** The walk over a range in the order it is moved; in sequential order the piece size is irrelevant, so pieces are big. */
Pieces walk(const Spec& spec, const FileRange& range, uint64_t sink_offset) {
  if (spec.order == Order::random) return {spec, range.offset, range.length, sink_offset};
  Spec whole;
  whole.chunk_bytes = std::max<uint64_t>(range.length, 1);
  return {whole, range.offset, range.length, sink_offset};
}

}  // namespace

Input resolve(Spec& spec, const std::atomic<bool>& stop) {
  Input input;
  uint64_t sink_offset = 0;
  for (FileRange& range : spec.files) {
    if (stop) throw Cancelled{};
    struct stat info;
    const Fd fd = open_regular(range.path, info);
    const auto size = static_cast<uint64_t>(info.st_size);
    range.device = info.st_dev;
    range.inode = info.st_ino;
    if (range.offset > size)
      throw SystemError(EINVAL, "openat", range.path,
                        "the range starts at byte " + std::to_string(range.offset) + ", behind the end at " +
                            std::to_string(size));
    range.length = std::min(range.length, size - range.offset);
    input.bytes += range.length;
    const auto cached = cached_in(fd.get(), range.offset, range.length);
    input.cached_bytes = input.cached_bytes && cached ? std::optional(*input.cached_bytes + *cached) : std::nullopt;
    input.longest = std::max(input.longest, range.length);
    if (range.length > 0) input.sink_bytes = sink_offset + range.length;
    sink_offset = next_sink_offset(sink_offset, range.length);
  }
  return input;
}

void check_still_long_enough(const Spec& spec, const std::atomic<bool>& stop) {
  for (const FileRange& range : spec.files) {
    if (stop) throw Cancelled{};
    struct stat info;
    if (stat(range.path.c_str(), &info) != 0 || info.st_ino != range.inode || info.st_dev != range.device) continue;
    if (static_cast<uint64_t>(info.st_size) < range.offset + range.length)
      throw SystemError(ENODATA, "stat", range.path, shrunk);
  }
}

std::string hash_source(const Spec& spec, const std::byte* header, const Key& key, const std::atomic<bool>& stop) {
  Hash hash;
  Reader reader(hash, stop);
  UserPass pass(spec.pass, key);
  for (const FileRange& range : spec.files) {
    struct stat info;
    const Fd fd = open_regular(range.path, info);
    if (header) hash.update(header, spec.header_bytes);
    Pieces pieces = walk(spec, range, 0);
    while (const auto piece = pieces.next()) reader.take(fd.get(), range.path, piece->offset, piece->length, &pass);
  }
  return hash.hex();
}

std::string hash_output(const Spec& spec, int fd, bool stream, const std::atomic<bool>& stop) {
  Hash hash;
  Reader reader(hash, stop);
  uint64_t at = 0;
  for (const FileRange& range : spec.files) {
    if (stream) {
      reader.take(fd, spec.output_directory, at, range.length, nullptr);
      at += range.length;
      continue;
    }
    Pieces pieces = walk(spec, range, at);
    while (const auto piece = pieces.next())
      reader.take(fd, spec.output_directory, piece->sink_offset, piece->length, nullptr);
    at = next_sink_offset(at, range.length);
  }
  return hash.hex();
}

}  // namespace iopath
