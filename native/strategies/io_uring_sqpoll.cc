// io-uring-sqpoll: as io-uring, with a kernel thread that takes the submissions: the sender only waits. The thread's
// CPU time is not the sender's; the run tells it apart.
#include "uring/pump.hh"

namespace iopath {

extern const Strategy io_uring_sqpoll{
    .name = "io-uring-sqpoll",
    .routes = every_route,
    .route_why = "",
    .passes = bit(Pass::none),
    .pass_why = "each write is linked to its read inside the kernel, so that user space does not get to see the bytes",
    .refuses = nullptr,
    .buffer_bytes = pump_buffer_bytes,
    .run = [](Transfer& transfer) { pump(transfer, {.kernel_polls = true}); },
    .cannot_follow = cannot_pump_ahead,
};

}  // namespace iopath
