// Runs the cases of a list through the programs of table.h, and tells the injector what each came to.
#define _GNU_SOURCE 1
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "table.h"

static char said[3500];
static volatile sig_atomic_t pipe_signals;
static int stop_calls;
static const char *pipe_path;

static void say(const char *format, ...)
{
	size_t used = strlen(said);
	va_list list;
	va_start(list, format);
	vsnprintf(said + used, sizeof said - used, format, list);
	va_end(list);
}

void observe(const char *name, long value)
{
	say("%s=%ld;", name, value);
}

/* True from the given call on. */
int stopped(int calls)
{
	return ++stop_calls >= calls;
}

void skip_header(int fd)
{
	char head[16];
	if (read(fd, head, sizeof head) < 0)
		observe("header", -1);
}

long tee_to_log(const char *data, long length)
{
	return length > 0 ? (unsigned char)data[length - 1] : 0;
}

/* The programs' pipe: both sides of the named pipe that the injector looks at. */
int pipe(int ends[2])
{
	ends[0] = open(pipe_path, O_RDONLY | O_NONBLOCK);
	ends[1] = open(pipe_path, O_WRONLY);
	fcntl(ends[0], F_SETFL, 0);
	return ends[0] < 0 || ends[1] < 0 ? -1 : 0;
}

static void on_pipe_signal(int number)
{
	(void)number;
	pipe_signals++;
}

static struct sockaddr_in address_of(const char *variable)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	address.sin_port = htons((unsigned short)atoi(getenv(variable)));
	return address;
}

static int connected(const char *kind)
{
	if (strcmp(kind, "socket") != 0)
		return open("sink", O_RDWR | O_CREAT | O_TRUNC, 0644);

	const struct sockaddr_in address = address_of("IOPATH_SINK_PORT");
	int sock = socket(AF_INET, SOCK_STREAM, 0);
	if (connect(sock, (const struct sockaddr *)&address, sizeof address) != 0)
		abort();
	return sock;
}

static long run(const struct unit *unit, const char *source, long start, const char *sink)
{
	const struct sockaddr_in address = address_of("IOPATH_SINK_PORT");
	if (strcmp(unit->ends, "path-path") == 0 || strstr(unit->ends, "streams") || strcmp(unit->ends, "stream-paths") == 0)
		return ((long (*)(const char *, const char *))unit->code)(source, "sink");
	if (strcmp(unit->ends, "pipe-path") == 0 || strcmp(unit->ends, "path-pipe") == 0) {
		pipe_path = unit->ends[1] == 'i' ? "source" : "sink";
		return ((long (*)(const char *))unit->code)(unit->ends[1] == 'i' ? "sink" : source);
	}
	if (strstr(unit->ends, "-fd")) {
		int in = open(source, O_RDONLY), out = connected(sink);
		lseek(in, start, SEEK_SET);
		long result = ((long (*)(int, int))unit->code)(in, out);
		say("sourceAt=%ld;sinkAt=%ld;", (long)lseek(in, 0, SEEK_CUR), (long)lseek(out, 0, SEEK_CUR));
		return result;
	}
	return ((long (*)(const char *, const struct sockaddr_in *))unit->code)(source, &address);
}

/* What the program left open is closed before the next case. */
static void close_left(int from)
{
	for (int fd = from; fd < from + 16; fd++)
		close(fd);
}

static const struct unit *unit_of(const char *name)
{
	for (const struct unit *unit = units; unit->name; unit++)
		if (strcmp(unit->name, name) == 0)
			return unit;
	return NULL;
}

static void tell(const char *word, long id, const char *text)
{
	static char path[4096];
	snprintf(path, sizeof path, "/iopath-%s/%ld/%s", word, id, text);
	access(path, F_OK);
}

int main(int argc, char **argv)
{
	FILE *cases = fopen(argv[argc - 1], "re");
	char name[64], source[16], sink[16];
	long id, size, start;
	struct sigaction on_pipe = { .sa_handler = on_pipe_signal, .sa_flags = SA_RESTART };
	sigaction(SIGPIPE, &on_pipe, NULL);
	while (cases && fscanf(cases, "%ld %63s %15s %ld %ld %15s %*[^\n]", &id, name, source, &size, &start, sink) == 6) {
		const struct unit *unit = unit_of(name);
		said[0] = 0;
		pipe_signals = stop_calls = 0;
		tell("case", id, "");
		int free_fd = dup(0);
		close(free_fd);
		errno = 0;
		long result = run(unit, strcmp(source, "proc") == 0 ? "/proc/version" : "source", start, sink);
		say("result=%ld;signals=%d;", result, pipe_signals > 0);
		tell("done", id, said);
		close_left(free_fd);
		tell("end", id, "");
	}
	return 0;
}
