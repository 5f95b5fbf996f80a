// Reads bytes in transit without consuming them.
#pragma once

#include "evidence/aliasing/dye.hh"

namespace iopath {

/** Up to `most` bytes of a socket's receive queue (MSG_PEEK); waits until they have arrived or no more arrive. */
Bytes peek_socket(int socket, size_t most);

/** Up to `most` bytes of a pipe: tee(2) duplicates the references into the spare pipe, which is then drained. */
Bytes peek_pipe(int pipe, int spare_read, int spare_write, size_t most);

/** Up to `most` bytes of a file, by pread. */
Bytes peek_file(int file, size_t most);

}  // namespace iopath
