// io-uring-zc: like io-uring, but sends by SEND_ZC: the socket takes references to the registered buffer, and the kernel
// reports for each send whether it copied nevertheless, as it does on loopback.
#include "uring/pump.hh"

namespace iopath {

extern const Strategy io_uring_zc{
    .name = "io-uring-zc",
    .routes = bit(Route::file_to_socket),
    .other_routes = "route-send-zc",
    .passes = bit(Pass::none),
    .other_passes = "pass-linked",
    .refuses = [](const Spec& spec) -> std::optional<Reason> {
      if (spec.socket == SocketKind::tcp) return std::nullopt;
      return Reason{"unix-without-send-zc"};
    },
    .buffer_bytes = pump_buffer_bytes,
    .run = [](Transfer& transfer) { pump(transfer, {.zero_copy = true}); },
    .cannot_follow = cannot_pump_ahead,
};

}  // namespace iopath
