// A macro of the file is the read.
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define read(fd, to, size) pread(fd, to, size, at)

int copy(const char *a, const char *b) {
    char buf[4096];
    ssize_t n;
    off_t at = 100;
    int in = open(a, O_RDONLY), out = open(b, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (in < 0 || out < 0) return -1;
    while ((n = read(in, buf, sizeof buf)) > 0) {
        at += n;
        for (ssize_t done = 0; done < n;) {
            ssize_t w = write(out, buf + done, n - done);
            if (w < 0) return -1;
            done += w;
        }
    }
    close(in);
    close(out);
    return 0;
}
