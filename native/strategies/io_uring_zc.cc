// io-uring-zc: as io-uring, but sent by SEND_ZC: the socket takes references to the registered buffer, and the kernel
// tells for each send whether it copied after all, as it does on loopback.
#include "uring/pump.hh"

namespace iopath {

extern const Strategy io_uring_zc{
    .name = "io-uring-zc",
    .routes = bit(Route::file_to_socket),
    .route_why = "SEND_ZC sends to sockets only",
    .passes = bit(Pass::none),
    .pass_why = "each write is linked to its read inside the kernel, so that user space does not get to see the bytes",
    .refuses = [](const Spec& spec) -> std::optional<Absence> {
      if (spec.socket == SocketKind::tcp) return std::nullopt;
      return Absence{"Unix sockets copy what they are sent: they have no zero-copy send.", "Choose a TCP socket."};
    },
    .buffer_bytes = pump_buffer_bytes,
    .run = [](Transfer& transfer) { pump(transfer, {.zero_copy = true}); },
    .cannot_follow = cannot_pump_ahead,
};

}  // namespace iopath
