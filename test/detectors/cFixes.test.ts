import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createAnalyzer } from '../../src/analysis/analyzer';
import { applyAll, folder, lacks, movedBy, run, sample } from './fixRuns';
import { fixtures } from './markers';
import { loadWasm } from './wasm';

const analyzer = createAnalyzer({ loadWasm });
after(() => analyzer.dispose());

const compilers = { c: ['gcc', '-std=gnu11'], cpp: ['g++', '-std=c++20'] };
const lacking = (language: 'c' | 'cpp') => lacks(compilers[language][0]!);

/** Copies to a file, sends to a socket whose other end a child writes to a file, and feeds a pipe. */
const program = `#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static long copy(const char *from, const char *to) {
  int in = open(from, O_RDONLY);
  int out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  char buf[4096];
  long total = 0;
  ssize_t n;
  while ((n = read(in, buf, sizeof buf)) > 0) {
    if (write(out, buf, n) != n)
      return -1;
    total += n;
  }
  close(in);
  close(out);
  return n < 0 ? -1 : total;
}

static int send_range(int sock, const char *path, long left) {
  int fd = open(path, O_RDONLY);
  char buf[8192];
  while (left > 0) {
    ssize_t n = read(fd, buf, left < (long)sizeof buf ? left : (long)sizeof buf);
    if (n <= 0)
      break;
    ssize_t at = 0;
    while (at < n) {
      ssize_t sent = send(sock, buf + at, n - at, 0);
      if (sent < 0)
        return -1;
      at += sent;
    }
    left -= n;
  }
  close(fd);
  return left == 0 ? 0 : -1;
}

static void feed(const char *path, const char *to) {
  int ends[2];
  if (pipe(ends) != 0)
    exit(1);
  if (fork() == 0) {
    close(ends[1]);
    dup2(ends[0], 0);
    dup2(open(to, O_WRONLY | O_CREAT | O_TRUNC, 0644), 1);
    execlp("cat", "cat", (char *)NULL);
    _exit(1);
  }
  close(ends[0]);
  int fd = open(path, O_RDONLY);
  char buf[1024];
  ssize_t n;
  do {
    n = read(fd, buf, sizeof buf);
    if (n > 0 && write(ends[1], buf, n) != n)
      exit(1);
  } while (n > 0);
  close(ends[1]);
  wait(NULL);
}

int main(int argc, char **argv) {
  int pair[2];
  long total = copy("input", "copy");
  printf("%ld\\n", total);
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0)
    return 1;
  if (fork() == 0) {
    close(pair[0]);
    dup2(pair[1], 0);
    dup2(open("sent", O_WRONLY | O_CREAT | O_TRUNC, 0644), 1);
    execlp("cat", "cat", (char *)NULL);
    _exit(1);
  }
  close(pair[1]);
  if (send_range(pair[0], "input", argc > 1 ? atol(argv[1]) : total) != 0)
    return 1;
  close(pair[0]);
  wait(NULL);
  feed("input", "fed");
  return total < 0;
}
`;

for (const language of ['c', 'cpp'] as const) {
  test(
    `${language}: fixed loops move the same bytes inside the kernel`,
    {
      skip: lacking(language),
    },
    async t => {
      const where = folder();
      t.after(() => where.remove());
      const name = `main.${language}`;
      const { text, titles } = await applyAll(analyzer, name, program);
      assert.equal(titles.length, 3, `${titles.join('\n')}\n${text}`);
      where.write(name, text);
      const data = sample();
      where.write('input', data);
      const built = run(
        [...compilers[language], '-Wall', '-Wextra', '-Werror', '-o', 'program', name],
        where,
      );
      assert.equal(built.status, 0, `${built.output}\n${text}`);
      const done = run(['./program'], where, ['sendfile', 'copy_file_range', 'splice']);
      assert.equal(done.status, 0, done.output);
      assert.match(done.output, new RegExp(`^${data.length}$`, 'm'));
      for (const copy of ['copy', 'sent', 'fed'])
        assert.equal(where.digest(copy), where.digest('input'), copy);
      if (!done.calls) return t.diagnostic('strace is not installed: the calls were not looked at');
      for (const call of ['copy_file_range', 'sendfile', 'splice'])
        assert.equal(
          movedBy(
            done.calls.filter(line => line.includes(`${call}(`) || line.includes('resumed')),
            call,
          ),
          data.length,
          call,
        );
    },
  );
}

/** Fixtures whose headers are the system's own. */
const standalone = fixtures().filter(
  ({ language, text }) => /^(c|cpp)$/.test(language) && !/openssl|zlib/.test(text),
);

for (const { path, language, text } of standalone) {
  const own = language as 'c' | 'cpp';
  test(`${language}: ${path} compiles after all its fixes`, { skip: lacking(own) }, async t => {
    const fixed = await applyAll(analyzer, path, text);
    if (fixed.titles.length === 0) return;
    const where = folder();
    t.after(() => where.remove());
    where.write(`fixed.${own}`, fixed.text);
    const built = run([...compilers[own], '-w', '-fsyntax-only', `fixed.${own}`], where);
    assert.equal(built.status, 0, `${built.output}\n${fixed.text}`);
  });
}

const copies = `#include <fcntl.h>
#include <unistd.h>

int copy(const char *from, const char *to) {
  int in = open(from, O_RDONLY);
  int out = open(to, O_WRONLY | O_CREAT, 0644);
  char buf[4096];
  ssize_t n;
  while ((n = read(in, buf, sizeof buf)) > 0) {
    if (write(out, buf, n) != n)
      return -1;
  }
  return 0;
}
`;

test('c: a fix keeps CRLF line ends', async () => {
  const { text, titles } = await applyAll(analyzer, 'a.c', copies.replace(/\n/g, '\r\n'));
  assert.equal(titles.length, 1);
  assert.doesNotMatch(text.replace(/\r\n/g, ''), /\n/);
});

test('c: a header, which may be one of C++, gets what compiles as both', async () => {
  const relay = copies.replace(
    'int copy(const char *from, const char *to) {',
    'static int copy(const char *from, int sock) {',
  );
  const sends = relay.replace(/ {2}int out.*\n/, '').replace(/write\(out, buf, n\)/, 'send(sock, buf, n, 0)');
  const { text, titles } = await applyAll(analyzer, 'a.h', sends);
  assert.equal(titles.length, 1, text);
  assert.match(text, /sendfile\(sock, in, NULL, 0x7ffff000\)/);
  const copied = await applyAll(analyzer, 'a.h', copies);
  assert.match(copied.text, /syscall\(SYS_copy_file_range, in, NULL, out, NULL, /);
});

const refused: Record<string, [string | RegExp, string]> = {
  'half-typed code': ['return -1;', 'return -1 +;'],
  'a file opened for appending': ['O_WRONLY', 'O_WRONLY | O_APPEND'],
  'a flag that ends the loop': [') > 0)', ') > 0 && !stopped)'],
  'a progress report': ['return -1;', 'return -1;\n    report(n);'],
  'a loop that is no statement of a block': ['  while (', '  if (in != out) while ('],
  'a count of chunks': ['return -1;', 'return -1;\n    chunks++;'],
  'positions of their own': ['read(in, buf, sizeof buf)', 'pread(in, buf, sizeof buf, at)'],
};

for (const [name, [from, to]] of Object.entries(refused)) {
  test(`c: ${name}: no fix`, async () => {
    const changed = copies.replace(from, to);
    assert.notEqual(changed, copies);
    assert.deepEqual((await applyAll(analyzer, 'a.c', changed)).titles, []);
  });
}

const streams = `#include <fstream>
#include <string>
#include <vector>

static void first(const std::string &source, const std::string &target) {
  std::ifstream in(source, std::ios::binary);
  std::ofstream out(target, std::ios::binary | std::ios::trunc);
  char buffer[4096];
  while (in.read(buffer, sizeof buffer) || in.gcount() > 0) {
    out.write(buffer, in.gcount());
  }
}

static void second(const char *source, const char *target) {
  std::ifstream fin{source, std::ifstream::binary};
  std::ofstream fout{target};
  std::vector<char> block(1024 * 1024);
  while (!fin.eof()) {
    fin.read(block.data(), block.size());
    std::streamsize count = fin.gcount();
    if (count > 0)
      fout.write(block.data(), count);
  }
  fin.close();
  fout.close();
}

int main() {
  first("input", "one");
  second("input", "two");
}
`;

test('cpp: fixed stream loops copy the same bytes inside the kernel', { skip: lacking('cpp') }, async t => {
  const where = folder();
  t.after(() => where.remove());
  const { text, titles } = await applyAll(analyzer, 'main.cpp', streams);
  assert.equal(titles.length, 2, text);
  where.write('main.cpp', text);
  const data = sample();
  where.write('input', data);
  const built = run(['g++', '-std=c++17', '-Wall', '-Werror', '-o', 'program', 'main.cpp'], where);
  assert.equal(built.status, 0, `${built.output}\n${text}`);
  const done = run(['./program'], where, ['copy_file_range', 'sendfile']);
  assert.equal(done.status, 0, done.output);
  for (const copy of ['one', 'two']) assert.equal(where.digest(copy), where.digest('input'), copy);
  if (!done.calls) return t.diagnostic('strace is not installed: the calls were not looked at');
  const moved = movedBy(done.calls, 'copy_file_range') + movedBy(done.calls, 'sendfile');
  assert.equal(moved, 2 * data.length);
});

const refusedStreams: Record<string, [string | RegExp, string]> = {
  'a stream that is checked': ['  char buffer', '  if (!in)\n    return;\n  char buffer'],
  'a stream opened for appending': ['std::ios::trunc', 'std::ios::app'],
  'a position': ['  char buffer', '  in.seekg(16);\n  char buffer'],
  'half-typed code': ['out.write(buffer', 'out.write((buffer'],
};

for (const [name, [from, to]] of Object.entries(refusedStreams)) {
  test(`cpp: ${name}: no fix`, async () => {
    const changed = streams.replace(from, to);
    assert.notEqual(changed, streams);
    const { titles } = await applyAll(analyzer, 'a.cpp', changed);
    assert.equal(titles.length, 1, titles.join());
  });
}
