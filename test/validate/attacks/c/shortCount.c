/* A count that has no room for the size of the buffer. */
#include <fcntl.h>
#include <unistd.h>
int copy(const char *a, const char *b) {
	static char buf[70000];
	short n;
	int in = open(a, O_RDONLY);
	int out = open(b, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	while ((n = read(in, buf, sizeof buf)) > 0) {
		short done = 0;
		while (done < n) {
			short w = write(out, buf + done, n - done);
			if (w < 0)
				return -1;
			done += w;
		}
	}
	close(in);
	close(out);
	return 0;
}
