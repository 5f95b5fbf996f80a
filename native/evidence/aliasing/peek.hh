// Looking at bytes on their way without taking them.
#pragma once

#include "evidence/aliasing/dye.hh"

namespace iopath {

/** Up to `most` bytes of a socket's receive queue (MSG_PEEK), waiting until they have come or nothing more comes. */
Bytes peek_socket(int socket, size_t most);

/** Up to `most` bytes of a pipe: tee(2) doubles the references into the spare pipe, which is then read empty. */
Bytes peek_pipe(int pipe, int spare_read, int spare_write, size_t most);

/** Up to `most` bytes of a file, by pread. */
Bytes peek_file(int file, size_t most);

}  // namespace iopath
