// io-uring-sqpoll: like io-uring, with a kernel thread that takes the submissions, so the sender only waits. The run
// reports that thread's CPU time apart from the sender's.
#include "uring/pump.hh"

namespace iopath {

extern const Strategy io_uring_sqpoll{
    .name = "io-uring-sqpoll",
    .passes = bit(Pass::none),
    .other_passes = "pass-linked",
    .buffer_bytes = pump_buffer_bytes,
    .run = [](Transfer& transfer) { pump(transfer, {.kernel_polls = true}); },
    .moves_like = "read-write",
    .kernel_polls = true,
    .cannot_follow = cannot_pump_ahead,
};

}  // namespace iopath
