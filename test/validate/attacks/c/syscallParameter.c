/* A parameter is named as the function that a fix would call. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int copy_file(const char *src, const char *dst, const char *syscall)
{
	int in = open(src, O_RDONLY);
	if (in < 0)
		return -1;
	int out = open(dst, O_WRONLY | O_CREAT | O_TRUNC, 0644);
	if (out < 0) {
		close(in);
		return -1;
	}
	char buf[8192];
	ssize_t n;
	while ((n = read(in, buf, sizeof buf)) > 0) {
		char *p = buf;
		ssize_t left = n;
		while (left > 0) {
			ssize_t w = write(out, p, left);
			if (w < 0)
				return -1;
			p += w;
			left -= w;
		}
	}
	if (n < 0)
		return -1;
	close(in);
	close(out);
	puts(syscall);
	return 0;
}
