import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createAnalyzer } from '../../src/analysis/analyzer';
import { applyAll, folder, lacks, movedBy, run, sample } from './fixRuns';
import { fixtures } from './markers';
import { loadWasm } from './wasm';

const analyzer = createAnalyzer({ loadWasm });
after(() => analyzer.dispose());
const noGo = lacks('go');
const goFixtures = fixtures().filter(fixture => fixture.language === 'go');

const program = `package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"os"
)

func toFile(out, in *os.File) (total int64, err error) {
	buf := make([]byte, 4096)
	for {
		n, rerr := in.Read(buf)
		if n > 0 {
			m, werr := out.Write(buf[:n])
			total += int64(m)
			if werr != nil {
				return total, werr
			}
		}
		if rerr == io.EOF {
			return total, nil
		}
		if rerr != nil {
			return total, rerr
		}
	}
}

func toSocket(conn *net.TCPConn, in *os.File) error {
	buf := make([]byte, 4096)
	for {
		n, rerr := in.Read(buf)
		if n > 0 {
			if _, werr := conn.Write(buf[:n]); werr != nil {
				return werr
			}
		}
		if rerr != nil {
			if rerr == io.EOF {
				break
			}
			return rerr
		}
	}
	return conn.CloseWrite()
}

func buffered(out, in *os.File) error {
	r := bufio.NewReader(in)
	w := bufio.NewWriter(out)
	buf := make([]byte, 1024)
	for {
		n, err := r.Read(buf)
		if err != nil && err != io.EOF {
			return err
		}
		if n == 0 {
			break
		}
		if _, err := w.Write(buf[:n]); err != nil {
			return err
		}
	}
	return w.Flush()
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func main() {
	in, err := os.Open("input")
	must(err)
	out, err := os.Create("copy")
	must(err)
	total, err := toFile(out, in)
	must(err)
	fmt.Println(total)
	_, err = in.Seek(0, io.SeekStart)
	must(err)
	second, err := os.Create("second")
	must(err)
	must(buffered(second, in))
	ln, err := net.ListenTCP("tcp", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)})
	must(err)
	done := make(chan error)
	go func() {
		conn, err := ln.AcceptTCP()
		must(err)
		data, err := io.ReadAll(conn)
		must(err)
		done <- os.WriteFile("received", data, 0o600)
	}()
	conn, err := net.DialTCP("tcp", nil, ln.Addr().(*net.TCPAddr))
	must(err)
	_, err = in.Seek(0, io.SeekStart)
	must(err)
	must(toSocket(conn, in))
	must(<-done)
}
`;

test('go: fixed loops copy the same bytes by copy_file_range and sendfile', { skip: noGo }, async t => {
  const where = folder();
  t.after(() => where.remove());
  const { text, titles } = await applyAll(analyzer, 'main.go', program);
  assert.equal(titles.length, 3, text);
  where.write('main.go', text);
  const data = sample();
  where.write('input', data);
  const built = run(['go', 'build', '-o', 'program', 'main.go'], where);
  assert.equal(built.status, 0, `${built.output}\n${text}`);
  const done = run(['./program'], where, ['copy_file_range', 'sendfile']);
  assert.equal(done.status, 0, done.output);
  assert.match(done.output, new RegExp(`^${data.length}$`, 'm'));
  assert.equal(where.digest('copy'), where.digest('input'));
  assert.equal(where.digest('second'), where.digest('input'));
  assert.equal(where.digest('received'), where.digest('input'));
  if (!done.calls) return t.diagnostic('strace is not installed: the calls were not looked at');
  assert.equal(movedBy(done.calls, 'copy_file_range'), 2 * data.length);
  assert.equal(movedBy(done.calls, 'sendfile'), data.length);
});

/** Package of a module by its fixture: one call of the compiler for all of them costs as much as for two. */
const packages = new Map<string, string>();
const compiled = folder();
after(() => compiled.remove());
let output = '';

before(async () => {
  if (noGo) return;
  compiled.write('go.mod', 'module fixed\n\ngo 1.19\n');
  for (const { path, text } of goFixtures) {
    const fixed = await applyAll(analyzer, path, text);
    if (fixed.titles.length === 0) continue;
    const name = `p${packages.size}`;
    packages.set(path, name);
    mkdirSync(join(compiled.path, name));
    compiled.write(join(name, 'fixed.go'), fixed.text);
  }
  ({ output } = run(['go', 'build', '-gcflags=-e', './...'], compiled));
});

for (const { path } of goFixtures)
  test(`go: ${path} compiles after all its fixes`, { skip: noGo }, () => {
    const name = packages.get(path);
    if (name) assert.doesNotMatch(output, new RegExp(`\\b${name}/|fixed/${name}\\b`));
  });

test('go: nothing else is said of the fixed fixtures', { skip: noGo }, () => {
  assert.ok(packages.size > 5, `${packages.size} fixtures have fixes`);
  assert.equal(output, '');
});
