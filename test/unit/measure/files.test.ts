import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, test } from 'node:test';
import { readInput } from '../../../src/measure/files';
import { Problem } from '../../../src/model/problem';
import { said } from '../../english';

const folder = mkdtempSync(join(tmpdir(), 'iopath-files-'));
after(() => rmSync(folder, { recursive: true }));

function make(name: string, bytes: number): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, Buffer.alloc(bytes));
  return path;
}

const read = (paths: string[], range = { offset: 0, length: null as number | null }) =>
  readInput({ paths, ...range });

async function problem(promise: Promise<unknown>): Promise<Problem> {
  try {
    await promise;
  } catch (error) {
    assert.ok(error instanceof Problem, String(error));
    assert.equal(error.kind, 'input');
    return error;
  }
  throw new Error('no problem');
}

test('one file, with its length made a number', async () => {
  const path = make('one.bin', 10);
  const input = await read([path]);
  assert.deepEqual(input.files, [{ path, offset: 0, length: 10 }]);
  assert.equal(input.bytes, 10);
  assert.ok(input.modifiedMs > 1e12);
});

test('a folder gives its files in name order, below all levels', async () => {
  for (const name of ['set/b.txt', 'set/a/z.txt', 'set/a/a.txt', 'set/c.txt', 'set/B.txt']) make(name, 3);
  const input = await read([join(folder, 'set')]);
  assert.deepEqual(
    input.files.map(({ path }) => path.slice(join(folder, 'set').length + 1)),
    ['B.txt', 'a/a.txt', 'a/z.txt', 'b.txt', 'c.txt'],
  );
});

test('links within a folder are not followed and are told; loops end', async () => {
  make('links/real.txt', 3);
  symlinkSync('.', join(folder, 'links', 'loop'));
  symlinkSync('real.txt', join(folder, 'links', 'alias'));
  const input = await read([join(folder, 'links')]);
  assert.equal(input.files.length, 1);
  assert.match(said(input.excluded[0]?.what ?? ''), /2 symbolic/);
});

test('a link named by hand is the file it leads to', async () => {
  make('target.bin', 4);
  symlinkSync('target.bin', join(folder, 'named-link'));
  assert.equal((await read([join(folder, 'named-link')])).bytes, 4);
});

test('empty and special files of a folder are left out and told', async () => {
  make('mixed/data', 5);
  make('mixed/empty', 0);
  execFileSync('mkfifo', [join(folder, 'mixed', 'fifo')]);
  const input = await read([join(folder, 'mixed')]);
  assert.deepEqual(
    input.files.map(({ path }) => basename(path)),
    ['data'],
  );
  const told = input.excluded.map(({ what }) => said(what)).join(' ');
  assert.match(told, /1 special/);
  assert.match(told, /1 file without bytes/);
});

test('a range cuts each file, and files before it give nothing', async () => {
  make('range/long', 100);
  make('range/short', 10);
  const input = await read([join(folder, 'range')], { offset: 20, length: 30 });
  assert.deepEqual(
    input.files.map(({ offset, length }) => [offset, length]),
    [[20, 30]],
  );
  assert.equal((await read([join(folder, 'range')], { offset: 90, length: 30 })).bytes, 10);
});

test('names with spaces, quotes, newlines and foreign letters stay what they are', async () => {
  const names = ['a b', "it's", 'new\nline', 'größe', '文件', '-rf'];
  for (const name of names) make(`odd/${name}`, 1);
  const input = await read([join(folder, 'odd')]);
  assert.deepEqual(input.files.map(({ path }) => basename(path)).sort(), [...names].sort());
});

test('each bad input has its own words', async () => {
  mkdirSync(join(folder, 'void'));
  make('none.bin', 0);
  make('short.bin', 10);
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  const cases: [string, RegExp][] = [
    ['missing', /no such file/],
    ['void', /folder is empty/],
    ['none.bin', /0 bytes/],
    ['pipe', /FIFO/],
  ];
  for (const [name, why] of cases) {
    const { what, why: because, remedy } = await problem(read([join(folder, name)]));
    assert.match(said(because), why);
    assert.ok(said(what).length > 10 && said(remedy).length > 10);
  }
  assert.match(said((await problem(read(['/dev/null']))).why), /character device/);
  assert.match(
    said((await problem(read([join(folder, 'short.bin')], { offset: 10, length: null }))).why),
    /behind the end/,
  );
  assert.match(said((await problem(read([]))).what), /No file/);
});

test(
  'a file that may not be read is told apart from one that is not there',
  // The command line's tests try it as another user: access(2) goes by the real one, which cannot be changed and back.
  { skip: process.getuid?.() === 0 ? 'root may read everything' : false },
  async () => {
    const path = make('secret', 5);
    execFileSync('chmod', ['000', path]);
    assert.match(said((await problem(read([path]))).why), /permission/);
  },
);

test('an empty file beside one with data is left out, not fatal', async () => {
  const input = await read([make('full.bin', 5), make('empty.bin', 0)]);
  assert.equal(input.files.length, 1);
  assert.equal(input.excluded.length, 1);
});

test('a walk of many files can be cancelled', async () => {
  make('many/a', 1);
  const signal = AbortSignal.abort();
  await assert.rejects(readInput({ paths: [join(folder, 'many')], offset: 0, length: null, signal }), {
    name: 'AbortError',
  });
});
