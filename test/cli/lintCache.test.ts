// What `iopath lint` keeps between its runs.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { senders, tree } from './iopath';

/** The files that runs kept. */
function keptIn(cache: string): string[] {
  return readdirSync(cache, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}

/** What is kept says another line than the file has, which shows where a finding comes from. */
function moveKept(cache: string): void {
  for (const path of keptIn(cache)) {
    const findings = JSON.parse(readFileSync(path, 'utf8'));
    writeFileSync(path, JSON.stringify(findings.map((one: object) => ({ ...one, startLine: 1 }))));
  }
}

const lines = (out: string): number[] =>
  JSON.parse(out).findings.map(({ startLine }: { startLine: number }) => startLine);

test('a second run prints what the first did, from what that kept; a changed file is looked through', () => {
  const { write, iopath, cache, path } = tree();
  write('a.py', senders('one'));
  const first = iopath(['lint', '--json']);
  assert.equal(keptIn(cache).length, 1);
  assert.deepEqual(iopath(['lint', '--json']), first);
  moveKept(cache);
  assert.deepEqual(lines(iopath(['lint', '--json']).out), [1]);
  write('a.py', senders('one', 'two'));
  assert.equal(lines(iopath(['lint', '--json']).out).length, 2);
  assert.deepEqual(readdirSync(path).sort(), ['.git', 'a.py']);
});

test('--no-cache uses and keeps nothing', () => {
  const { write, iopath, cache } = tree();
  write('a.py', senders('one'));
  const { out } = iopath(['lint', '--json', '--no-cache']);
  assert.deepEqual(keptIn(cache), []);
  iopath(['lint', '--json']);
  moveKept(cache);
  assert.equal(iopath(['lint', '--json', '--no-cache']).out, out);
});

test('no kept edit is written: a fix is made from the file itself', () => {
  const { write, iopath, cache } = tree();
  write('a.py', senders('one'));
  const { out } = iopath(['lint', '--unsafe-fixes', '--diff']);
  for (const path of keptIn(cache)) {
    const findings = JSON.parse(readFileSync(path, 'utf8'));
    for (const { fix } of findings) for (const edit of fix.edits) edit.text = 'wrong';
    writeFileSync(path, JSON.stringify(findings));
  }
  assert.equal(iopath(['lint', '--unsafe-fixes', '--diff']).out, out);
});
