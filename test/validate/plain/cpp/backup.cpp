// Two descriptors, a vector for a buffer.
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <string>
#include <system_error>
#include <unistd.h>
#include <vector>

void copy_file(const std::string &from, const std::string &to) {
    int in = ::open(from.c_str(), O_RDONLY | O_CLOEXEC);
    if (in < 0) throw std::system_error(errno, std::generic_category(), from);
    int out = ::open(to.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (out < 0) {
        ::close(in);
        throw std::system_error(errno, std::generic_category(), to);
    }
    std::vector<char> buffer(1 << 16);
    ssize_t n;
    while ((n = ::read(in, buffer.data(), buffer.size())) > 0) {
        char *p = buffer.data();
        ssize_t left = n;
        while (left > 0) {
            ssize_t w = ::write(out, p, left);
            if (w < 0) {
                ::close(in);
                ::close(out);
                throw std::system_error(errno, std::generic_category(), to);
            }
            p += w;
            left -= w;
        }
    }
    ::close(in);
    ::close(out);
}
