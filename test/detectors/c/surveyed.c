/* Shapes that a survey of little-known programs brought up, written anew. */
#include <stdio.h>
#include <unistd.h>
#include <errno.h>
#include <stdint.h>
#include <sys/socket.h>
int shrink(int from, int to) {
	char buf[4096];
	ssize_t got;
	while ((got = recv(from, buf, sizeof buf, 0)) > 0) { // expect: copy-loop replaceable
		char *at = buf;
		ssize_t put;
		do {
			put = send(to, at, got, MSG_NOSIGNAL);
			if (put > 0) {
				got -= put;
				at += put;
			} else
				goto fail;
		} while (got > 0);
	}
	return 0;
fail:
	return -1;
}
void strip(FILE *in, FILE *out) {
	int c;
	while ((c = getc(in)) != EOF) // expect: copy-loop inspected
		if (c != 13)
			putc(c, out);
}
void strip2(FILE *in, FILE *out) {
	int c;
	while ((c = fgetc(in)) != EOF) { // expect: copy-loop inspected
		if (c == 0)
			continue;
		fputc(c, out);
	}
}
void strip3(FILE *in, FILE *out) {
	int c;
	while ((c = fgetc(in)) != EOF) { // expect: copy-loop inspected
		if (c == 0x1a)
			break;
		fputc(c, out);
	}
}
void strip4(FILE *in, FILE *out) {
	int c;
	while ((c = fgetc(in)) != EOF) { // expect: copy-loop inspected
		switch (c) {
		case 13: break;
		default: fputc(c, out);
		}
	}
}
int retry(int in, int out) {
	char buf[8192];
	for (;;) { // expect: copy-loop replaceable
		ssize_t n, w, off = 0;
		do {
			n = read(in, buf, sizeof(buf));
		} while (n < 0 && errno == EINTR);
		if (n < 0)
			return -1;
		if (n == 0)
			return 0;
		while (off < n) {
			do {
				w = write(out, buf + off, n - off);
			} while (w == -1 && errno == EINTR);
			if (w < 0)
				return -1;
			off += w;
		}
	}
}
int retry2(int in, int out) {
	char buf[8192];
	ssize_t n;
	while (1) { // expect: copy-loop replaceable
again:
		n = read(in, buf, sizeof(buf));
		if (n < 0) {
			if (errno == EINTR)
				goto again;
			return -1;
		}
		if (!n)
			break;
		if (full_write(out, buf, n) != n)
			return -1;
	}
	return 0;
}
int helper1(int in, int out) {
	char buf[8192];
	int n;
	while ((n = safe_read(in, buf, sizeof(buf))) > 0) // expect: copy-loop replaceable
		if (write_all(out, buf, n) < 0)
			return -1;
	return 0;
}
int helper2(sys_file_t in, sys_file_t out) {
	char buf[8192];
	size_t got, put;
	do { // expect: copy-loop replaceable
		if (sys_file_read(in, buf, sizeof(buf), &got) != 0)
			return -1;
		if (sys_file_write(out, buf, got, &put) != 0 || put != got)
			return -1;
	} while (got == sizeof(buf));
	return 0;
}
int helper3(struct file *in, struct file *out) {
	char buf[8192];
	size_t got;
	for (;;) { // expect: copy-loop replaceable
		if (!file_read(in, buf, sizeof buf, &got))
			return 0;
		if (got == 0)
			break;
		if (!file_write(out, buf, got))
			return 0;
	}
	return 1;
}
int apr(apr_file_t *in, apr_file_t *out) {
	char buf[8192];
	apr_size_t n;
	apr_status_t rv;
	while (1) { // expect: copy-loop replaceable
		n = sizeof(buf);
		rv = apr_file_read(in, buf, &n);
		if (rv)
			break;
		rv = apr_file_write_full(out, buf, n, NULL);
		if (rv)
			break;
	}
	return rv;
}
void udp(int port) {
	char buf[1500];
	ssize_t n;
	int in = socket(AF_INET, SOCK_DGRAM, 0);
	int out = socket(AF_INET, SOCK_DGRAM, 0);
	connect(out, 0, 0);
	while ((n = recv(in, buf, sizeof buf, 0)) > 0) // expect: copy-loop inspected
		send(out, buf, n, 0);
}
void udp2(int s, int out) {
	char buf[1500];
	ssize_t n;
	struct sockaddr_in peer;
	socklen_t len = sizeof peer;
	while ((n = recvfrom(s, buf, sizeof buf, 0, (struct sockaddr *)&peer, &len)) > 0)
		sendto(out, buf, n, 0, (struct sockaddr *)&peer, len);
}
void frames(int in, int out) {
	char buf[1500];
	ssize_t n;
	while ((n = read(in, buf, sizeof buf)) > 0) { // expect: copy-loop transformed
		uint32_t size = htonl(n);
		write(out, &size, sizeof size);
		write(out, buf, n);
	}
}
void lockstep(int in, int sock) {
	char buf[1500], ack[4];
	ssize_t n;
	while ((n = read(in, buf, sizeof buf)) > 0) { // expect: copy-loop inspected
		send(sock, buf, n, 0);
		recv(sock, ack, sizeof ack, 0);
	}
}
void acks(int in, int sock) {
	char buf[1500];
	ssize_t n;
	while ((n = recv(sock, buf, sizeof buf, 0)) > 0) { // expect: copy-loop inspected
		write(in, buf, n);
		send(sock, "ok", 2, 0);
	}
}
void ring(struct ring *r, int in) {
	char buf[1500];
	ssize_t n;
	while ((n = read(in, buf, sizeof buf)) > 0)
		ring_write(r, buf, n);
}
void ring2(struct ring *r, int out) {
	char buf[1500];
	size_t n;
	while ((n = ring_buffer_read(r, buf, sizeof buf)) > 0)
		write(out, buf, n);
}
void sel(int a, int b) {
	char buf[1500];
	for (;;) { // expect: copy-loop replaceable
		fd_set set;
		int n;
		FD_ZERO(&set);
		FD_SET(a, &set);
		FD_SET(b, &set);
		if (select(b + 1, &set, NULL, NULL, NULL) < 0)
			break;
		if (FD_ISSET(a, &set)) {
			n = recv(a, buf, sizeof buf, 0);
			if (n <= 0) break;
			send(b, buf, n, 0);
		}
		if (FD_ISSET(b, &set)) {
			n = recv(b, buf, sizeof buf, 0);
			if (n <= 0) break;
			send(a, buf, n, 0);
		}
	}
}

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))
void sized(int from, int to) {
	char block[2048];
	ssize_t got;
	while ((got = recv(from, block, COUNT_OF(block), 0)) > 0) // expect: copy-loop replaceable
		send(to, block, got, 0);
}

/* The text about the failure comes after the last chunk. */
int send_counted(FILE *from, int sock, long left) {
	char chunk[1024];
	while (left > 0) { /* expect: copy-loop replaceable file-to-socket 1024 */
		size_t n = fread(chunk, 1, sizeof chunk, from);
		if (n == 0) {
			send(sock, "ERR read", 8, 0);
			return -1;
		}
		send(sock, chunk, n, 0);
		left -= n;
	}
	return 0;
}

int send_marked(FILE *from, int sock, int kind) {
	char chunk[1024];
	size_t n;
	while ((n = fread(chunk, 1, sizeof chunk, from)) > 0) { /* expect: copy-loop transformed */
		switch (kind) {
		case 1: {
			send(sock, "+", 1, 0);
			break;
		}
		}
		send(sock, chunk, n, 0);
	}
	return 0;
}
