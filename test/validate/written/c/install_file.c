// ends: path-path
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

long install_file(const char *from, const char *to)
{
	char buf[BUFSIZ];
	ssize_t n;
	long total = 0;
	int in = open(from, O_RDONLY);
	if (in < 0) {
		perror(from);
		return -1;
	}
	int out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0755);
	if (out < 0) {
		perror(to);
		close(in);
		return -1;
	}
	while ((n = read(in, buf, sizeof buf)) > 0) {
		if (write(out, buf, n) != n) {
			perror(to);
			close(in);
			close(out);
			return -1;
		}
		total += n;
	}
	close(in);
	close(out);
	return n < 0 ? -1 : total;
}
