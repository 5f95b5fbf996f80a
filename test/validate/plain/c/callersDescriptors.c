// Both descriptors are the caller's, and what was moved is counted.
#include <sys/stat.h>
#include <unistd.h>

long long copy_fd(int in, int out) {
    struct stat st;
    static char buf[1 << 16];
    long long total = 0;
    ssize_t n;
    if (fstat(in, &st) != 0 || !S_ISREG(st.st_mode)) return -1;
    if (ftruncate(out, 0) != 0) return -1;
    if (lseek(in, 0, SEEK_SET) != 0) return -1;
    while ((n = read(in, buf, sizeof buf)) > 0) {
        if (write(out, buf, n) != n) return -1;
        total += n;
    }
    return n < 0 ? -1 : total;
}
