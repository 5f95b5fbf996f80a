import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { ThreadAnalysis } from '../../../src/ui/analysis/threadAnalysis';
import { said as worded } from '../../english';

const folder = mkdtempSync(join(tmpdir(), 'iopath-thread-'));
after(() => rmSync(folder, { recursive: true }));

/**
 * A thread that does what a text says: answer, hang, throw, end, break the first time only (a file remembers), or wait
 * for a file without spending CPU time.
 */
const script = `
const { parentPort, workerData } = require('node:worker_threads');
const { existsSync, writeFileSync } = require('node:fs');
const pause = new Int32Array(new SharedArrayBuffer(4));
parentPort.on('message', ({ kind, text, path }) => {
  if (kind === 'close') return;
  Atomics.store(workerData.doing, 0, 0);
  if (text === 'hang') for (;;);
  while (text === 'wait' && !existsSync(path)) Atomics.wait(pause, 0, 0, 5);
  if (text === 'throw') throw new Error('no memory');
  if (text === 'exit') process.exit(1);
  if (text === 'fill') for (const held = []; ; ) held.push(new Array(1e5).fill(held.length));
  if (text === 'once' && !existsSync(path)) {
    writeFileSync(path, '');
    return parentPort.postMessage({ broke: 'no grammar' });
  }
  parentPort.postMessage({ findings: [path], skipped: text === 'large' ? 'larger' : null });
});`;
const bundle = join(folder, 'thread.js');
writeFileSync(bundle, script);

/** Analyses the texts at once, as an editor with several files does; gives what came of each, and what was said. */
async function analysed(texts: string[], limitMs = 500) {
  const said: string[] = [];
  const analysis = new ThreadAnalysis({
    bundle,
    limitMs,
    heapMb: 32,
    onExcluded: (_, why) => said.push(worded(why)),
  });
  const alive = setInterval(() => {}, 1000);
  const paths = texts.map((_, at) => join(folder, `${said.length}-${at}-${Math.random()}`));
  const results = await Promise.all(texts.map((text, at) => analysis.analyse(paths[at]!, text, 'c')));
  analysis.dispose();
  clearInterval(alive);
  return { said, found: results.map((result, at) => result && (result as unknown[]).includes(paths[at])) };
}

test('a text that hangs is given up and said; those that wait behind it still get their findings', async () => {
  const { found, said } = await analysed(['ok', 'hang', 'ok', 'ok']);
  assert.deepEqual(found, [true, false, true, true]);
  assert.deepEqual(said, ['it took longer than 0.5 s']);
});

for (const fault of ['throw', 'exit', 'fill'])
  test(`a thread that dies (${fault}) leaves its text unknown, not empty, and the others whole`, async () => {
    const { found, said } = await analysed(['ok', fault, 'ok'], 5000);
    assert.deepEqual(found, [true, null, true]);
    assert.equal(said.length, 1);
    assert.match(said[0]!, /broke/);
  });

test('what broke once is tried once more', async () => {
  assert.deepEqual(await analysed(['once']), { found: [true], said: [] });
});

test('what the thread left out is said', async () => {
  assert.deepEqual((await analysed(['large'])).said, ['larger']);
});

test('the clock starts with the text: waiting for a thread to start or for others costs no lens', async () => {
  const { found, said } = await analysed(Array.from({ length: 50 }, () => 'ok'));
  assert.deepEqual([new Set(found), said], [new Set([true]), []]);
});

test('the clock is CPU time: a thread that a busy machine lets wait keeps its text', async () => {
  const path = join(folder, 'waits');
  let looks = 0;
  // The second look comes when as much wall time as the limit is over.
  const cpuMs = () => {
    looks += 1;
    if (looks > 1) writeFileSync(path, '');
    return 0;
  };
  const said: string[] = [];
  const analysis = new ThreadAnalysis({
    bundle,
    limitMs: 100,
    cpuMs,
    onExcluded: (_, why) => said.push(worded(why)),
  });
  const alive = setInterval(() => {}, 1000);
  const found = await analysis.analyse(path, 'wait', 'c');
  clearInterval(alive);
  analysis.dispose();
  assert.deepEqual([found, said], [[path], []]);
});

test('what is under way when the analysis ends is unknown', async () => {
  const analysis = new ThreadAnalysis({ bundle });
  const owed = ['hang', 'ok'].map(text => analysis.analyse('a', text, 'c'));
  analysis.dispose();
  assert.deepEqual(await Promise.all(owed), [null, null]);
  assert.equal(await analysis.analyse('a', 'ok', 'c'), null);
});
