// Two limits count down, and only one of them is the bytes.
#include <fcntl.h>
#include <unistd.h>

int copy(const char *from, const char *to, long left, int rounds) {
    char buf[4096];
    ssize_t n;
    int in = open(from, O_RDONLY);
    int out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (in < 0 || out < 0)
        return -1;
    while (left > 0 && rounds-- > 0) {
        n = read(in, buf, left < 4096 ? left : 4096);
        if (n <= 0)
            break;
        for (ssize_t done = 0, put; done < n; done += put) {
            put = write(out, buf + done, n - done);
            if (put < 0) return -1;
        }
        left -= n;
    }
    close(in);
    close(out);
    return 0;
}
