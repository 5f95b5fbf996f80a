// A buffer from malloc, a count of bytes, one cleanup.
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

int64_t archive(const char *from, const char *to) {
    int64_t total = 0;
    ssize_t n = -1;
    char *buf = malloc(1 << 20);
    if (!buf) return -1;
    int in = open(from, O_RDONLY);
    int out = open(to, O_CREAT | O_WRONLY | O_EXCL, 0600);
    if (in >= 0 && out >= 0) {
        while ((n = read(in, buf, 1 << 20)) > 0) {
            if (write(out, buf, n) != n) {
                n = -1;
                break;
            }
            total += n;
        }
    }
    if (in >= 0) close(in);
    if (out >= 0) close(out);
    free(buf);
    return n < 0 ? -1 : total;
}
