// std::array, and false for any failure.
#include <array>
#include <fcntl.h>
#include <unistd.h>

bool duplicate(const char *from, const char *to) {
    const int in = open(from, O_RDONLY);
    const int out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (in < 0 || out < 0) return false;
    std::array<char, 32768> buf;
    bool ok = true;
    while (true) {
        const ssize_t n = read(in, buf.data(), buf.size());
        if (n == 0) break;
        if (n < 0) {
            ok = false;
            break;
        }
        if (write(out, buf.data(), n) != n) {
            ok = false;
            break;
        }
    }
    close(in);
    close(out);
    return ok;
}
