// Calls that are interrupted are tried again.
#include <cerrno>
#include <fcntl.h>
#include <memory>
#include <unistd.h>

int move_across(const char *from, const char *to) {
    int in = open(from, O_RDONLY);
    if (in < 0) return -errno;
    int out = open(to, O_WRONLY | O_CREAT | O_EXCL, 0644);
    if (out < 0) {
        close(in);
        return -errno;
    }
    char buffer[65536];
    int status = 0;
    for (;;) {
        ssize_t n = read(in, buffer, sizeof(buffer));
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) status = -errno;
        if (n <= 0) break;
        for (ssize_t done = 0; done < n;) {
            ssize_t w = write(out, buffer + done, n - done);
            if (w < 0 && errno == EINTR) continue;
            if (w < 0) {
                status = -errno;
                break;
            }
            done += w;
        }
        if (status != 0) break;
    }
    close(in);
    close(out);
    if (status == 0) unlink(from);
    return status;
}
