/* Loops that read, write or both, and relay nothing. */
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <unistd.h>

struct request {
	char text[1024];
	size_t used;
};
int handle(struct request *request, char *answer, size_t room);
ssize_t smbx_read(int handle, void *into, size_t size);
int next_record(int fd, void *into, size_t size);

/* Into memory. */
char *slurp(int fd, size_t *size)
{
	size_t room = 4096;
	char *all = malloc(room);
	ssize_t got;
	*size = 0;
	while ((got = read(fd, all + *size, room - *size)) > 0) {
		*size += got;
		if (*size == room)
			all = realloc(all, room *= 2);
	}
	return all;
}

/* Out of memory. */
int flush_out(int fd, const char *data, size_t size)
{
	while (size > 0) {
		ssize_t put = write(fd, data, size);
		if (put < 0 && errno != EINTR)
			return -1;
		if (put > 0) {
			data += put;
			size -= put;
		}
	}
	return 0;
}

/* A ring between the two: what is written is what was read long before. */
void delay_line(int in, int out)
{
	static char ring[8][512];
	unsigned at = 0;
	while (read(in, ring[at % 8], 512) == 512) { /* expect: copy-loop inspected */
		write(out, ring[(at + 1) % 8], 512);
		at++;
	}
}

/* Requests and answers. */
void serve(int conn)
{
	struct request request = { .used = 0 };
	char answer[2048];
	for (;;) {
		ssize_t got = recv(conn, request.text + request.used, sizeof request.text - request.used, 0);
		if (got <= 0)
			return;
		request.used += got;
		int size = handle(&request, answer, sizeof answer);
		if (size > 0)
			send(conn, answer, size, 0);
	}
}

/* A question, and its answer into the same space. */
int poll_device(int tty)
{
	char line[64];
	for (int i = 0; i < 10; i++) {
		snprintf(line, sizeof line, "AT+%d\r", i);
		if (write(tty, line, strlen(line)) < 0)
			return -1;
		ssize_t got = read(tty, line, sizeof line - 1);
		if (got <= 0)
			return -1;
		line[got] = '\0';
		puts(line);
	}
	return 0;
}

/* The kernel moves them already; the loop takes over where it could not. */
int send_all(int sock, int file, off_t size)
{
	off_t at = 0;
	char data[4096];
	ssize_t got;

	while (at < size) {
		ssize_t sent = sendfile(sock, file, &at, size - at);
		if (sent < 0)
			break;
	}
	if (at == size)
		return 0;
	if (lseek(file, at, SEEK_SET) < 0)
		return -1;
	while ((got = read(file, data, sizeof data)) > 0)
		if (write(sock, data, got) != got)
			return -1;
	return 0;
}

/* Each step has a file of its own. */
int headers_of(char **paths, int count)
{
	char head[64];
	for (int i = 0; i < count; i++) {
		int fd = open(paths[i], O_RDONLY);
		ssize_t got = read(fd, head, sizeof head);
		close(fd);
		if (got > 0 && write(STDOUT_FILENO, head, got) != got)
			return -1;
	}
	return 0;
}

/* Datagrams keep their bounds, and their senders. */
void reflect(int udp)
{
	char packet[1500];
	struct sockaddr_in from;
	for (;;) {
		socklen_t size = sizeof from;
		ssize_t got = recvfrom(udp, packet, sizeof packet, 0, (struct sockaddr *)&from, &size);
		if (got >= 0)
			sendto(udp, packet, got, 0, (struct sockaddr *)&from, size);
	}
}

/* A handle of a library that speaks a protocol of its own is no descriptor, though it is an int. */
int fetch_shared(int handle, int out)
{
	char data[4096];
	ssize_t got;
	while ((got = smbx_read(handle, data, sizeof data)) > 0)
		if (write(out, data, got) != got)
			return -1;
	return (int)got;
}

/* Only a look ahead. */
int sniff(int sock, int log)
{
	char head[16];
	for (;;) {
		ssize_t got = recv(sock, head, sizeof head, MSG_PEEK);
		if (got <= 0)
			return -1;
		if (got == sizeof head)
			return (int)write(log, head, got);
	}
}

/* Blocks are only compared. */
int same(FILE *a, FILE *b)
{
	char left[4096], right[4096];
	size_t got;
	while ((got = fread(left, 1, sizeof left, a)) > 0)
		if (fread(right, 1, got, b) != got || memcmp(left, right, got) != 0) {
			fputs("they differ\n", stderr);
			return 1;
		}
	return 0;
}

/* Writes what a socket's reader told it, not what it read. */
void acknowledge(int sock)
{
	char block[512];
	ssize_t got;
	while ((got = read(sock, block, sizeof block)) > 0) {
		char number[24];
		int size = snprintf(number, sizeof number, "%zd\n", got);
		write(sock, number, size);
	}
}

/* A question goes one way, its answer comes back in the same space: the next question waits for it. */
int ask_and_answer(int client, int server)
{
	char room[4096];
	for (;;) { /* expect: copy-loop inspected */
		ssize_t got = read(client, room, sizeof room);
		if (got <= 0)
			return 0;
		if (write(server, room, got) < 0)
			return -1;
		got = read(server, room, sizeof room);
		if (got <= 0)
			return 0;
		if (write(client, room, got) < 0)
			return -1;
	}
}

/* The same where each question is looked for. */
void ask_if_any(int client, int server)
{
	char room[4096];
	ssize_t got;
	while ((got = recv(client, room, sizeof room, 0)) != 0) { /* expect: copy-loop inspected */
		if (got > 0) {
			send(server, room, got, 0);
			got = recv(server, room, sizeof room, 0);
			send(client, room, got, 0);
		}
	}
}
