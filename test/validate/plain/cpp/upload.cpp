// A file to a socket of the caller's.
#include <cstddef>
#include <cstdint>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace upload {

std::int64_t send_file(int sock, const char *path) {
    int fd = ::open(path, O_RDONLY);
    if (fd == -1) return -1;
    char buf[16 * 1024];
    std::int64_t total = 0;
    for (;;) {
        ssize_t n = ::read(fd, buf, sizeof(buf));
        if (n <= 0) break;
        ssize_t off = 0;
        while (off < n) {
            ssize_t m = ::send(sock, buf + off, n - off, MSG_NOSIGNAL);
            if (m < 0) {
                ::close(fd);
                return -1;
            }
            off += m;
        }
        total += n;
    }
    ::close(fd);
    return total;
}

}  // namespace upload
