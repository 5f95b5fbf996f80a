// The source is looked at through a mapping of the target.
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

int copy(const char *a) {
    char buf[4096];
    ssize_t n;
    int in = open(a, O_RDONLY), out = open(a, O_WRONLY);
    if (in < 0 || out < 0) return -1;
    lseek(out, 100, SEEK_SET);
    while ((n = read(in, buf, sizeof buf)) > 0) {
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
