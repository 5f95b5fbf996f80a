/* Bytes from one connection to another, and to and from programs. */
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define KIB(n) ((n) * 1024)

struct route {
	int from_sock;
	int to_sock;
	unsigned long long moved;
};

/* One thread for each direction. */
static void *pump(void *given)
{
	struct route *route = given;
	char *space = malloc(KIB(16));
	int got;

	while (1) { /* expect: copy-loop replaceable socket-to-socket - kernel no-fix */
		got = recv(route->from_sock, space, KIB(16), 0);
		if (got == 0)
			break;
		if (got < 0) {
			if (errno == EINTR || errno == EAGAIN)
				continue;
			break;
		}
		if (send(route->to_sock, space, got, 0) < got)
			break;
		route->moved += got;
	}
	shutdown(route->to_sock, SHUT_WR);
	free(space);
	return NULL;
}

/* Both directions in one thread, whichever is ready. */
void tunnel(int client, int server)
{
	char data[8192];
	fd_set ready;

	for (;;) { /* expect: copy-loop replaceable socket-to-socket 8192 kernel no-fix */
		FD_ZERO(&ready);
		FD_SET(client, &ready);
		FD_SET(server, &ready);
		if (select((client > server ? client : server) + 1, &ready, NULL, NULL, NULL) < 0)
			return;
		if (FD_ISSET(client, &ready)) {
			ssize_t got = recv(client, data, sizeof data, 0);
			if (got <= 0 || send(server, data, got, 0) != got)
				return;
		}
		if (FD_ISSET(server, &ready)) {
			ssize_t got = recv(server, data, sizeof data, 0);
			if (got <= 0 || send(client, data, got, 0) != got)
				return;
		}
	}
}

/* A terminal program's two directions: from its input to the peer, from the peer to its output. */
int converse(int sock)
{
	struct pollfd ready[2] = { { .fd = STDIN_FILENO, .events = POLLIN }, { .fd = sock, .events = POLLIN } };
	char up[1024], down[1024];

	while (poll(ready, 2, -1) > 0) { /* expect: copy-loop replaceable pipe-to-socket 1024 depends no-fix */
		if (ready[0].revents & POLLIN) {
			ssize_t got = read(STDIN_FILENO, up, sizeof up);
			if (got <= 0)
				return 0;
			if (write(sock, up, got) != got)
				return -1;
		}
		if (ready[1].revents & (POLLIN | POLLHUP)) {
			ssize_t got = read(sock, down, sizeof down);
			if (got <= 0)
				return 0;
			if (write(STDOUT_FILENO, down, got) != got)
				return -1;
		}
	}
	return -1;
}

/* What a program prints, to whoever asked. */
int answer_with(const char *command, int conn)
{
	char text[512];
	size_t got;
	FILE *program = popen(command, "r");

	if (program == NULL)
		return -1;
	while ((got = fread(text, 1, sizeof(text), program)) > 0) /* expect: copy-loop replaceable pipe-to-socket 512 kernel no-fix */
		if (write(conn, text, got) == -1)
			break;
	return pclose(program);
}

/* A child's input, fed from a connection. */
int feed(int conn, char *const argv[])
{
	int ends[2];
	char data[KIB(4)];
	ssize_t got;

	if (pipe(ends) == -1)
		return -1;
	if (fork() == 0) {
		dup2(ends[0], STDIN_FILENO);
		execvp(argv[0], argv);
		_exit(127);
	}
	close(ends[0]);
	while ((got = recv(conn, data, sizeof data, 0)) > 0) { /* expect: copy-loop replaceable socket-to-pipe - kernel no-fix */
		const char *rest = data;
		while (got > 0) {
			ssize_t put = write(ends[1], rest, got);
			if (put < 0 && errno == EINTR)
				continue;
			if (put < 0)
				return -1;
			rest += put;
			got -= put;
		}
	}
	close(ends[1]);
	wait(NULL);
	return 0;
}

void echo(int peer)
{
	char line[128];
	ssize_t got;
	while ((got = recv(peer, line, sizeof line, 0)) > 0) /* expect: copy-loop replaceable socket-to-socket 128 kernel no-fix */
		send(peer, line, got, 0);
}
