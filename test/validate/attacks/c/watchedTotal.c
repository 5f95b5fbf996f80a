// A thread shows the total while the copy goes on.
#include <fcntl.h>
#include <threads.h>
#include <stdio.h>
#include <unistd.h>

static int show(void *total) {
    for (int i = 0; i < 100; i++)
        printf("%ld\n", *(volatile long *)total);
    return 0;
}

int copy(const char *from, const char *to) {
    char buf[4096];
    ssize_t n;
    long total = 0;
    thrd_t shower;
    int in = open(from, O_RDONLY);
    int out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (in < 0 || out < 0)
        return -1;
    thrd_create(&shower, show, &total);
    while ((n = read(in, buf, sizeof buf)) > 0) {
        for (ssize_t done = 0, put; done < n; done += put) {
            put = write(out, buf + done, n - done);
            if (put < 0) return -1;
        }
        total += n;
    }
    close(in);
    close(out);
    thrd_join(shower, NULL);
    return 0;
}
