// io-uring: reads into registered buffers and writes out of them, linked and submitted in batches. It makes the same
// copies as read and write, with a fraction of the mode switches.
#include "uring/pump.hh"

namespace iopath {

extern const Strategy io_uring{
    .name = "io-uring",
    .passes = bit(Pass::none),
    .other_passes = "pass-linked",
    .buffer_bytes = pump_buffer_bytes,
    .run = [](Transfer& transfer) { pump(transfer, {}); },
    .moves_like = "read-write",
    .cannot_follow = cannot_pump_ahead,
};

}  // namespace iopath
