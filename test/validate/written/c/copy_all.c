// ends: path-path
#include <fcntl.h>
#include <unistd.h>

#define CHUNK (64 * 1024)

static int write_all(int fd, const char *data, size_t length)
{
	while (length > 0) {
		ssize_t done = write(fd, data, length);
		if (done < 0)
			return -1;
		data += done;
		length -= (size_t)done;
	}
	return 0;
}

long copy_all(const char *source, const char *target)
{
	static char chunk[CHUNK];
	int in = open(source, O_RDONLY);
	if (in < 0)
		return -1;
	int out = open(target, O_WRONLY | O_CREAT | O_TRUNC, 0644);
	if (out < 0) {
		close(in);
		return -1;
	}
	for (;;) {
		ssize_t n = read(in, chunk, sizeof(chunk));
		if (n == 0)
			break;
		if (n < 0 || write_all(out, chunk, (size_t)n) < 0) {
			close(in);
			close(out);
			return -1;
		}
	}
	close(in);
	return close(out);
}
