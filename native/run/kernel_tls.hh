// Kernel TLS: the kernel encrypts what is sent into a TCP socket, whichever call sends it (Documentation/networking/tls.rst).
#pragma once

#include "run/channel.hh"

namespace iopath {

/**
 * Makes the writer's socket encrypt (TLS 1.2, AES-256-GCM, as the pass in user space does) and, with `decrypts`, the
 * reader's decrypt with the same key. There is no handshake: both ends are ours. Throws Unsupported, with the errno,
 * where the kernel has no TLS.
 */
void encrypt_in_kernel(const Channel& channel, bool decrypts);

}  // namespace iopath
