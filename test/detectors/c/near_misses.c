#include <ctype.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

void upper(int in, int out)
{
	char buf[512];
	ssize_t n;
	while ((n = read(in, buf, sizeof buf)) > 0) { // expect: copy-loop transformed
		for (ssize_t i = 0; i < n; i++)
			buf[i] = toupper(buf[i]);
		write(out, buf, n);
	}
}

void over_tls(SSL *ssl, int fd)
{
	char buf[4096];
	ssize_t n;
	while ((n = read(fd, buf, sizeof buf)) > 0) // expect: copy-loop encrypted
		SSL_write(ssl, buf, n);
}

unsigned long checksum(int in, int out)
{
	unsigned char buf[4096];
	unsigned long sum = 0;
	ssize_t n;
	while ((n = read(in, buf, sizeof buf)) > 0) { // expect: copy-loop inspected
		sum = crc32(sum, buf, n);
		write(out, buf, n);
	}
	return sum;
}

size_t slurp(int fd, char *into)
{
	char buf[4096];
	size_t total = 0;
	ssize_t n;
	while ((n = read(fd, buf, sizeof buf)) > 0) {
		memcpy(into + total, buf, n);
		total += n;
	}
	return total;
}

void answer(int fd)
{
	char request[1024];
	ssize_t n;
	while ((n = read(fd, request, sizeof request)) > 0)
		write(fd, "ok\n", 3);
}

void grep(FILE *in, FILE *out, const char *word)
{
	char line[1024];
	while (fgets(line, sizeof line, in)) // expect: copy-loop inspected
		if (strstr(line, word))
			fputs(line, out);
}

void skip_header(int in, int out)
{
	char buf[4096];
	ssize_t n;
	while ((n = read(in, buf, sizeof buf)) > 0) // expect: copy-loop transformed
		write(out, buf + 8, n - 8);
}
