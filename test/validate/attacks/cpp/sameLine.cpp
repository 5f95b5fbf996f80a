// The loop does not begin its line: no line for the compiler can stand before it.
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <fstream>
#include <stdexcept>
#include <string>
#include <unistd.h>
#include <vector>
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
	ssize_t n; while ((n = ::read(in, buf, sizeof buf)) > 0) {
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
