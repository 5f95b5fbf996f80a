/* What a loop does that its calls do not say: macros, labels, exchanged buffers. */
#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#define COUNT(n) if ((total += (n)) > 65536) return 1
#define CHECK(n) if ((n) < 0) return -1
#define write(fd, data, size) masked(fd, data, size)
#define send(fd, data, size, flags) send((fd), (data), (size), MSG_NOSIGNAL)
#define recv(fd, data, size, flags) recv(fd, data, size, 0)

ssize_t masked(int fd, const void *data, size_t size);

/* The macro that writes changes the bytes. */
int masked_copy(int in, int out)
{
	char buf[4096];
	ssize_t n;
	while ((n = read(in, buf, sizeof buf)) > 0) /* expect: copy-loop inspected */
		write(out, buf, n);
	return 0;
}

/* A macro that only adds a flag is the call. */
int flagged(int in, int sock)
{
	char buf[4096];
	ssize_t n;
	while ((n = read(in, buf, sizeof buf)) > 0) /* expect: copy-loop replaceable */
		send(sock, buf, n, 0);
	return 0;
}

/* A macro counts, and returns at a limit. */
int limited(int in, int sock)
{
	char buf[4096];
	ssize_t n;
	long total = 0;
	while ((n = read(in, buf, sizeof buf)) > 0) { /* expect: copy-loop inspected */
		send(sock, buf, n, 0);
		COUNT(n);
	}
	return 0;
}

/* A macro tests for failures. */
int checked(int in, int sock)
{
	char buf[4096];
	ssize_t n;
	for (;;) { /* expect: copy-loop replaceable */
		n = read(in, buf, sizeof buf);
		CHECK(n);
		if (n == 0)
			break;
		send(sock, buf, n, 0);
	}
	return 0;
}

/* Small chunks are passed over. */
int large_ones(int in, int sock)
{
	char buf[4096];
	ssize_t n;
	while ((n = read(in, buf, sizeof buf)) > 0) { /* expect: copy-loop transformed */
		if (n < 100)
			continue;
		send(sock, buf, n, 0);
	}
	return 0;
}

/* As before, by a label. */
int large_ones_by_label(int in, int sock)
{
	char buf[4096];
	ssize_t n;
	while ((n = read(in, buf, sizeof buf)) > 0) { /* expect: copy-loop transformed */
		if (n < 100)
			goto next;
		send(sock, buf, n, 0);
	next:;
	}
	return 0;
}

/* As before, by a condition. */
int large_ones_by_condition(int in, int sock)
{
	char buf[4096];
	ssize_t n;
	while ((n = read(in, buf, sizeof buf)) > 0) { /* expect: copy-loop transformed */
		if (n >= 100)
			send(sock, buf, n, 0);
	}
	return 0;
}

/* The label only leads to the next attempt; a fix would have to keep it. */
int tried_again(int in, int sock)
{
	char buf[4096];
	ssize_t n;
	for (;;) { /* expect: copy-loop replaceable unknown-to-socket 4096 - no-fix */
		n = read(in, buf, sizeof buf);
		if (n < 0) {
			if (errno == EINTR)
				goto again;
			return -1;
		}
		if (n == 0)
			return 0;
		send(sock, buf, n, 0);
	again:;
	}
}

/* What is written is another buffer than the read filled. */
void other_one(int in, int sock)
{
	char first[4096], second[4096];
	char *data = first;
	ssize_t n;
	while ((n = read(in, data, sizeof first)) > 0) { /* expect: copy-loop transformed */
		data = second;
		send(sock, data, n, 0);
	}
}

/* A pointer goes back to the beginning of the buffer that the read filled. */
void same_one(int in, int sock)
{
	char buf[4096];
	char *data = buf;
	ssize_t n;
	while ((n = read(in, data, sizeof buf)) > 0) { /* expect: copy-loop replaceable */
		data = buf;
		send(sock, data, n, 0);
	}
}
