// ends: path-path
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* Copies a file beside itself before it is changed. */
long backup_file(const char *path, const char *backup)
{
	char buffer[16384];
	struct stat info;
	ssize_t got;
	int from, to;

	from = open(path, O_RDONLY | O_CLOEXEC);
	if (from == -1)
		return -1;
	if (fstat(from, &info) == -1) {
		close(from);
		return -1;
	}
	to = open(backup, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (to == -1) {
		close(from);
		return -1;
	}
	while ((got = read(from, buffer, sizeof buffer)) > 0) {
		char *rest = buffer;
		while (got > 0) {
			ssize_t put = write(to, rest, got);
			if (put == -1) {
				if (errno == EINTR)
					continue;
				close(from);
				close(to);
				return -1;
			}
			rest += put;
			got -= put;
		}
	}
	close(from);
	if (close(to) == -1)
		return -1;
	return got == 0 ? 0 : -1;
}
