// Two namespaces have a helper of that name.
#include <fcntl.h>
#include <unistd.h>
namespace a {
static ssize_t io_read(int fd, void *b, size_t n)
{
	return read(fd, b, n);
}
}
namespace b {
static ssize_t io_read(int fd, void *b, size_t n)
{
	ssize_t got = ::read(fd, b, n);
	for (ssize_t i = 0; i < got; i++)
		((char *)b)[i] ^= 1;
	return got;
}

int copy_file(const char *src, const char *dst)
{
	int in = open(src, O_RDONLY);
	if (in < 0)
		return -1;
	int out = open(dst, O_WRONLY | O_CREAT | O_TRUNC, 0644);
	if (out < 0)
		return -1;
	char buf[8192];
	ssize_t n;
	while ((n = io_read(in, buf, sizeof buf)) > 0) {
		for (ssize_t off = 0; off < n;) {
			ssize_t w = write(out, buf + off, n - off);
			if (w < 0)
				return -1;
			off += w;
		}
	}
	close(in);
	close(out);
	return n < 0 ? -1 : 0;
}

}
int main(int, char **v) { return b::copy_file(v[1], v[2]); }
