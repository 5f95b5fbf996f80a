// The size of the vector is a static member.
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <stdexcept>
#include <unistd.h>
#include <vector>

struct Options {
    static std::size_t chunk;
};
std::size_t Options::chunk = 65536;

int copy(const char *a, const char *b) {
    std::vector<char> buf(Options::chunk);
    int in = open(a, O_RDONLY), out = open(b, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (in < 0 || out < 0) return -1;
    ssize_t n;
    while ((n = read(in, buf.data(), buf.size())) > 0) {
        char *p = buf.data();
        while (n > 0) {
            ssize_t w = write(out, p, n);
            if (w < 0) {
                close(in);
                close(out);
                return -1;
            }
            p += w;
            n -= w;
        }
    }
    close(in);
    close(out);
    return n < 0 ? -1 : 0;
}
