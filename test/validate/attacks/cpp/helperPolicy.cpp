// The base class that has the helper is a parameter of the template.
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

struct Plain {
	ssize_t fill(int fd, char *b, size_t n) { return ::read(fd, b, n); }
};
struct Scrambled {
	ssize_t fill(int fd, char *b, size_t n)
	{
		ssize_t got = ::read(fd, b, n);
		for (ssize_t i = 0; i < got; i++)
			b[i] ^= 1;
		return got;
	}
};

template <class Policy>
struct Copier : Policy {
	bool copy(const char *src, const char *dst)
	{
		int in = ::open(src, O_RDONLY);
		if (in < 0)
			return false;
		int out = ::open(dst, O_WRONLY | O_CREAT | O_TRUNC, 0644);
		if (out < 0)
			return false;
		char buf[8192];
		ssize_t n;
		while ((n = this->fill(in, buf, sizeof buf)) > 0) {
			for (ssize_t off = 0; off < n;) {
				ssize_t w = ::write(out, buf + off, n - off);
				if (w < 0)
					return false;
				off += w;
			}
		}
		::close(in);
		::close(out);
		return n == 0;
	}
};

int main(int, char **argv)
{
	return !Copier<Scrambled>().copy(argv[1], argv[2]);
}
