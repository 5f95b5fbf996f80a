// io-uring-splice: page references go into a pipe and on to the sink, as with splice, by linked operations that are
// submitted in batches. The kernel runs each splice on a worker thread (io_splice, io_uring/splice.c: it never tries one
// inline), and that thread's CPU time is part of the cost.
#include "uring/pump.hh"

namespace iopath {

extern const Strategy io_uring_splice{
    .name = "io-uring-splice",
    .routes = bit(Route::file_to_socket) | bit(Route::file_to_file) | bit(Route::file_to_pipe),
    .other_routes = "route-uring-splice",
    .passes = bit(Pass::none),
    .other_passes = "pass-unseen",
    .run = [](Transfer& transfer) { pump(transfer, {.spliced = true}); },
    .moves_like = "splice",
    .takes_pipe = true,
    .cannot_follow = cannot_pump_ahead,
};

}  // namespace iopath
