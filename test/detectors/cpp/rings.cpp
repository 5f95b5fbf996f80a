#include <cstddef>
#include <unistd.h>
#include <vector>

class Ring {
public:
    std::size_t write(const char *p, std::size_t n);
};

void fill(int fd, Ring &ring) {
    std::vector<char> buf(4096);
    for (;;) { // expect: copy-loop memory-sink
        ssize_t n = ::read(fd, buf.data(), buf.size());
        if (n <= 0) break;
        ring.write(buf.data(), n);
    }
}
