import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createAnalyzer } from '../../src/analysis/analyzer';
import { said } from '../english';
import { applyAll, folder, lacks, movedBy, run, sample } from './fixRuns';
import { loadWasm } from './wasm';

const analyzer = createAnalyzer({ loadWasm });
after(() => analyzer.dispose());

const skip = lacks('gcc');

/** Loops in the shapes of real code, indented by tabs: interrupted reads, jumps, members, limits, blocks in blocks. */
const program = `#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define ROOM (3 * 1000)

struct tally {
	uint64_t bytes;
	int sock;
};

static int opened(const char *path)
{
	return open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
}

static int write_all(int fd, const char *data, size_t size)
{
	while (size > 0) {
		ssize_t put = write(fd, data, size);
		if (put < 0) {
			if (errno == EINTR)
				continue;
			return -1;
		}
		data += put;
		size -= (size_t)put;
	}
	return 0;
}

/* Interrupted reads, a jump on errors, a member as total. */
static int with_goto(const char *from, const char *to, struct tally *tally)
{
	int in = open(from, O_RDONLY), out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0644), result = -1;
	char *room = malloc(ROOM);
	ssize_t got;

	while ((got = read(in, room, ROOM)) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0 || write_all(out, room, (size_t)got) < 0)
			return -1;
		tally->bytes += got;
	}
	result = 0;
	free(room);
	close(in);
	close(out);
	return result;
}

/* What is left counted down in another type, and moved counted up. */
static size_t first_part(int sock, const char *path, size_t left)
{
	int file = open(path, O_RDONLY);
	static unsigned char page[1 << 14];
	size_t moved = 0;
	while (left) {
		ssize_t n = read(file, page, left < sizeof page ? left : sizeof page);
		if (n <= 0)
			break;
		if (send(sock, page, n, 0) != n)
			break;
		left -= n;
		moved += n;
	}
	close(file);
	return moved;
}

/* In a block of its own, under a condition. */
static int sent(const struct tally *to, const char *path)
{
	int fd = open(path, O_RDONLY);
	if (fd >= 0) {
		char small[100];
		ssize_t n = 0;
		for (;;) {
			n = read(fd, small, sizeof(small));
			if (n == 0)
				break;
			if (n < 0) {
				perror(path);
				exit(1);
			}
			if (write_all(to->sock, small, n) < 0)
				exit(1);
		}
		close(fd);
	}
	return fd;
}

static void drained(const char *path, const char *to)
{
	int ends[2], out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0644);
	char data[512];
	ssize_t n;
	if (pipe(ends) != 0)
		exit(1);
	if (fork() == 0) {
		dup2(open(path, O_RDONLY), 0);
		dup2(ends[1], 1);
		close(ends[0]);
		close(ends[1]);
		execlp("cat", "cat", (char *)NULL);
		_exit(1);
	}
	close(ends[1]);
	do {
		n = read(ends[0], data, sizeof data);
		if (n > 0 && write(out, data, n) != n)
			exit(1);
	} while (n > 0);
	close(ends[0]);
	close(out);
	wait(NULL);
}

static pid_t receiver(int *sock, const char *to)
{
	int pair[2];
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0)
		exit(1);
	pid_t child = fork();
	if (child == 0) {
		close(pair[0]);
		dup2(pair[1], 0);
		dup2(opened(to), 1);
		execlp("cat", "cat", (char *)NULL);
		_exit(1);
	}
	close(pair[1]);
	*sock = pair[0];
	return child;
}

int main(void)
{
	struct tally tally = { 0, -1 };
	int sock;
	if (with_goto("input", "copy", &tally) != 0)
		return 1;
	receiver(&sock, "part");
	printf("%llu %zu\\n", (unsigned long long)tally.bytes, first_part(sock, "input", tally.bytes - 5));
	close(sock);
	wait(NULL);
	receiver(&tally.sock, "sent");
	if (sent(&tally, "input") < 0)
		return 1;
	close(tally.sock);
	wait(NULL);
	drained("input", "drained");
	return 0;
}
`;

test(
  'c: fixes of many shapes move the same bytes, count them, and compile without a warning',
  { skip },
  async t => {
    const where = folder();
    t.after(() => where.remove());
    const { text, titles } = await applyAll(analyzer, 'main.c', program);
    assert.equal(titles.length, 4, `${titles.join('\n')}\n${text}`);
    assert.doesNotMatch(text, /^ +\S/m, 'tabs are kept');
    const kept = text.split('\n').filter(line => program.includes(line));
    assert.ok(
      program.split('\n').every(line => kept.includes(line)),
      'every line that was there is there still',
    );
    where.write('main.c', text);
    const data = sample();
    where.write('input', data);
    const warnings = ['-Wall', '-Wextra', '-Werror', '-O2'];
    const built = run(['gcc', '-std=gnu11', ...warnings, '-o', 'program', 'main.c'], where);
    assert.equal(built.status, 0, `${built.output}\n${text}`);
    const done = run(['./program'], where, ['sendfile', 'copy_file_range', 'splice']);
    assert.equal(done.status, 0, done.output);
    assert.match(done.output, new RegExp(`^${data.length} ${data.length - 5}$`, 'm'));
    for (const copy of ['copy', 'sent', 'drained'])
      assert.equal(where.digest(copy), where.digest('input'), copy);
    where.write('all-but-five', data.subarray(0, data.length - 5));
    assert.equal(where.digest('part'), where.digest('all-but-five'));
    if (!done.calls) return t.diagnostic('strace is not installed: the calls were not looked at');
    assert.equal(movedBy(done.calls, 'copy_file_range'), data.length);
    assert.equal(movedBy(done.calls, 'sendfile'), 2 * data.length - 5);
    assert.equal(movedBy(done.calls, 'splice'), data.length);
  },
);

test('c: where the kernel refuses, the loop that was kept goes on', { skip }, async t => {
  const where = folder();
  t.after(() => where.remove());
  const copy = program
    .slice(0, program.indexOf('/* What is left'))
    .replace('static int with_goto', 'int with_goto');
  const { text, titles } = await applyAll(analyzer, 'copy.c', copy);
  assert.equal(titles.length, 1);
  // Without this main, opened() would be unused.
  const main = `int main(void)
{
	struct tally tally = { 0, -1 };
	int out = opened("unused");
	return close(out) + with_goto("input", "copy", &tally) + (tally.bytes == 0);
}
`;
  const refusing = `#include <errno.h>
long syscall(long number, ...)
{
	(void)number;
	errno = EXDEV;
	return -1;
}
`;
  where.write('copy.c', text + main);
  where.write('refusing.c', refusing);
  where.write('input', sample());
  const built = run(['gcc', '-std=gnu11', '-o', 'program', 'copy.c', 'refusing.c'], where);
  assert.equal(built.status, 0, built.output);
  assert.equal(run(['./program'], where).status, 0);
  assert.equal(where.digest('copy'), where.digest('input'));
});

test('c: fixed code of the first C compiles as such', { skip }, async t => {
  const where = folder();
  t.after(() => where.remove());
  const old = `#include <fcntl.h>
#include <unistd.h>

int copy(from, to)
	char *from, *to;
{
	int in = open(from, O_RDONLY), out = creat(to, 0644);
	char room[1024];
	int got;

	while ((got = read(in, room, sizeof room)) > 0)
		if (write(out, room, got) != got)
			return -1;
	return got;
}
`;
  const { text, titles } = await applyAll(analyzer, 'copy.c', old);
  assert.equal(titles.length, 1);
  where.write('copy.c', text);
  const built = run(['gcc', '-std=gnu89', '-Werror', '-Wdeclaration-after-statement', '-c', 'copy.c'], where);
  assert.equal(built.status, 0, `${built.output}\n${text}`);
});

const sends = `#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

int serve(const char *path, int sock)
{
	int file = open(path, O_RDONLY);
	char data[4096];
	ssize_t got;
	while ((got = read(file, data, sizeof data)) > 0) {
		if (send(sock, data, got, 0) != got)
			return -1;
	}
	return 0;
}
`;

test('c: the flags a fix loses are named, and no others', async () => {
  const losesOf = async (text: string): Promise<string[]> => {
    const [finding] = await analyzer.analyze('a.c', text, 'c');
    return finding?.fix?.caveats.map(said).filter(lost => /MSG_/.test(lost)) ?? ['no fix'];
  };
  assert.deepEqual(await losesOf(sends), []);
  assert.equal((await losesOf(sends.replace('got, 0)', 'got, MSG_NOSIGNAL)'))).length, 1);
});

const refused: Record<string, [string, string]> = {
  'a send that must not wait': ['got, 0)', 'got, MSG_DONTWAIT)'],
  'a wait of the loop itself': ['if (send', 'poll(0, 0, 10);\n\t\tif (send'],
  'a reply that is read': ['return -1;', 'return -1;\n\t\tif (read(sock, path, 1) != 1)\n\t\t\treturn -1;'],
  'a socket of each step': ['char data', 'int socks[2] = { sock, sock }, at = 0;\n\tchar data'],
  'bytes that are looked at': ['if (send', 'if (data[0] == 0)\n\t\t\tbreak;\n\t\tif (send'],
  'a mark for what was sent': ['return -1;', 'return -1;\n\t\tany = 1;'],
  'a throttle': ['if (send', 'usleep(10);\n\t\tif (send'],
  'a jump into the loop': ['return -1;', 'goto next;\nnext:;'],
};

for (const [name, [from, to]] of Object.entries(refused)) {
  test(`c: ${name}: no fix`, async () => {
    let changed = sends.replace(from, to);
    if (name.startsWith('a socket of')) changed = changed.replace('send(sock,', 'send(socks[at++ % 2],');
    if (name.startsWith('a mark'))
      changed = changed
        .replace('ssize_t got', 'int any = 0;\n\tssize_t got')
        .replace('return 0', 'return any');
    assert.notEqual(changed, sends);
    assert.deepEqual((await applyAll(analyzer, 'a.c', changed)).titles, []);
  });
}
