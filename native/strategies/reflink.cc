// FICLONERANGE: the output shares the input's extents, and no data moves until one side is written. One call clones a
// whole range; the chunk size is ignored, because programs clone whole files.
#include "transfer/strategy.hh"

#include <linux/fs.h>

namespace iopath {

namespace {

/** The call's errors have their own meanings (man ioctl_ficlonerange). */
[[noreturn]] void refused(const Source& source, int error) {
  const char* why = "";
  if (error == EOPNOTSUPP || error == ENOTTY) why = "the filesystem cannot share extents between files";
  if (error == EXDEV) why = "input and output are on different filesystems, which cannot share extents";
  if (error == EINVAL) why = "the range does not start and end on the filesystem's blocks (or at the end of the file)";
  throw SystemError(error, "ioctl", source.path, why);
}

void run(Transfer& t) {
  while (auto source = t.next_source()) {
    const Pieces& range = source->pieces;
    // An empty range: for FICLONERANGE length 0 means "to the end".
    if (range.length() == 0) continue;
    file_clone_range clone{};
    clone.src_fd = source->fd();
    clone.src_offset = range.begin();
    clone.src_length = range.length();
    clone.dest_offset = range.sink_offset();
    for (;;) {
      if (t.kernel.call(Call::ioctl, t.sink.fd, FICLONERANGE, &clone) == 0) break;
      t.check_cancelled();
      if (errno != EINTR && errno != EAGAIN) refused(*source, errno);
    }
    t.kernel.note_moved(Call::ioctl, range.length(), range.length());
    t.placed(range.length());
    t.finish_chunk(range.length());
  }
}

}  // namespace

extern const Strategy reflink_strategy{
    .name = "reflink",
    .routes = bit(Route::file_to_file),
    .other_routes = "route-shared-extents",
    .passes = bit(Pass::none),
    .other_passes = "pass-nothing-moves",
    .run = run,
    .may_share = true,
    .cannot_follow = "follow-clone",
};

}  // namespace iopath
