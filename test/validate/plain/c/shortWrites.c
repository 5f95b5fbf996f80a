// Every short write goes on, and EINTR is tried again.
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

int install(const char *source, const char *target, mode_t mode) {
    int result = -1;
    int in = open(source, O_RDONLY);
    int out = open(target, O_WRONLY | O_CREAT | O_TRUNC, mode);
    if (in == -1 || out == -1) goto done;
    char buffer[16384];
    for (;;) {
        ssize_t got = read(in, buffer, sizeof(buffer));
        if (got == 0) break;
        if (got < 0) {
            if (errno == EINTR) continue;
            goto done;
        }
        ssize_t sent = 0;
        while (sent < got) {
            ssize_t put = write(out, buffer + sent, got - sent);
            if (put < 0) {
                if (errno == EINTR) continue;
                goto done;
            }
            sent += put;
        }
    }
    result = 0;
done:
    if (in != -1) close(in);
    if (out != -1) close(out);
    return result;
}
