// The near end of a segment: bytes that can be replaced by their complement in place, and put back.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "evidence/aliasing/observation.hh"

namespace iopath {

using Bytes = std::vector<std::byte>;

/** Random bytes, so that every position of a scratch file is unique and nothing can be compressed. */
Bytes random_bytes(size_t count);

/** Bytes of the experiment's content from `offset` on, to be changed in place. */
class Dye {
 public:
  virtual ~Dye() = default;
  /** Replaces every byte by its complement, or puts the content back. Throws SystemError. */
  virtual void flip() = 0;
  virtual void restore() = 0;
  virtual size_t offset() const = 0;
  virtual size_t length() const = 0;
};

/** An unlinked file of random bytes on the filesystem of `directory`, gone with its descriptor. */
class Scratch final : public Dye {
 public:
  Scratch(const std::string& directory, size_t bytes);

  void flip() override;
  void restore() override;
  size_t offset() const override { return 0; }
  size_t length() const override { return content_.size(); }

  int fd() const { return file_.get(); }
  /** Opens the same file once more. */
  std::string path() const { return "/proc/self/fd/" + std::to_string(file_.get()); }
  const Bytes& content() const { return content_; }

  /**
   * Writes the file out and evicts it from the page cache. `not_evicted` if pages stay (tmpfs); `no_control` if residency
   * cannot be read: then an empty page cache after the run would prove nothing.
   */
  Doubt evict();
  /** Bytes the page cache holds of it. */
  uint64_t resident() const;

 private:
  void write(const Bytes& bytes);

  const std::string directory_;
  const Bytes content_;
  Bytes complement_;
  Fd file_;
};

/** Memory of a strategy that holds part of the content. */
class Patch final : public Dye {
 public:
  Patch(std::span<std::byte> memory, size_t offset) : memory_(memory), offset_(offset) {}

  void flip() override;
  void restore() override { flip(); }
  size_t offset() const override { return offset_; }
  size_t length() const override { return memory_.size(); }
  const std::byte* data() const { return memory_.data(); }

 private:
  std::span<std::byte> memory_;
  size_t offset_;
};

/**
 * The part of the content that `memory` holds, starting at its first byte: a strategy fills its buffer from the start,
 * and a run of several rounds leaves the last one there. Empty if it is shorter than a verdict needs.
 */
std::optional<Patch> find_content(std::span<std::byte> memory, const Bytes& content);

/** The far end: its present bytes, from `offset` of the content on. Reading must not consume them. */
struct View {
  size_t offset = 0;
  std::function<Bytes()> look;
};

/**
 * Reads the far end, flips the near end, reads again, restores the near end and reads a third time. Decides per byte;
 * needs at least `fewest_bytes` decided bytes.
 */
Segment observe(const char* from, const char* to, Dye& near, const View& far, const Bytes& content);

/** One page: fewer bytes could be a header, or the first bytes that some calls always copy. */
constexpr size_t fewest_bytes = 4096;

}  // namespace iopath
