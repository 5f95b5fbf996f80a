// The total is kept for the next call.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>


long copy(const char *from, const char *to)
{
	char buf[4096];
	ssize_t n;
	static long total;
	int in = open(from, O_RDONLY);
	int out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0644);
	if (in < 0 || out < 0)
		return -1;
	for (;;) {
		n = read(in, buf, sizeof buf);
		if (n < 0)
			return -1;
		if (n == 0)
			break;
		for (ssize_t done = 0; done < n;) {
			ssize_t w = write(out, buf + done, n - done);
			if (w < 0)
				return -1;
			done += w;
		}
		total += n;
	}
	close(in);
	close(out);
	return total;
}
