#ifdef OLD
#include <sys/syscall.h>
#endif
/*
#include <unistd.h>
*/
#include <fcntl.h>
#include <unistd.h>

long traced(const char *from, const char *to)
{
	int in = open(from, O_RDONLY), out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0644);
	char buf[4096];
	ssize_t n;
	while ((n = read(in, buf, sizeof buf)) > 0) {
		for (ssize_t done = 0; done < n;) {
			ssize_t w = write(out, buf + done, n - done);
			if (w < 0)
				return -1;
			done += w;
		}
#ifdef TRACE
		trace(n);
#endif
	}
	close(in);
	return close(out);
}
