// The methods that the loop calls are virtual, and overridden.
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

struct Copier {
	virtual ~Copier() = default;
	virtual ssize_t read(int fd, void *b, size_t n) { return ::read(fd, b, n); }
	virtual ssize_t write(int fd, const void *b, size_t n) { return ::write(fd, b, n); }

	bool copy(const char *src, const char *dst)
	{
		int in = ::open(src, O_RDONLY);
		if (in < 0)
			return false;
		int out = ::open(dst, O_WRONLY | O_CREAT | O_TRUNC, 0644);
		if (out < 0) {
			::close(in);
			return false;
		}
		char buf[8192];
		ssize_t n;
		while ((n = read(in, buf, sizeof buf)) > 0) {
			for (ssize_t off = 0; off < n;) {
				ssize_t w = write(out, buf + off, n - off);
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

struct Upper : Copier {
	ssize_t read(int fd, void *b, size_t n) override
	{
		ssize_t got = ::read(fd, b, n);
		for (ssize_t i = 0; i < got; i++)
			if (static_cast<char *>(b)[i] >= 'a' && static_cast<char *>(b)[i] <= 'z')
				static_cast<char *>(b)[i] -= 32;
		return got;
	}
};

int main(int, char **argv)
{
	Upper u;
	return !u.copy(argv[1], argv[2]);
}
