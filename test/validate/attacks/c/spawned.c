// Another process inherits the descriptors.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <spawn.h>
extern char **environ;

long copy(const char *from, const char *to)
{
	char buf[4096];
	ssize_t n;
	long total = 0;
	int in = open(from, O_RDONLY);
	int out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0644);
	if (in < 0 || out < 0)
		return -1;
	pid_t child;
	char *argv[] = {"tail", "-f", NULL};
	posix_spawn(&child, "/usr/bin/tail", NULL, NULL, argv, environ);
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
