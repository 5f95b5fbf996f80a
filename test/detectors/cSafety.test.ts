import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createAnalyzer } from '../../src/analysis/analyzer';
import { applyEdits } from '../../src/analysis/fixes/edits';
import type { Finding } from '../../src/model/finding';
import { said } from '../english';
import { loadWasm } from './wasm';

// Programs whose loops no fix may touch, or only in a certain way: each change makes one of them of a plain copy.

const analyzer = createAnalyzer({ loadWasm });
after(() => analyzer.dispose());

const plain = `#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

int copy(const char *from, const char *to, long left) {
  int in = open(from, O_RDONLY);
  int out = open(to, O_WRONLY | O_CREAT, 0644);
  char buf[4096];
  ssize_t n;
  long total = 0;
  while ((n = read(in, buf, sizeof buf)) > 0) {
    if (write(out, buf, n) != n)
      return -1;
    total += n;
  }
  return n < 0;
}
`;

const first = async (text: string, path = 'a.c'): Promise<Finding | undefined> =>
  (await analyzer.analyze(path, text, analyzer.languageOf(path)!))[0];

test('the plain copy has a fix', async () => assert.ok((await first(plain))?.fix));

const untouched: Record<string, [string, string]> = {
  'a short read ends it': ['    total += n;', '    if (n < (ssize_t)sizeof buf)\n      break;'],
  'each chunk is put on disk': ['    total += n;', '    fdatasync(out);'],
  'a limit in its body': ['    total += n;', '    total += n;\n    if (total >= left)\n      break;'],
  'small chunks are left out': ['> 0) {', '> 0) {\n    if (n < 100)\n      continue;'],
  'a flag of another thread': ['> 0) {', '> 0) {\n    if (stopped)\n      break;'],
  'a lock around each write': ['    total += n;', '    pthread_mutex_lock(&lock);'],
  'chunks are counted': ['    total += n;', '    left++;'],
  'the last count is asked for': ['    total += n;\n  }', '    left = n;\n  }\n  left++;'],
  'the buffer is used afterwards': ['return n < 0', 'return buf[0]'],
  'errno is asked for afterwards': ['  ssize_t n;', '  ssize_t n;\n  errno = 0;'],
  'code before it on its line': ['  long total = 0;\n', '  long total = 0;'],
  'a label inside': ['    total += n;', '  next:\n    total += n;'],
  'a part for one system only': ['    total += n;', '#ifdef SLOW\n    total += n;\n#endif'],
  'a byte is looked at': ['    total += n;', '    if (buf[n - 1] == 4)\n      break;'],
  'elements larger than a byte': ['write(out, buf, n) != n', 'write(out, (int *)buf + 0, n - 1) != n - 1'],
};

for (const [name, [from, to]] of Object.entries(untouched)) {
  test(`c: ${name}: no fix`, async () => {
    const changed = plain.replace(from, to);
    assert.notEqual(changed, plain);
    assert.equal((await first(changed))?.fix ?? null, null);
  });
}

for (const part of ['n / 2', 'n & ~511', 'n - 8', 'n - left']) {
  test(`c: a write of ${part} bytes is no plain copy`, async () => {
    const found = await first(plain.replace('buf, n) != n', `buf, ${part}) < 0`));
    assert.equal(found?.verdict, 'transformed');
    assert.equal(found.fix, null);
  });
}

test('c: what is left is asked for before the kernel is', async () => {
  const limited = plain
    .replace('(n = read(in, buf, sizeof buf)) > 0', 'left > 0')
    .replace(
      '    if (write',
      '    n = read(in, buf, left < 4096 ? left : 4096);\n    if (n <= 0)\n      break;\n    if (write',
    )
    .replace('total += n', 'left -= n')
    .replace('return n < 0', 'return 0');
  const found = await first(limited);
  assert.ok(found?.fix);
  assert.match(
    applyEdits(limited, found.fix.edits),
    /left > 0 && \(moved = syscall\(SYS_copy_file_range, in, NULL, out, NULL, \(size_t\)left, 0\)\) > 0/,
  );
});

test('cpp: what is called in a class made from another one is no function of that one', async () => {
  const ofClass = `${plain.replace('int copy', 'struct A : B {\nint copy')}};\n`;
  const found = await first(ofClass, 'a.cpp');
  assert.ok(found?.fix);
  assert.match(applyEdits(ofClass, found.fix.edits), /= ::syscall\(SYS_copy_file_range, /);
});

const includes: Record<string, string> = {
  'in a comment': '/*\n#include <sys/types.h>\n*/\n',
  'under a condition': '#ifdef OLD\n#include <sys/types.h>\n#endif\n',
};

for (const [name, lines] of Object.entries(includes)) {
  test(`c: an include ${name} is no place for another`, async () => {
    const sends = plain
      .replace('write(out, buf, n)', 'send(out, buf, n, 0)')
      .replace('open(to, O_WRONLY | O_CREAT, 0644)', 'socket(2, 1, 0)');
    const text = sends.replace('#include <unistd.h>\n', `#include <unistd.h>\n${lines}`);
    const fix = (await first(text))?.fix;
    assert.ok(fix);
    assert.match(
      applyEdits(text, fix.edits),
      /#include <unistd.h>\n#include <sys\/sendfile.h>\n(\/\*|#ifdef)/,
    );
  });
}

const streams = `#include <cstdio>
#include <fstream>

void copy(const char *from, const char *to) {
  std::ifstream in(from, std::ios::binary);
  std::ofstream out(to, std::ios::binary);
  char buf[4096];
  while (in.read(buf, sizeof buf) || in.gcount() > 0)
    out.write(buf, in.gcount());
}
`;

const untouchedStreams: Record<string, [string, string]> = {
  'the path is given to another file before the loop': [
    '  char buf',
    '  std::rename("next", from);\n  char buf',
  ],
  'the last piece is left out': [' || in.gcount() > 0', ''],
  'an own class': ['std::ofstream out', 'Masked out'],
  'each chunk is flushed': ['    out.write(buf, in.gcount());', '    out.write(buf, in.gcount()).flush();'],
};

test('cpp: the plain copy has a fix, and it is not safe', async () =>
  assert.equal((await first(streams, 'a.cpp'))?.fix?.applicability, 'unsafe'));

for (const [name, [from, to]] of Object.entries(untouchedStreams)) {
  test(`cpp: ${name}: no fix`, async () => {
    const changed = streams.replace(from, to);
    assert.notEqual(changed, streams);
    assert.equal((await first(changed, 'a.cpp'))?.fix ?? null, null);
  });
}

const robust = plain.replace(
  '    if (write(out, buf, n) != n)\n      return -1;\n    total += n;',
  '    for (ssize_t done = 0; done < n;) {\n      ssize_t w = write(out, buf + done, n - done);\n      if (w < 0)\n        return -1;\n      done += w;\n    }',
);

test('c: a copy between files of its own that takes short writes up again is safe', async () => {
  const fix = (await first(robust))?.fix;
  assert.deepEqual([fix?.applicability, fix?.caveats], ['safe', []]);
});

/** Functions beside the copy that ask for errno, and whether that may be what the copy left in it. */
const askers: Record<string, [string, boolean]> = {
  'cleared for the copy, and told': [
    'void run(void) {\n  errno = 0;\n  copy("a", "b", 1);\n  perror("a");\n}',
    true,
  ],
  'cleared in an earlier turn': [
    'void run(int n) {\n  errno = 0;\n  while (n--) {\n    if (errno)\n      return;\n    copy("a", "b", 1);\n  }\n}',
    true,
  ],
  'cleared for each of some copies': [
    'void run(int n) {\n  for (int i = 0; i < n; i++) {\n    errno = 0;\n    copy("a", "b", 1);\n    if (errno)\n      return;\n  }\n}',
    true,
  ],
  'cleared by another': ['int failed(void) {\n  return errno != 0;\n}', true],
  'cleared for a number': [
    'long parsed(const char *text) {\n  errno = 0;\n  long n = strtol(text, 0, 10);\n  return errno ? -1 : n;\n}',
    false,
  ],
  'behind a failure': ['int run(void) {\n  return copy("a", "b", 1) < 0 && errno == EINTR;\n}', false],
  'by what tells of failures': ['void die(void) {\n  puts(strerror(errno));\n}', false],
};

for (const [name, [code, differs]] of Object.entries(askers)) {
  test(`c: errno is asked for ${name}: ${differs ? 'unsafe' : 'safe'}`, async () => {
    const fix = (await first(`${robust}\n${code}\n`))?.fix;
    assert.equal(
      fix?.caveats.map(said).some(text => /errno may be left/.test(text)),
      differs,
    );
    assert.equal(fix?.applicability, differs ? 'unsafe' : 'safe');
  });
}

const unsafe: Record<string, [string | RegExp, string, RegExp]> = {
  'a short write that ends the copy': [
    /for \(ssize_t[\s\S]*?\n {4}}/,
    'if (write(out, buf, n) != n)\n      return -1;',
    /cut short/,
  ],
  "another's source": [
    'int in = open(from, O_RDONLY);',
    'int in = opened(from);',
    /source may stand elsewhere/,
  ],
  'a source that is read before': ['  ssize_t n;', '  ssize_t n;\n  skip(in);', /source may stand elsewhere/],
  'flags that stand elsewhere': ['O_WRONLY | O_CREAT', 'O_WRONLY | flags', /source may stand elsewhere/],
  'writes past the page cache': ['O_WRONLY', 'O_WRONLY | O_DIRECT', /source may stand elsewhere/],
  'threads that may be cancelled': ['#include <errno.h>', '#include <pthread.h>', /cancelled/],
  'a filter of system calls': ['#include <errno.h>', '#include <linux/seccomp.h>', /seccomp/],
};

for (const [name, [from, to, caveat]] of Object.entries(unsafe)) {
  test(`c: ${name}: unsafe, and the caveat says why`, async () => {
    const changed = robust.replace(from, to);
    assert.notEqual(changed, robust);
    const fix = (await first(changed))?.fix;
    const caveats = fix?.caveats.map(said) ?? [];
    if (fix) assert.equal(caveats.filter(text => caveat.test(text)).length, 1, caveats.join('; '));
    assert.notEqual(fix?.applicability, 'safe');
  });
}

const noFix: Record<string, [string, string]> = {
  'a file of the kernel': ['open(from,', 'open("/proc/self/maps",'],
  'a named pipe that it makes': ['  ssize_t n;', '  ssize_t n;\n  mkfifo(to, 0600);'],
};

for (const [name, [from, to]] of Object.entries(noFix)) {
  test(`c: ${name}: no fix`, async () =>
    assert.equal((await first(robust.replace(from, to)))?.fix ?? null, null));
}
