/* A small server of files: bodies, ranges, uploads. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { BODY_CHUNK = 32 * 1024 };
#define UPLOAD_CHUNK BODY_CHUNK
#define LEAST(a, b) ((a) < (b) ? (a) : (b))

struct client {
	int sock;
	off_t sent;
	char scratch[4096];
};

static volatile sig_atomic_t stopping;

/* Interrupted calls are made again, short ones go on. */
static ssize_t send_fully(int sock, const char *data, size_t size)
{
	size_t done = 0;
	while (done < size) {
		ssize_t sent = send(sock, data + done, size - done, MSG_NOSIGNAL);
		if (sent < 0) {
			if (errno == EINTR)
				continue;
			return -1;
		}
		done += (size_t)sent;
	}
	return (ssize_t)done;
}

int send_body(struct client *client, const char *path)
{
	char block[BODY_CHUNK];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t got;

	if (fd == -1)
		return -errno;
	while ((got = read(fd, block, sizeof block)) != 0) { /* expect: copy-loop replaceable file-to-socket 32768 kernel */
		if (got < 0) {
			if (errno == EINTR)
				continue;
			goto failed;
		}
		if (send_fully(client->sock, block, (size_t)got) < 0)
			goto failed;
		client->sent += got;
	}
	close(fd);
	return 0;

failed:
	close(fd);
	return -EIO;
}

/* Range requests: from an offset, so many bytes. */
int send_range(int client_sock, int file, off_t offset, off_t count)
{
	char *part = malloc(16 * 1024);

	while (count > 0 && !stopping) { /* expect: copy-loop replaceable file-to-socket 16384 kernel no-fix */
		ssize_t got = pread(file, part, LEAST(count, 16 * 1024), offset);
		if (got <= 0)
			break;
		if (write(client_sock, part, got) != got)
			break;
		offset += got;
		count -= got;
	}
	free(part);
	return count == 0 ? 0 : -1;
}

/* An upload of a length that the client has told before. */
int receive_body(int sock, const char *path, uint64_t length)
{
	static char page[UPLOAD_CHUNK];
	FILE *target = fopen(path, "wb");

	if (!target)
		return -1;
	for (uint64_t left = length; left > 0;) { /* expect: copy-loop replaceable socket-to-file 32768 kernel no-fix */
		size_t want = left < sizeof page ? left : sizeof page;
		ssize_t got = recv(sock, page, want, 0);
		if (got <= 0) {
			fclose(target);
			return -1;
		}
		if (fwrite(page, 1, got, target) != (size_t)got) {
			perror("fwrite");
			fclose(target);
			return -1;
		}
		left -= got;
	}
	return fclose(target);
}

/* Gives up on a peer that takes nothing for five seconds. */
int send_patiently(int peer, int file)
{
	char data[8192];
	for (;;) { /* expect: copy-loop replaceable file-to-socket 8192 kernel no-fix */
		ssize_t got = read(file, data, sizeof(data));
		if (got <= 0)
			return (int)got;
		for (ssize_t at = 0; at < got;) {
			struct pollfd ready = { .fd = peer, .events = POLLOUT };
			if (poll(&ready, 1, 5000) != 1)
				return -1;
			ssize_t sent = send(peer, data + at, got - at, MSG_DONTWAIT);
			if (sent < 0 && errno != EAGAIN)
				return -1;
			if (sent > 0)
				at += sent;
		}
	}
}

/* The vector has one part. */
int send_by_vector(int conn, int file)
{
	char data[4096];
	struct iovec part = { data, sizeof data };
	ssize_t got;

	while ((got = readv(file, &part, 1)) > 0) { /* expect: copy-loop replaceable file-to-socket - kernel no-fix */
		part.iov_len = got;
		if (writev(conn, &part, 1) != got)
			return -1;
		part.iov_len = sizeof data;
	}
	return (int)got;
}

static void report(uint64_t sent, uint64_t size)
{
	fprintf(stderr, "\r%llu%%", (unsigned long long)(sent * 100 / size));
}

/* Progress is told after each chunk. */
int send_with_progress(int conn, const char *path, uint64_t size)
{
	unsigned char chunk[1 << 16];
	uint64_t total = 0;
	size_t got;
	FILE *source = fopen(path, "rb");

	while (!feof(source)) { /* expect: copy-loop replaceable file-to-socket 65536 kernel no-fix */
		got = fread(chunk, sizeof(unsigned char), sizeof chunk, source);
		if (got == 0)
			break;
		if (send(conn, chunk, got, 0) == -1) {
			fclose(source);
			return -1;
		}
		total += got;
		report(total, size);
	}
	fclose(source);
	return 0;
}

/* Slowly, on purpose. */
void trickle(int conn, int file_fd)
{
	char spoon[256];
	ssize_t got;
	do { /* expect: copy-loop replaceable file-to-socket 256 kernel no-fix */
		got = read(file_fd, spoon, sizeof spoon);
		if (got > 0)
			send(conn, spoon, got, 0);
		usleep(1000);
	} while (got > 0);
}
