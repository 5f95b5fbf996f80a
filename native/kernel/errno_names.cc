#include "kernel/posix.hh"

namespace iopath {

// Not strerrorname_np: glibc has it only since 2.32, and the addon must load on older versions.
std::string errno_name(int error) {
  switch (error) {
#define X(name) \
  case name:    \
    return #name;
    X(EPERM) X(ENOENT) X(ESRCH) X(EINTR) X(EIO) X(ENXIO) X(ENOEXEC) X(EBADF) X(EAGAIN) X(ENOMEM) X(EACCES) X(EFAULT) X(EBUSY)
    X(EEXIST) X(EXDEV) X(ENODEV) X(ENOTDIR) X(EISDIR) X(EINVAL) X(ENFILE) X(EMFILE) X(ENOTTY) X(ETXTBSY)
    X(EFBIG) X(ENOSPC) X(ESPIPE) X(EROFS) X(EPIPE) X(ERANGE) X(ENAMETOOLONG) X(ENOSYS) X(ELOOP) X(ENODATA)
    X(EOVERFLOW) X(EMSGSIZE) X(EOPNOTSUPP) X(EADDRINUSE) X(ENETUNREACH) X(ECONNABORTED) X(ECONNRESET)
    X(ENOBUFS) X(ENOTCONN) X(ETIMEDOUT) X(ECONNREFUSED) X(EALREADY) X(ESTALE) X(EDQUOT) X(ECANCELED)
    X(ENOTSOCK) X(EPROTO) X(EINPROGRESS) X(ENOTEMPTY) X(E2BIG) X(ECHILD) X(EDEADLK) X(EILSEQ)
#undef X
  }
  return "E" + std::to_string(error);
}

}  // namespace iopath
