// The page cache of a range: only the range is read, dropped and told of.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Report } from '../../src/model/report';
import { addonPath, loadAddon, scratchFolder, writeNoise } from './engine';

const mib = 2 ** 20;
const addon = loadAddon();
// Beside the build: the folder for temporary files may be a tmpfs, which has no cold state.
const folder = scratchFolder(join(process.cwd(), 'dist-test'));
const { filesystem } = addon.probe(folder);
const memory = ['tmpfs', 'ramfs'].includes(filesystem.type);
const skip = memory && `${filesystem.type} lives in memory: nothing of it can be dropped`;

const cached = (path: string, offset = 0, length: number | null = null) =>
  addon.residency(path, offset, length).cachedBytes;

/** The kernel may drop clean pages at any time, so what was cached is never all there for certain. */
const isMostOf = (bytes: number, cachedBytes: number | null) =>
  cachedBytes !== null && cachedBytes <= bytes && cachedBytes >= bytes / 2;

test('a range is read into the page cache, and nothing beside it', { skip }, () => {
  const path = writeNoise(folder, 'warm', 32 * mib);
  assert.equal(addon.evict(path, 0, null).cachedBytes, 0);
  const warmed = addon.warm(path, 8 * mib, 4 * mib);
  assert.equal(warmed.bytes, 4 * mib);
  assert.ok(isMostOf(4 * mib, warmed.cachedBytes), `${warmed.cachedBytes} bytes are resident`);
  assert.ok(cached(path)! < 9 * mib, `${cached(path)! / mib} MiB of the file are resident`);
  assert.equal(cached(path, 16 * mib, 8 * mib), 0);
});

test('a range is dropped amid cached bytes, which stay', { skip }, () => {
  const path = writeNoise(folder, 'evict', 32 * mib);
  addon.warm(path, 0, null);
  const range = [9 * mib + 12_345, mib] as const;
  assert.deepEqual(addon.evict(path, ...range), { bytes: mib, cachedBytes: 0 });
  assert.ok(cached(path)! >= 16 * mib, `${cached(path)! / mib} MiB of the file stayed`);
});

test('a range is cut at the end of the file', () => {
  const path = writeNoise(folder, 'short', 10_000);
  assert.equal(addon.residency(path, 9000, 5000).bytes, 1000);
  assert.deepEqual(addon.residency(path, 20_000, null), { bytes: 0, cachedBytes: 0 });
});

const cli = join(process.cwd(), 'dist', 'cli.js');

test('a run of 64 MiB of a 64 GiB file reads and warms 64 MiB', { skip }, () => {
  assert.ok(existsSync(cli), `${cli} is not built: run node scripts/build.mjs`);
  const path = writeNoise(folder, 'sparse', 0);
  truncateSync(path, 64 * 2 ** 30);
  const args = ['profile', path, '--length', '64MiB', '--strategy', 'sendfile', '--runs', '1', '--json'];
  const began = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { encoding: 'utf8' });
  const seconds = (performance.now() - began) / 1000;
  assert.equal(status, 0, stderr);
  const { input } = JSON.parse(stdout) as Report;
  assert.equal(input.bytes, 64 * mib);
  const resident = cached(path)! / mib;
  console.log(`64 MiB of 64 GiB: ${seconds.toFixed(1)} s, ${resident} MiB resident afterwards`);
  // Read-ahead of the runs themselves may pass the range's end.
  assert.ok(resident >= 32 && resident < 128, `${resident} MiB are resident`);
});

test('a cold run of a range drops only the range: the rest of the file stays cached', { skip }, () => {
  const path = writeNoise(folder, 'cold', 8 * mib);
  addon.warm(path, 0, null);
  const range = ['--offset', '2MiB', '--length', '1MiB', '--cache', 'cold'];
  const args = ['profile', path, ...range, '--strategy', 'sendfile', '--runs', '1', '--json'];
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  const [transfer] = (JSON.parse(stdout) as Report).transfers;
  const timed = transfer?.runs.find(({ phase }) => phase === 'timed');
  assert.deepEqual([timed?.bytes, timed?.cachedBytes], [mib, 0]);
  assert.ok(isMostOf(2 * mib, cached(path, 0, 2 * mib)), 'what is before it');
  // Read-ahead would bring back a little of what had been dropped.
  assert.ok(isMostOf(4 * mib, cached(path, 4 * mib, 4 * mib)), 'what is after it');
});

const nobody = 65534;
const asNobody = `
const [, addonPath, path] = process.argv;
const addon = require(addonPath);
const { cachedBytes } = addon.residency(path, 0, null);
console.log(JSON.stringify({ uid: process.getuid(), cachedBytes, warmed: addon.warm(path, 0, null).cachedBytes }));`;

function tellsNobody(path: string, reachable: string) {
  const addonCopy = join(reachable, 'iopath.node');
  copyFileSync(addonPath, addonCopy);
  const options = {
    uid: nobody,
    gid: nobody,
    encoding: 'utf8',
    env: { ...process.env, NODE_TEST_CONTEXT: '' },
  } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', asNobody, addonCopy, path], options);
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout) as { uid: number; cachedBytes: number | null; warmed: number | null };
}

test(
  'of a file that the user neither owns nor may write, the kernel does not tell',
  { skip: skip || (process.getuid?.() !== 0 && 'another user can be taken on by root alone') },
  () => {
    const reachable = scratchFolder();
    chmodSync(reachable, 0o755);
    const path = writeNoise(reachable, 'foreign', mib);
    chmodSync(path, 0o644);
    addon.evict(path, 0, null);
    assert.deepEqual(tellsNobody(path, reachable), { uid: nobody, cachedBytes: null, warmed: null });
    assert.ok(isMostOf(mib, cached(path)), 'its owner is told');
    chmodSync(path, 0o666);
    assert.ok(isMostOf(mib, tellsNobody(path, reachable).cachedBytes), 'whoever may write it is told');
  },
);
