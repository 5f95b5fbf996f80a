import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createAnalyzer } from '../../src/analysis/analyzer';
import { loadWasm } from '../detectors/wasm';

const loaded: string[] = [];
const analyzer = createAnalyzer({
  loadWasm: name => {
    loaded.push(name);
    return loadWasm(name);
  },
});
after(() => analyzer.dispose());

const loop = `void f(int in, int out) {
  char buf[4096];
  ssize_t n;
  while ((n = read(in, buf, sizeof buf)) > 0)
    write(out, buf, n);
}
`;

test('a file without reading and writing words loads no grammar', async () => {
  assert.deepEqual(await analyzer.analyze('a.java', 'class A { int x; }', 'java'), []);
  assert.deepEqual(loaded, []);
});

test('a grammar is loaded when its language is met, and once', async () => {
  await analyzer.analyze('a.c', loop, 'c');
  await analyzer.analyze('b.c', loop, 'c');
  assert.deepEqual(loaded, ['web-tree-sitter', 'tree-sitter-c']);
});

test('edits of a kept tree give what a fresh parse gives', async () => {
  const handle = analyzer.handle();
  const versions = [
    loop,
    `int x;\n\n${loop}`,
    loop.replace('4096', '100'),
    loop.replace('write(out', 'writ(out'),
    '',
    loop + loop,
  ];
  for (const text of versions) {
    const kept = await analyzer.analyze('a.c', text, 'c', handle);
    assert.deepEqual(kept, await analyzer.analyze('a.c', text, 'c'), text);
  }
  handle.dispose();
});

test('a file that takes too long is skipped, and it is said', async () => {
  const hasty = createAnalyzer({ loadWasm, limitMs: 0 });
  const { findings, skipped } = await hasty.examine('a.c', loop.repeat(2000), 'c');
  assert.deepEqual(findings, []);
  assert.match(skipped ?? '', /longer than 0 ms/);
  hasty.dispose();
});

test('CRLF and a byte order mark change no finding', async () => {
  const plain = await analyzer.analyze('a.c', loop, 'c');
  const marked = await analyzer.analyze('a.c', `\uFEFF${loop.replaceAll('\n', '\r\n')}`, 'c');
  assert.deepEqual(marked, plain);
  assert.equal(plain.length, 1);
});
