// A label stands before the loop: it is entered again with a source that another call moved.
#include <fcntl.h>
#include <unistd.h>

int copy(const char *from, const char *to, int twice) {
    char buf[4096];
    ssize_t n;
    int in = open(from, O_RDONLY);
    int out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (in < 0 || out < 0)
        return -1;
again:
    while ((n = read(in, buf, sizeof buf)) > 0)
        for (ssize_t done = 0, put; done < n; done += put) {
            put = write(out, buf + done, n - done);
            if (put < 0) return -1;
        }
    if (n > 0 && twice-- > 0)
        goto again;
    close(in);
    close(out);
    return 0;
}
