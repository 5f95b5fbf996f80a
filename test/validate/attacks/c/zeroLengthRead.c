/* A read of no bytes ends the loop. */
#include <fcntl.h>
#include <unistd.h>
int copy(const char *a, const char *b, size_t room) {
	char buf[4096];
	ssize_t n;
	int in = open(a, O_RDONLY);
	int out = open(b, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	while ((n = read(in, buf, room)) > 0) {
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
	return 0;
}
