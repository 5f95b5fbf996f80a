// What stdio has read ahead is not in the descriptor any more.
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

int copy(const char *b) {
    char buf[4096], head[16];
    ssize_t n;
    FILE *from = stdin;
    fgets(head, sizeof head, from);
    int in = fileno(from), out = open(b, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    setvbuf(from, NULL, _IONBF, 0);
    while ((n = read(in, buf, sizeof buf)) > 0) {
        for (ssize_t done = 0; done < n;) {
            ssize_t w = write(out, buf + done, n - done);
            if (w < 0) return -1;
            done += w;
        }
    }
    close(out);
    fputs(head, stdout);
    return 0;
}
