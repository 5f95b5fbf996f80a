/* The buffer is read by another name. */
#include <fcntl.h>
#include <unistd.h>
int last_byte(const char *a, const char *b) {
	char buf[4096];
	const char *peek = buf;
	int in = open(a, O_RDONLY), out = open(b, O_WRONLY | O_CREAT | O_TRUNC, 0600);
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
	return peek[0];
}
