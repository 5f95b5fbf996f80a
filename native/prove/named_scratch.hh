// The file that a proof changes: our own, under a name that a server can find.
#pragma once

#include <string>

#include <sys/stat.h>

#include "evidence/aliasing/dye.hh"

namespace iopath {

/** Bytes of a file: `length` of them from `offset` on. */
struct ScratchRange {
  size_t offset = 0, length = 0;
};

/**
 * A new file of our own, readable by everyone, and removed with this object. It never takes the place of a file that is
 * there already. A process that is killed leaves it: whoever watches that process removes it by its name.
 */
class NamedScratch {
 public:
  /** Throws SystemError: EEXIST, EACCES, EROFS, ENOSPC and whatever else open, pwrite and fchmod answer. */
  NamedScratch(std::string path, Bytes content);
  NamedScratch(const NamedScratch&) = delete;
  ~NamedScratch();

  /**
   * Replaces the range by its complement in the page cache, in place: truncation, O_DIRECT and rename would leave the
   * pages that the queue refers to as they were.
   */
  void flip(const ScratchRange& range);
  /** Puts the content and the modification time back. */
  void restore();
  /** Closes the file and removes its name, unless another file has that by now. */
  void remove();

  int fd() const { return file_.get(); }
  const std::string& path() const { return path_; }
  const Bytes& content() const { return content_; }

 private:
  void write(const Bytes& bytes, const ScratchRange& range);

  const std::string path_;
  const Bytes content_, complement_;
  Fd file_;
  struct stat identity_;
  ScratchRange flipped_;
};

}  // namespace iopath
