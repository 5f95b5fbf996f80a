#include "evidence/aliasing/dye.hh"

#include <algorithm>
#include <cstring>

#include <fcntl.h>
#include <sys/random.h>

#include "evidence/residency.hh"
#include "transfer/output.hh"

namespace iopath {

namespace {

constexpr std::byte every_bit{0xff};

/** Length of the text by which a part of the content is recognised: in random bytes it occurs only once. */
constexpr size_t recognisable = 64;

Bytes complement(const Bytes& bytes) {
  Bytes flipped(bytes.size());
  std::transform(bytes.begin(), bytes.end(), flipped.begin(), [](std::byte byte) { return byte ^ every_bit; });
  return flipped;
}

size_t equal_bytes(std::span<const std::byte> a, std::span<const std::byte> b) {
  const size_t most = std::min(a.size(), b.size());
  return static_cast<size_t>(std::mismatch(a.begin(), a.begin() + static_cast<ptrdiff_t>(most), b.begin()).first -
                             a.begin());
}

/** Counts the bytes that changed and those that stayed; stops at the first byte that fits neither case. */
void count(Segment& segment, const Bytes& before, const Bytes& after, std::span<const std::byte> expected) {
  for (size_t i = 0; i < expected.size(); ++i) {
    if (before[i] != expected[i]) return void(segment.doubt = Doubt::other_bytes);
    if ((before[i] ^ after[i]) == every_bit) ++segment.reference_bytes;
    else if (before[i] == after[i]) ++segment.copied_bytes;
    else return void(segment.doubt = Doubt::other_bytes);
  }
}

Shows verdict(const Segment& segment) {
  if (segment.reference_bytes > 0 && segment.copied_bytes > 0) return Shows::mixed;
  return segment.reference_bytes > 0 ? Shows::reference : Shows::copy;
}

}  // namespace

Bytes random_bytes(size_t count) {
  Bytes bytes(count);
  for (size_t done = 0; done < count;) {
    const ssize_t n = ::getrandom(bytes.data() + done, count - done, 0);
    if (n < 0 && errno == EINTR) continue;
    done += static_cast<size_t>(check(n, "getrandom"));
  }
  return bytes;
}

Scratch::Scratch(const std::string& directory, size_t bytes)
    : directory_(directory), content_(random_bytes(bytes)), complement_(complement(content_)),
      file_(make_output(directory, bytes)) {
  write(content_);
}

void Scratch::flip() { write(complement_); }
void Scratch::restore() { write(content_); }

/** Writes in place and through the page cache: other ways to change a file may leave the old pages with their holders. */
void Scratch::write(const Bytes& bytes) {
  for (size_t done = 0; done < bytes.size();) {
    const ssize_t n = ::pwrite(file_.get(), bytes.data() + done, bytes.size() - done, static_cast<off_t>(done));
    if (n < 0 && errno == EINTR) continue;
    done += static_cast<size_t>(check(n, "pwrite64", directory_));
  }
}

Doubt Scratch::evict() {
  if (resident() < content_.size()) return Doubt::no_control;
  check(fdatasync(file_.get()), "fdatasync", directory_);
  const int error = posix_fadvise(file_.get(), 0, 0, POSIX_FADV_DONTNEED);
  if (error) throw SystemError(error, "fadvise64", directory_);
  return resident() == 0 ? Doubt::none : Doubt::not_evicted;
}

uint64_t Scratch::resident() const { return cached_in(file_.get(), 0, content_.size()).value_or(0); }

void Patch::flip() {
  for (std::byte& byte : memory_) byte ^= every_bit;
}

std::optional<Patch> find_content(std::span<std::byte> memory, const Bytes& content) {
  if (memory.size() < fewest_bytes) return std::nullopt;
  const void* found = memmem(content.data(), content.size(), memory.data(), recognisable);
  if (!found) return std::nullopt;
  const auto offset = static_cast<size_t>(static_cast<const std::byte*>(found) - content.data());
  const size_t length = equal_bytes(memory, std::span(content).subspan(offset));
  if (length < fewest_bytes) return std::nullopt;
  return Patch(memory.first(length), offset);
}

Segment observe(const char* from, const char* to, Dye& near, const View& far, const Bytes& content) {
  Segment segment{.from = from, .to = to};
  const Bytes first = far.look();
  const size_t begin = std::max(near.offset(), far.offset);
  const size_t end = std::min(near.offset() + near.length(), far.offset + first.size());
  if (end < begin + fewest_bytes) return segment.doubt = Doubt::too_few_bytes, segment;

  near.flip();
  const Bytes second = far.look();
  near.restore();
  const Bytes third = far.look();
  // A later look may find more bytes than an earlier one: the rest of the stream has arrived.
  if (second.size() < first.size() || third.size() < first.size() || equal_bytes(first, third) < first.size())
    return segment.doubt = Doubt::not_restored, segment;

  const auto part = [&](const Bytes& bytes) {
    const auto at = bytes.begin() + static_cast<ptrdiff_t>(begin - far.offset);
    return Bytes(at, at + static_cast<ptrdiff_t>(end - begin));
  };
  count(segment, part(first), part(second), std::span(content).subspan(begin, end - begin));
  if (segment.doubt == Doubt::none) segment.shows = verdict(segment);
  return segment;
}

}  // namespace iopath
