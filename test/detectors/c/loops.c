#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#define CHUNK (64 * 1024)

int send_file(const char *path, int client_fd)
{
	char buf[CHUNK];
	ssize_t n;
	int fd = open(path, O_RDONLY);

	while ((n = read(fd, buf, sizeof(buf))) > 0) { // expect: copy-loop replaceable file-to-socket 65536 kernel
		ssize_t off = 0;
		while (off < n) {
			ssize_t w = write(client_fd, buf + off, n - off);
			if (w < 0)
				return -1;
			off += w;
		}
	}
	return n < 0 ? -1 : 0;
}

static int write_all(int fd, const void *data, size_t len)
{
	const char *p = data;
	while (len > 0) {
		ssize_t w = write(fd, p, len);
		if (w <= 0)
			return -1;
		p += w;
		len -= w;
	}
	return 0;
}

int copy_path(const char *from, const char *to)
{
	int in = open(from, O_RDONLY), out = open(to, O_WRONLY | O_CREAT, 0644);
	char *buf = malloc(8192);
	for (;;) { // expect: copy-loop replaceable file-to-file 8192 kernel
		ssize_t n = read(in, buf, 8192);
		if (n <= 0)
			break;
		if (write_all(out, buf, n) != 0)
			return -1;
	}
	free(buf);
	return 0;
}

void stdio_copy(FILE *in, FILE *out)
{
	char buf[BUFSIZ];
	size_t got;
	do { // expect: copy-loop replaceable file-to-file 8192 kernel
		got = fread(buf, 1, sizeof buf, in);
		fwrite(buf, 1, got, out);
	} while (got == sizeof buf);
}

void relay(int a, int b)
{
	char buf[2048];
	int n;
	while ((n = recv(a, buf, sizeof buf, 0)) > 0) // expect: copy-loop replaceable socket-to-socket 2048 kernel
		send(b, buf, n, MSG_NOSIGNAL);
}

void letters(FILE *in, FILE *out)
{
	int ch;
	while ((ch = getc(in)) != EOF) // expect: copy-loop replaceable file-to-file - kernel
		putc(ch, out);
}
