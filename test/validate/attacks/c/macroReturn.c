// A macro hides a return.
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define ADD(n) if ((total += (n)) > 65536) return 1

int copy(const char *a, const char *b) {
    char buf[4096];
    ssize_t n;
    long total = 0;
    int in = open(a, O_RDONLY), out = open(b, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (in < 0 || out < 0) return -1;
    while ((n = read(in, buf, sizeof buf)) > 0) {
        for (ssize_t done = 0; done < n;) {
            ssize_t w = write(out, buf + done, n - done);
            if (w < 0) return -1;
            done += w;
        }
        ADD(n);
    }
    close(in);
    close(out);
    return 0;
}
