/* Two processes share where the files stand. */
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>
int copy(const char *a, const char *b) {
	char buf[4096];
	ssize_t n;
	int in = open(a, O_RDONLY);
	int out = open(b, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	pid_t twin = fork();
	while ((n = read(in, buf, sizeof buf)) > 0) {
		ssize_t done = 0;
		while (done < n) {
			ssize_t w = write(out, buf + done, n - done);
			if (w < 0)
				return -1;
			done += w;
		}
	}
	close(in);
	close(out);
	return twin == 0 ? 0 : waitpid(twin, NULL, 0) < 0;
}
