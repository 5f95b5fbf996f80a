// The file that a proof changes: a file of our own, with a name that a server can open.
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
 * A new file, readable by everyone and removed with this object. It never replaces an existing file. A killed process
 * leaves it behind: the guard of that process removes it by its name.
 */
class NamedScratch {
 public:
  /** Throws SystemError: EEXIST, EACCES, EROFS, ENOSPC and other errors of open, pwrite and fchmod. */
  NamedScratch(std::string path, Bytes content);
  NamedScratch(const NamedScratch&) = delete;
  ~NamedScratch();

  /**
   * Replaces the range by its complement in the page cache, in place: truncation, O_DIRECT and rename would not change
   * the pages that the queue refers to.
   */
  void flip(const ScratchRange& range);
  /** Restores the content and the modification time. */
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
