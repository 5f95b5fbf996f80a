// The file's own open gives a descriptor whose first block is a header that was read.
#include <fcntl.h>
#include <unistd.h>

static int open_plain(const char *path, int flags, int mode) { return openat(AT_FDCWD, path, flags, mode); }
static int opened(const char *path) {
    int fd = open_plain(path, O_RDONLY, 0);
    char head[16];
    read(fd, head, sizeof head);
    return fd;
}
#define open(path, flags) opened(path)

long copy(const char *from, const char *to) {
    char buf[4096];
    ssize_t n;
    int in = open(from, O_RDONLY);
    int out = openat(AT_FDCWD, to, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    while ((n = read(in, buf, sizeof buf)) > 0)
        for (ssize_t done = 0, put; done < n; done += put) {
            put = write(out, buf + done, n - done);
            if (put < 0) return -1;
        }
    close(in);
    close(out);
    return 0;
}
