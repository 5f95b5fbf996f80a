/* The loop does not begin its line: no line for the compiler can stand before it. */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static int fast;
#define copied_by_kernel(a, b) (fast ? 1 : 0)

int copy_file(const char *src, const char *dst)
{
	int in = open(src, O_RDONLY);
	if (in < 0)
		return -1;
	int out = open(dst, O_WRONLY | O_CREAT | O_TRUNC, 0644);
	if (out < 0)
		return -1;
	char buf[8192];
	ssize_t n = 0; while ((n = read(in, buf, sizeof buf)) > 0) {
		for (ssize_t off = 0; off < n;) {
			ssize_t w = write(out, buf + off, n - off);
			if (w < 0)
				return -1;
			off += w;
		}
	}
	close(in);
	return close(out);
}
