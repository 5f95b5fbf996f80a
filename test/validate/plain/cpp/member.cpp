// A class that owns both descriptors.
#include <fcntl.h>
#include <unistd.h>

class Copier {
public:
    Copier(const char *from, const char *to)
        : in_(::open(from, O_RDONLY)), out_(::open(to, O_WRONLY | O_CREAT | O_TRUNC, 0644)) {}
    ~Copier() {
        ::close(in_);
        ::close(out_);
    }

    bool run() {
        char buf[8192];
        ssize_t n;
        while ((n = ::read(in_, buf, sizeof buf)) > 0) {
            if (::write(out_, buf, static_cast<size_t>(n)) != n) return false;
        }
        return n == 0;
    }

private:
    int in_;
    int out_;
};

int main(int argc, char **argv) {
    return argc == 3 && Copier(argv[1], argv[2]).run() ? 0 : 1;
}
