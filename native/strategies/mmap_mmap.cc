// memcpy from a mapping of the input to a mapping of the output: one CPU copy in user space. The kernel only handles the
// page faults of both mappings.
#include "strategies/mapped.hh"

#include <cstring>

#include "kernel/guard.hh"

namespace iopath {

namespace {

void grow_output(Transfer& t, uint64_t bytes) {
  t.insist(Call::ftruncate, t.sink.name, -1, 0, [&] { return t.kernel.call(Call::ftruncate, t.sink.fd, bytes); });
}

void run(Transfer& t) {
  while (auto source = t.next_source()) {
    const Pieces& range = source->pieces;
    if (range.length() == 0) continue;
    if (!t.spec.preallocate) grow_output(t, range.sink_offset() + range.length());
    Window from(t, reading(*source));
    Window to(t, {t.sink.fd, t.sink.name, range.sink_offset(), range.length(), range.random(), PROT_READ | PROT_WRITE});
    while (const auto piece = source->next()) {
      const std::byte* input = from.at(piece->offset, piece->length);
      std::byte* output = to.at(piece->sink_offset, piece->length);
      const auto copy = [&] {
        std::memcpy(output, input, piece->length);
        t.pass(output, piece->length);
      };
      if (!survives_bus_error(copy)) t.page_lost(Call::mmap);
      t.placed(piece->length);
      if (t.delivered(piece->length)) sync(t, output, piece->length);
    }
  }
}

}  // namespace

extern const Strategy mmap_mmap{
    .name = "mmap-mmap",
    .routes = bit(Route::file_to_file),
    .other_routes = "route-both-mapped",
    .run = run,
};

}  // namespace iopath
