import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createAnalyzer } from '../../src/analysis/analyzer';
import { said } from '../english';
import { loadWasm } from './wasm';

// Caveats of every language's rewrites, because the bytes no longer pass through the loop's buffer.

const analyzer = createAnalyzer({ loadWasm });
after(() => analyzer.dispose());

const noRoom = /a buffer without room/;
const otherBytes = /the buffer no longer holds/;

const c = (parameters: string, buffer: string, asked: string, end = '0'): string => `#include <fcntl.h>
#include <unistd.h>
int copy(const char *a, const char *b${parameters})
{
	${buffer}
	int in = open(a, O_RDONLY), out = open(b, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	ssize_t n;
	while ((n = read(in, buf, ${asked})) > 0) {
		ssize_t done = 0;
		while (done < n) {
			ssize_t w = write(out, buf + done, n - done);
			if (w < 0)
				return -1;
			done += w;
		}
	}
	close(in);
	close(out);
	return ${end};
}
`;
const buf = 'char buf[4096];';
const steps = /sees it grow in larger steps/;
const counted = (total: string): string =>
  c('', `${buf}\n\t${total}`, '4096')
    .replace(
      'while ((n = read(in, buf, 4096)) > 0) {',
      'while ((n = read(in, buf, 4096)) != 0) {\n\t\tif (n < 0) return -1;',
    )
    .replace('\t\t}\n\t}\n', '\t\t}\n\t\ttotal += n;\n\t}\n');
const python = (asked: string): string => `import os


def copy(a, b, room):
    with open(a, "rb") as src, open(b, "wb") as dst:
        while chunk := src.read(${asked}):
            dst.write(chunk)
`;
const go = (made: string, more = ''): string => `package p

import (
	"io"
	"os"
)

func Copy(a, b string, room int) error {
	in, err := os.Open(a)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(b)
	if err != nil {
		return err
	}
	defer out.Close()
	buf := ${made}${more}
	for {
		n, err := in.Read(buf)
		if n > 0 {
			if _, err := out.Write(buf[:n]); err != nil {
				return err
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}
`;

const cases: [name: string, path: string, text: string, caveat: RegExp | null][] = [
  ['a buffer of its own', 'a.c', c('', 'char buf[4096];', 'sizeof buf'), null],
  ['a size that nobody knows', 'a.c', c(', size_t room', 'char buf[4096];', 'room'), noRoom],
  ['a buffer of the caller', 'a.c', c(', char *buf', '', '4096'), otherBytes],
  ['another name', 'a.c', c('', 'char buf[4096];\n\tchar *last = buf + 3;', '4096', '*last'), otherBytes],
  ['a place in a structure', 'a.c', c('', 'char buf[4096];\n\tkeep(&buf[1]);', '4096'), otherBytes],
  [
    'memory that is freed',
    'a.c',
    c('', 'char *buf = malloc(4096);\n\tif (!buf)\n\t\treturn -1;', '4096', '(free(buf), 0)'),
    null,
  ],
  [
    'memory that may not be there',
    'a.c',
    c('', 'char *buf = malloc(4096);', '4096', '(free(buf), 0)'),
    noRoom,
  ],
  [
    'a size that another function sets',
    'a.c',
    c('static int room = 4096;\nvoid set(int n) { room = n; }', 'char buf[4096];', 'room'),
    noRoom,
  ],
  [
    'a size of the array itself',
    'a.cpp',
    c('', 'std::array<char, 4096> buf;', 'buf.size()')
      .replaceAll('(in, buf,', '(in, buf.data(),')
      .replace('buf + done', 'buf.data() + done'),
    null,
  ],
  ['a number of bytes', 'a.py', python('65536'), null],
  ['a number that may be 0', 'a.py', python('room'), noRoom],
  ['a slice that is made here', 'a.go', go('make([]byte, 32<<10)'), null],
  ['a slice of any size', 'a.go', go('make([]byte, room)'), noRoom],
  ['a total of the function itself', 'a.c', counted('long total = 0;'), null],
  ['a total whose address is handed on', 'a.c', counted('long total = 0;\n\tshow(&total);'), steps],
  ['a total that rounds', 'a.c', counted('double total = 0;'), /no whole number/],
  ['errno behind a failed call', 'a.c', c('', buf, '4096', 'n < 0 ? errno : 0'), null],
  ['errno whatever came before', 'a.c', c('', buf, '4096', 'errno'), /errno may be left/],
  ["a method's bare names", 'a.cpp', `struct A : B {\n${c('', buf, '4096')}};\n`, /of the class/],
  [
    "a method's global names",
    'a.cpp',
    `struct A : B {\n${c('', buf, '4096').replace(/\b(read|write)\(/g, '::$1(')}};\n`,
    null,
  ],
  ['bare names of a class without bases', 'a.cpp', `struct A {\n${c('', buf, '4096')}};\n`, null],
  ['a slice that is handed on', 'a.go', go('make([]byte, 4096)', '\n\tdefer pool.Put(&buf)'), otherBytes],
];

for (const [name, path, text, caveat] of cases)
  test(`${path}: ${name}`, async () => {
    const [found] = await analyzer.analyze(path, text, analyzer.languageOf(path)!);
    assert.ok(found?.fix, text);
    if (caveat) assert.match(found.fix.caveats.map(said).join(), caveat);
    else assert.deepEqual(found.fix.caveats, []);
  });
