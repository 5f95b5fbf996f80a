/* write is a macro that masks the bytes. */
#include <fcntl.h>
#include <unistd.h>
#define write(fd, p, n) masked_write(fd, p, n)
ssize_t masked_write(int fd, const void *p, size_t n);
int copy(const char *a, const char *b) {
	char buf[4096];
	int in = open(a, O_RDONLY);
	int out = open(b, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	ssize_t n;
	while ((n = read(in, buf, sizeof buf)) > 0) {
		ssize_t done = 0;
		while (done < n) {
			ssize_t w = write(out, buf + done, n - done);
			if (w < 0)
				return -1;
			done += w;
		}
	}
	close(in);
	close(out);
	return n < 0;
}
