#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

long patient(int in, int sock)
{
	char buf[4096];
	ssize_t n;
	while ((n = read(in, buf, sizeof buf)) > 0) {
		for (ssize_t done = 0; done < n;) {
			ssize_t w = write(sock, buf + done, n - done);
			if (w < 0 && errno == EAGAIN)
				continue;
			if (w < 0)
				return -1;
			done += w;
		}
	}
	return n;
}
