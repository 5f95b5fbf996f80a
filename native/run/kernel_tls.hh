// Kernel TLS: the kernel encrypts all bytes sent into a TCP socket, by any call (Documentation/networking/tls.rst).
#pragma once

#include "run/channel.hh"

namespace iopath {

/**
 * Makes the writer's socket encrypt (TLS 1.2, AES-256-GCM, like the pass in user space) and, with `decrypts`, the
 * reader's decrypt with the same key. There is no handshake: both ends are ours. Throws Unsupported, with the errno, if
 * the kernel has no TLS.
 */
void encrypt_in_kernel(const Channel& channel, bool decrypts);

}  // namespace iopath
