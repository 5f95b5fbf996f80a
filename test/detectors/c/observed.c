/* Loops that hand bytes on and look at them on the way. */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

uint32_t adler(uint32_t sum, const unsigned char *data, size_t size);
void digest_update(void *digest, const void *data, size_t size);
void log_traffic(const char *data, ssize_t size);
ssize_t full_write(int fd, const void *data, size_t size);

struct pass {
	const char *next;
	size_t room;
};
void pass_on(struct pass *pass);

/* A checksum beside the copy. */
uint32_t copy_summed(int in, int out)
{
	unsigned char data[4096];
	uint32_t sum = 1;
	ssize_t got;
	while ((got = read(in, data, sizeof data)) > 0) { /* expect: copy-loop inspected */
		sum = adler(sum, data, got);
		if (full_write(out, data, got) != got)
			break;
	}
	return sum;
}

/* The digest is told by a helper of this file. */
static int write_hashed(int fd, void *digest, const char *data, size_t size)
{
	digest_update(digest, data, size);
	return write(fd, data, size) == (ssize_t)size ? 0 : -1;
}

int store(int from, int fd, void *digest)
{
	char data[8192];
	ssize_t got;
	while ((got = read(from, data, sizeof data)) > 0) /* expect: copy-loop inspected */
		if (write_hashed(fd, digest, data, got) != 0)
			return -1;
	return (int)got;
}

/* Two places at once. */
int tee(int in, int kept)
{
	char data[BUFSIZ];
	ssize_t got;
	while ((got = read(in, data, sizeof data)) > 0) { /* expect: copy-loop inspected */
		write(STDOUT_FILENO, data, got);
		write(kept, data, got);
	}
	return got < 0;
}

/* As many places as were named. */
int tee_all(int *fds, int count)
{
	char data[BUFSIZ];
	ssize_t got;
	while ((got = read(0, data, sizeof data)) > 0)
		for (int i = 0; i < count; i++)
			if (write(fds[i], data, got) != got)
				return -1;
	return 0;
}

/* Lines are counted while they pass. */
long copy_lines(FILE *in, FILE *out, long wanted)
{
	int c;
	while (wanted > 0 && (c = getc(in)) != EOF) { /* expect: copy-loop inspected */
		putc(c, out);
		if (c == '\n')
			wanted--;
	}
	return wanted;
}

/* Ends at a mark in the data. */
int until_mark(int sock, int fd)
{
	char data[1024];
	for (;;) { /* expect: copy-loop inspected */
		ssize_t got = recv(sock, data, sizeof data, 0);
		if (got <= 0)
			return -1;
		if (write(fd, data, got) != got)
			return -1;
		if (got >= 4 && memcmp(data + got - 4, "\r\n.\r", 4) == 0)
			return 0;
	}
}

/* A log of what passes. */
void wiretap(int client, int server)
{
	char data[2048];
	ssize_t got;
	while ((got = recv(client, data, sizeof data, 0)) > 0) { /* expect: copy-loop inspected */
		log_traffic(data, got);
		send(server, data, got, 0);
	}
}

/* Holes stay holes. */
int copy_sparse(int in, int out)
{
	static const char zeros[4096];
	char data[4096];
	ssize_t got;
	while ((got = read(in, data, sizeof data)) > 0) { /* expect: copy-loop inspected */
		if (got == sizeof data && memcmp(data, zeros, sizeof data) == 0) {
			lseek(out, got, SEEK_CUR);
			continue;
		}
		if (write(out, data, got) != got)
			return -1;
	}
	return 0;
}

/* The first block tells what it is. */
int copy_text(FILE *in, FILE *out)
{
	char data[512];
	size_t got;
	bool first = true;
	while ((got = fread(data, 1, sizeof data, in)) > 0) { /* expect: copy-loop inspected */
		if (first && data[0] == 0x7f)
			return -1;
		first = false;
		fwrite(data, 1, got, out);
	}
	return 0;
}

/* A structure takes the bytes along. */
int copy_through(int in, int out, struct pass *pass)
{
	char data[512];
	ssize_t got;
	while ((got = read(in, data, sizeof data)) > 0) { /* expect: copy-loop inspected */
		pass->next = data;
		pass->room = got;
		pass_on(pass);
		write(out, data, got);
	}
	return 0;
}

/* A receiver that confirms each block. */
int send_confirmed(int file, int sock)
{
	char block[1024], answer[1];
	ssize_t got;
	while ((got = read(file, block, sizeof block)) > 0) { /* expect: copy-loop inspected */
		if (write(sock, block, got) != got)
			return -1;
		if (read(sock, answer, 1) != 1 || answer[0] != 'k')
			return -1;
	}
	return 0;
}

/* A terminal's dialogue: each line waits for its answer. */
void ask(int sock)
{
	char line[256], reply[256];
	while (fgets(line, sizeof line, stdin)) { /* expect: copy-loop inspected */
		send(sock, line, strlen(line), 0);
		ssize_t got = recv(sock, reply, sizeof reply, 0);
		if (got <= 0)
			break;
		fwrite(reply, 1, got, stdout);
	}
}

void grep(FILE *in, const char *word)
{
	char *line = NULL;
	size_t room = 0;
	ssize_t got;
	while ((got = getline(&line, &room, in)) > 0) /* expect: copy-loop inspected */
		if (strstr(line, word))
			fwrite(line, 1, got, stdout);
	free(line);
}
