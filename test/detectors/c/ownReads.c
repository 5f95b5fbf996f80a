#include <unistd.h>

static int other;

static void skip(void) {
    char line[80];
    read(other, line, sizeof line);
}

int copy(int in, int out) {
    char buf[4096];
    ssize_t n;
    other = dup(in);
    while ((n = read(in, buf, sizeof buf)) > 0) { // expect: copy-loop inspected
        if (write(out, buf, n) != n) return -1;
        skip();
    }
    return 0;
}
