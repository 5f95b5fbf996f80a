import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { withLock } from '../../scripts/lib/lock.mjs';
import { processStart } from '../../scripts/lib/processes.mjs';
import { unprivileged } from '../unprivileged';
import { tmpfs } from './tmpfs';

const folder = mkdtempSync(join(tmpdir(), 'iopath-lock-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const lockModule = resolve('scripts/lib/lock.mjs');

function lockOf(name: string, owner: unknown) {
  const path = join(folder, name);
  writeFileSync(path, typeof owner === 'string' ? owner : JSON.stringify(owner));
  return path;
}

const taken = (path: string) => withLock(path, 'testing', async () => 'taken');

test('the lock of a process that ended is taken away', async () => {
  const { pid } = spawnSync('true');
  const path = lockOf('ended', { pid, start: 'then' });
  assert.equal(await taken(path), 'taken');
  assert.ok(!existsSync(path));
});

test('a lock whose process number lives again as another process is stale', async () => {
  const path = lockOf('again', { pid: process.pid, start: 'of an earlier process' });
  assert.equal(await taken(path), 'taken');
});

test('an empty lock that is old is stale', async () => {
  const path = lockOf('empty', '');
  spawnSync('touch', ['-d', '1 minute ago', path]);
  assert.equal(await taken(path), 'taken');
});

test('two processes take turns, and the one that waits says so', async () => {
  const path = join(folder, 'turns');
  const marks = join(folder, 'marks');
  const script = `import { withLock } from ${JSON.stringify(lockModule)};
    import { existsSync, writeFileSync } from 'node:fs';
    import { setTimeout as sleep } from 'node:timers/promises';
    const [path, marks] = process.argv.slice(1);
    await withLock(path, 'holding it', async () => {
      process.stdout.write('held');
      while (!existsSync(marks)) await sleep(20);
    });`;
  const args = ['--input-type=module', '-e', script, path, marks];
  const first = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(first.stdout, 'data');
  const second = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const [words] = await once(second.stderr, 'data');
  assert.equal(String(words), `waiting: another run (process ${first.pid}) is holding it …\n`);
  writeFileSync(marks, '');
  assert.deepEqual(await once(second, 'close'), [0, null]);
  assert.ok(!existsSync(path));
});

test('a folder that cannot be written ends the wait at once', async t => {
  const locked = mkdtempSync(join(tmpdir(), 'iopath-locked-'));
  after(() => rmSync(locked, { recursive: true }));
  chmodSync(locked, 0o500);
  await unprivileged(t, locked, async () => {
    await assert.rejects(taken(join(locked, 'lock')), { code: 'EACCES' });
  });
});

test('a file in the place of the folder ends the wait at once', async () => {
  writeFileSync(join(folder, 'file'), '');
  await assert.rejects(taken(join(folder, 'file', 'lock')), { code: /EEXIST|ENOTDIR/ });
});

test('a full disk ends the wait at once', async t => {
  const full = tmpfs(t, { size: '4k', inodes: 2 });
  if (!full) return;
  writeFileSync(join(full, 'filler'), '');
  await assert.rejects(taken(join(full, 'lock')), { code: 'ENOSPC' });
});

test('a process that ended has no start, and a living one keeps its own', () => {
  assert.equal(processStart(spawnSync('true').pid), null);
  assert.equal(processStart(process.pid), processStart(process.pid));
  assert.notEqual(processStart(process.pid), processStart(process.ppid));
});
