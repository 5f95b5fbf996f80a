// ends: named-fd
#include <errno.h>
#include <unistd.h>

/* Sends the rest of a file to a client. */
long serve_file(int file_fd, int client_sock)
{
	char block[4096];
	for (;;) {
		ssize_t got = read(file_fd, block, sizeof block);
		if (got < 0) {
			if (errno == EINTR)
				continue;
			return -1;
		}
		if (got == 0)
			return 0;
		for (ssize_t at = 0; at < got;) {
			ssize_t put = write(client_sock, block + at, got - at);
			if (put < 0) {
				if (errno == EINTR)
					continue;
				return -1;
			}
			at += put;
		}
	}
}
