// When the injector takes a program for stuck: by what it does, not by the clock.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { buildInjector } from './injector';
import type { Observed } from './model';

const folder = mkdtempSync(join(tmpdir(), 'iopath-injector-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const injector = buildInjector(folder);

/** How a case of these lines of a shell ends; its program may sleep, or compute, for a second. */
function endingOf(lines: string): string {
  assert.ok('path' in injector);
  const [cases, log] = ['cases.txt', 'log.jsonl'].map(name => join(folder, name)) as [string, string];
  rmSync(log, { force: true });
  writeFileSync(cases, '1 u1 fifo 0 0 file none none 0\n');
  const script = `test -e /iopath-case/1/; ${lines}; test -e /iopath-done/1/; test -e /iopath-end/1/`;
  spawnSync(injector.path, [cases, log, '1', 'sh', '-c', script], { cwd: folder });
  return (JSON.parse(readFileSync(log, 'utf8')) as Observed).ending;
}

const why = 'why' in injector ? injector.why : false;

test('a program that goes on is done', { skip: why }, () => assert.equal(endingOf('true'), 'done'));

test('one that waits for what never comes is stuck', { skip: why }, () =>
  assert.equal(endingOf('mkfifo none; read line < none'), 'hang'),
);

test('one that computes for ever is stuck', { skip: why }, () =>
  assert.equal(endingOf('while true; do :; done'), 'hang'),
);
