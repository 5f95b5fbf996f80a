#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

long limited(const char *from, const char *to, long most)
{
	int in = open(from, O_RDONLY), out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0644);
	char buf[4096];
	ssize_t n;
	long sent = 0;
	while ((n = read(in, buf, sizeof buf)) > 0) {
		char *at = buf;
		while (n > 0) {
			ssize_t w = write(out, at, n);
			if (w < 0)
				return -1;
			at += w;
			n -= w;
			sent += w;
		}
		if (sent >= most)
			break;
	}
	close(in);
	return close(out);
}
