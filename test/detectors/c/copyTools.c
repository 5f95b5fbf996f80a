/* cp, cat, head, install: the tools' own shapes. */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK (128 * 1024)
#define min(a, b) ((a) < (b) ? (a) : (b))

ssize_t xfer_read(int fd, void *into, size_t size);
ssize_t xfer_write(int fd, const void *from, size_t size);
size_t full_write(int fd, const void *from, size_t size);
ssize_t safe_read(int fd, void *into, size_t size);
void *pool_take(size_t size);
void pool_free(void *space);
int pool_open(const char *path, int flags);

typedef struct GInputStream GInputStream;
typedef struct GOutputStream GOutputStream;
long g_input_stream_read(GInputStream *in, void *into, size_t size, void *cancel, void **error);
int g_output_stream_write_all(GOutputStream *out, const void *from, size_t size, size_t *put, void *cancel, void **error);

static const char *name = "-";

/* cat: a buffer handed in. */
static bool plain_cat(int from, char *space, size_t size)
{
	while (true) { /* expect: copy-loop replaceable unknown-to-pipe - depends no-fix */
		ssize_t got = safe_read(from, space, size);
		if (got == -1) {
			warn("%s", name);
			return false;
		}
		if (got == 0)
			return true;
		if (full_write(STDOUT_FILENO, space, got) != (size_t)got)
			err(1, "write");
	}
}

/* head -c */
static int first_bytes(int from, uintmax_t count)
{
	char space[BUFSIZ];
	while (count) { /* expect: copy-loop replaceable unknown-to-pipe 8192 depends */
		size_t want = min(count, sizeof space);
		ssize_t got = read(from, space, want);
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		fwrite(space, 1, got, stdout);
		count -= got;
	}
	return 0;
}

/* Project's own names for read and write; the type tells. */
int copy_settings(const char *old, const char *new)
{
	int in = open(old, O_RDONLY), out = open(new, O_WRONLY | O_CREAT | O_EXCL, 0600);
	char space[BLOCK];
	ssize_t got;
	if (in < 0 || out < 0)
		return -1;
	while ((got = xfer_read(in, space, BLOCK)) > 0) { /* expect: copy-loop replaceable file-to-file 131072 kernel no-fix */
		if (xfer_write(out, space, got) < got) {
			unlink(new);
			return -1;
		}
	}
	return 0;
}

/* mv across filesystems, cut short on the first problem. */
int move_across(const char *from, const char *to)
{
	struct stat info;
	int source = -1, target = -1, result = -1;
	void *space = NULL;
	ssize_t got;

	if ((source = open(from, O_RDONLY)) == -1 || fstat(source, &info) == -1)
		goto done;
	if ((target = open(to, O_CREAT | O_TRUNC | O_WRONLY, info.st_mode)) == -1)
		goto done;
	if (!(space = malloc(BLOCK)))
		goto done;
	while ((got = read(source, space, BLOCK)) > 0) /* expect: copy-loop replaceable file-to-file 131072 kernel fix */
		if (write(target, space, got) != got)
			goto done;
	if (got == 0)
		result = unlink(from);
done:
	free(space);
	if (source != -1)
		close(source);
	if (target != -1)
		close(target);
	return result;
}

int append_log(const char *log, const char *archive)
{
	FILE *in = fopen(log, "r"), *out = fopen(archive, "a");
	char space[1024];
	size_t got;
	for (got = fread(space, 1, sizeof space, in); got != 0; got = fread(space, 1, sizeof space, in)) /* expect: tidy-copy replaceable file-to-file 1024 user-space no-fix */
		fwrite(space, 1, got, out);
	fclose(in);
	return fclose(out);
}

/* Whole members, items of several bytes. */
void copy_pairs(FILE *from, FILE *to)
{
	static uint16_t pairs[512];
	size_t count;
	while ((count = fread(pairs, sizeof(uint16_t), 512, from)) > 0) /* expect: copy-loop replaceable file-to-file 1024 kernel no-fix */
		fwrite(pairs, sizeof(uint16_t), count, to);
}

/* Byte by byte. */
void unhurried(const char *from, const char *to)
{
	FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
	int c;
	for (;;) { /* expect: copy-loop replaceable file-to-file - kernel no-fix */
		c = fgetc(in);
		if (c == EOF)
			break;
		fputc(c, out);
	}
}

void show(FILE *page)
{
	int c;
	while ((c = getc(page)) != EOF) /* expect: copy-loop replaceable file-to-pipe - depends no-fix */
		putchar(c);
}

/* The message of the day: lines that nobody looks at. */
void greet(void)
{
	char line[256];
	FILE *motd = fopen("/etc/motd", "r");
	if (!motd)
		return;
	while (fgets(line, sizeof(line), motd) != NULL) /* expect: copy-loop replaceable file-to-pipe 256 depends no-fix */
		fputs(line, stdout);
	fclose(motd);
}

void keep_input(const char *path)
{
	FILE *kept = fopen(path, "w");
	char *line = NULL;
	size_t room = 0;
	while (getline(&line, &room, stdin) != -1) /* expect: copy-loop replaceable pipe-to-file - depends no-fix */
		fputs(line, kept);
	free(line);
	fclose(kept);
}

/* No descriptor yet is none of the standard ones. */
int refresh(const char *path, int wanted)
{
	int in = -1, out = 0, got;
	char space[1024];
	if (wanted)
		in = open(path, O_RDONLY);
	else
		in = pool_open("default", O_RDONLY | O_NOFOLLOW);
	out = creat("fresh", 0644);
	while ((got = read(in, space, sizeof space)) > 0) /* expect: copy-loop replaceable file-to-file 1024 kernel fix */
		if (write(out, space, got) != got)
			return -1;
	return got;
}

/* The pager of last resort. */
void page(void)
{
	char screen[80 * 25];
	int got;
	while ((got = read(0, screen, 2000)) > 0) /* expect: copy-loop replaceable pipe-to-pipe 2000 depends */
		write(1, screen, got);
}

/* What was borrowed is given back on every way out. */
int clone_file(int old_fd, int new_fd)
{
	char *space = pool_take(65536);
	for (;;) { /* expect: copy-loop replaceable unknown-to-unknown 65536 depends no-fix */
		ssize_t put, got = read(old_fd, space, 65536);
		if (got == -1 && (errno == EINTR || errno == EAGAIN))
			continue;
		if (got <= 0)
			break;
		put = write(new_fd, space, got);
		if (put != got) {
			close(new_fd);
			pool_free(space);
			return put == -1 ? -errno : -ENOSPC;
		}
	}
	pool_free(space);
	return 0;
}

/* A library's streams. */
long drain(GInputStream *in, GOutputStream *out)
{
	char space[4096];
	long total = 0, got;
	while ((got = g_input_stream_read(in, space, sizeof space, NULL, NULL)) > 0) { /* expect: copy-loop replaceable unknown-to-unknown 4096 depends no-fix */
		if (!g_output_stream_write_all(out, space, got, NULL, NULL, NULL))
			return -1;
		total += got;
	}
	return total;
}

/* Block devices: positions kept by hand. */
int copy_blocks(int disk_fd, int image_fd, off_t start, off_t end)
{
	static char block[4 * 1024 * 1024];
	off_t at;
	for (at = start; at < end;) { /* expect: copy-loop replaceable file-to-file 4194304 kernel no-fix */
		ssize_t got = pread(disk_fd, block, sizeof(block), at);
		if (got <= 0)
			return -1;
		if (pwrite(image_fd, block, got, at - start) != got)
			return -1;
		at += got;
	}
	return fsync(image_fd);
}
