/* What is written is not what was read. */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

size_t encode64(char *into, const char *from, size_t size);
ssize_t full_write(int fd, const void *data, size_t size);

/* Hexadecimal. */
void dump(FILE *in, FILE *out)
{
	int c;
	while ((c = getc(in)) != EOF)
		fprintf(out, "%02x", c);
}

/* Line ends of another system. */
void to_network(FILE *in, FILE *out)
{
	int c;
	while ((c = fgetc(in)) != EOF) { /* expect: copy-loop transformed */
		if (c == '\n')
			putc('\r', out);
		putc(c, out);
	}
}

/* Xor with a key. */
void scramble(int in, int out, uint8_t key)
{
	uint8_t data[256];
	ssize_t got;
	while ((got = read(in, data, sizeof data)) > 0) { /* expect: copy-loop transformed */
		for (uint8_t *at = data; at < data + got; at++)
			*at ^= key;
		write(out, data, got);
	}
}

/* Another buffer goes out. */
int encode(int in, int out)
{
	char plain[3 * 1024], coded[4 * 1024 + 4];
	ssize_t got;
	while ((got = read(in, plain, sizeof plain)) > 0) {
		size_t size = encode64(coded, plain, got);
		if (full_write(out, coded, size) != (ssize_t)size)
			return -1;
	}
	return 0;
}

/* A length before each piece. */
static int put_frame(int sock, const void *data, uint16_t size)
{
	uint16_t head = (uint16_t)((size >> 8) | (size << 8));
	if (send(sock, &head, sizeof head, MSG_MORE) != sizeof head)
		return -1;
	return send(sock, data, size, 0) == size ? 0 : -1;
}

static int put_frame_or_complain(int sock, const void *data, uint16_t size)
{
	if (put_frame(sock, data, size) == 0)
		return 0;
	perror("send");
	return -1;
}

int send_frames(int fd, int sock)
{
	char data[1400];
	ssize_t got;
	while ((got = read(fd, data, sizeof data)) > 0) /* expect: copy-loop transformed */
		if (put_frame_or_complain(sock, data, got) != 0)
			return -1;
	return put_frame(sock, "", 0);
}

/* HTTP's chunks. */
int send_chunked(int fd, int sock)
{
	char data[4096], head[32];
	ssize_t got;
	while ((got = read(fd, data, sizeof data)) > 0) { /* expect: copy-loop transformed */
		int size = snprintf(head, sizeof head, "%zx\r\n", (size_t)got);
		send(sock, head, size, 0);
		send(sock, data, got, 0);
		send(sock, "\r\n", 2, 0);
	}
	return (int)send(sock, "0\r\n\r\n", 5, 0);
}

/* The last block is filled up with zeros. */
int archive(int fd, int tape)
{
	char block[512];
	ssize_t got;
	while ((got = read(fd, block, sizeof block)) > 0) { /* expect: copy-loop transformed */
		if ((size_t)got < sizeof block)
			memset(block + got, 0, sizeof block - got);
		if (write(tape, block, sizeof block) != sizeof block)
			return -1;
	}
	return (int)got;
}

/* Four bytes of each record stay behind. */
void strip(int in, int out)
{
	char record[64];
	ssize_t got;
	while ((got = read(in, record, sizeof record)) > 4) /* expect: copy-loop transformed */
		write(out, &record[4], got - 4);
}

/* Headers name what follows. */
struct head {
	uint32_t kind, size;
};

int unpack(int in, int out)
{
	struct head head;
	char *data = NULL;
	while (read(in, &head, sizeof head) == sizeof head) {
		data = realloc(data, head.size);
		if (read(in, data, head.size) != head.size)
			return -1;
		if (head.kind == 1)
			write(out, data, head.size);
	}
	free(data);
	return 0;
}

/* Every other block. */
void thin_out(FILE *in, FILE *out)
{
	char block[4096];
	size_t got;
	unsigned at = 0;
	while ((got = fread(block, 1, sizeof block, in)) > 0) { /* expect: copy-loop transformed */
		at++;
		if (at % 2 == 0)
			fwrite(block, 1, got, out);
	}
}

/* Numbered lines. */
void number(FILE *in)
{
	char line[512];
	unsigned long at = 0;
	while (fgets(line, sizeof line, in)) { /* expect: copy-loop transformed */
		printf("%6lu\t", ++at);
		fputs(line, stdout);
	}
}

/* Spaces only once. */
void squeeze(void)
{
	int c, last = 0;
	while ((c = getchar()) != EOF) { /* expect: copy-loop inspected */
		if (c != ' ' || last != ' ')
			putchar(c);
		last = c;
	}
}

void shout(void)
{
	int c;
	while ((c = getchar()) != EOF) /* expect: copy-loop transformed */
		putchar(toupper(c));
}

/* Whole blocks only: the last, shorter one is left behind. */
int whole_blocks(int in, int out)
{
	char block[512];
	ssize_t got;
	while ((got = read(in, block, sizeof block)) == sizeof block) { /* expect: copy-loop transformed */
		if (write(out, block, got) != got)
			return -1;
	}
	return 0;
}

/* The shorter one comes after the loop. */
void rest_after(FILE *in, FILE *out)
{
	char block[512];
	size_t got;
	while ((got = fread(block, 1, sizeof block, in)) == sizeof block) /* expect: copy-loop replaceable */
		fwrite(block, 1, got, out);
	fwrite(block, 1, got, out);
}

/* As many blocks as the caller says: a shorter one is a failure. */
int counted_blocks(int in, int out, int blocks)
{
	char block[512];
	for (int at = 0; at < blocks; at++) { /* expect: copy-loop replaceable */
		ssize_t got = read(in, block, sizeof block);
		if (got < (ssize_t)sizeof block)
			return -1;
		if (write(out, block, got) != got)
			return -1;
	}
	return 0;
}

/* As many bytes as the caller says. */
int counted_bytes(int in, int out, size_t left)
{
	char block[512];
	do { /* expect: copy-loop replaceable */
		size_t wanted = left < sizeof block ? left : sizeof block;
		size_t got = read(in, block, wanted);
		if (got != wanted)
			return -1;
		if (write(out, block, got) != (ssize_t)got)
			return -1;
		left -= got;
	} while (left > 0);
	return 0;
}
