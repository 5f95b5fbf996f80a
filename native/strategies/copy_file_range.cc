// copy_file_range: the filesystem shares extents if it can (btrfs, xfs with reflink); otherwise the kernel makes one CPU
// copy, from page cache to page cache.
#include "transfer/strategy.hh"

namespace iopath {

namespace {

void run(Transfer& t) {
  while (auto source = t.next_source())
    while (const auto piece = source->next()) {
      for (size_t done = 0; done < piece->length;) {
        off_t from = static_cast<off_t>(piece->offset + done);
        off_t to = static_cast<off_t>(piece->sink_offset + done);
        const size_t n = t.insist(Call::copy_file_range, source->path, -1, 0, [&] {
          return t.kernel.copy_file_range(source->fd(), &from, t.sink.fd, &to, piece->length - done);
        });
        if (n == 0) t.file_changed(*source, Call::copy_file_range);
        t.placed(n);
        done += n;
      }
      t.finish_chunk(piece->length);
    }
}

}  // namespace

extern const Strategy copy_file_range_strategy{
    .name = "copy-file-range",
    .routes = bit(Route::file_to_file),
    .other_routes = "route-copy-file-range",
    .passes = bit(Pass::none),
    .other_passes = "pass-unseen",
    .run = run,
    .may_share = true,
};

}  // namespace iopath
