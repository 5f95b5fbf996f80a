import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createAnalyzer } from '../../src/analysis/analyzer';
import { loadWasm } from '../detectors/wasm';
import { said } from '../english';

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
  assert.match(said(skipped), /longer than 0 n?s/);
  hasty.dispose();
});

test('the limit is CPU time: waiting for a busy machine costs no finding', async () => {
  const waiting = createAnalyzer({ loadWasm, limitMs: 0.001, cpuMs: () => 0 });
  const { findings, skipped } = await waiting.examine('a.c', loop.repeat(10), 'c');
  assert.deepEqual([findings.length, skipped], [10, null]);
  waiting.dispose();
});

test('CRLF and a byte order mark change no finding', async () => {
  const plain = await analyzer.analyze('a.c', loop, 'c');
  const marked = await analyzer.analyze('a.c', `\uFEFF${loop.replaceAll('\n', '\r\n')}`, 'c');
  assert.deepEqual(marked, plain);
  assert.equal(plain.length, 1);
});

test('long words made of the words that are looked for take no time to look through', async () => {
  const long = ['read', 'write', 'recv', 'send'].map(word => `${word.repeat(3000)}\n`).join('');
  for (const language of [
    'c',
    'cpp',
    'python',
    'java',
    'javascript',
    'go',
    'rust',
    'kotlin',
    'csharp',
  ] as const) {
    const { findings, skipped } = await analyzer.examine('a.c', long.repeat(10), language);
    assert.deepEqual({ findings, skipped }, { findings: [], skipped: null }, language);
  }
});

test('what is nested too deep is said, and what is not is still found', async () => {
  const deep = `${loop}int g = ${'('.repeat(10_000)}1${')'.repeat(10_000)};\n`;
  const { findings, skipped } = await analyzer.examine('a.c', deep, 'c');
  assert.equal(findings.length, 1);
  if (skipped !== null) assert.match(said(skipped), /nested deeper|longer than/);
  const within = `void f(int in, int out) { int g = ${'('.repeat(5000)}1${')'.repeat(5000)};${loop.slice(loop.indexOf('{') + 1)}`;
  assert.match(said((await analyzer.examine('a.c', within, 'c')).skipped), /nested deeper than 1,000 levels/);
});
