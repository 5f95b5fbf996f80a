// The source is a copy of a descriptor that others read from too.
#include <fcntl.h>
#include <unistd.h>

int copy(const char *from, const char *to) {
    char buf[4096];
    ssize_t n;
    int in = open(from, O_RDONLY);
    int other = dup(in);
    int out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (in < 0 || out < 0)
        return -1;
    while ((n = read(in, buf, sizeof buf)) > 0)
        for (ssize_t done = 0, put; done < n; done += put) {
            put = write(out, buf + done, n - done);
            if (put < 0)
                return lseek(other, 0, SEEK_CUR);
        }
    close(in);
    close(out);
    return 0;
}
