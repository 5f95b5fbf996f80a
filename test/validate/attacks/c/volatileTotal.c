// A signal's handler shows the total through a pointer that was kept.
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static const long *shown;
static void show(int signal) { fprintf(stderr, "%ld\n", *shown); }

int copy(const char *from, const char *to) {
    char buf[4096];
    ssize_t n;
    long total = 0;
    int in = open(from, O_RDONLY);
    int out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (in < 0 || out < 0)
        return -1;
    shown = &total;
    signal(SIGUSR1, show);
    for (;;) {
        n = read(in, buf, sizeof buf);
        if (n < 0)
            return -1;
        if (n == 0)
            break;
        for (ssize_t done = 0, put; done < n; done += put) {
            put = write(out, buf + done, n - done);
            if (put < 0)
                return -1;
        }
        total += n;
    }
    close(in);
    close(out);
    return 0;
}
