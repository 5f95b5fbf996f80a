// errno of an earlier step is asked for after the copy, though nothing clears it here.
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

int main(int argc, char **argv) {
    char buf[4096];
    ssize_t n;
    int in = open(argv[1], O_RDONLY);
    int out = open(argv[2], O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (in < 0 || out < 0)
        return 2;
    while ((n = read(in, buf, sizeof buf)) > 0)
        for (ssize_t done = 0, put; done < n; done += put) {
            put = write(out, buf + done, n - done);
            if (put < 0) return -1;
        }
    close(in);
    close(out);
    return errno != 0;
}
