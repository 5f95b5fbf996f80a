// A log that is followed while it grows: every byte arrives, each append by itself, and the user's file stays as it is.
import assert from 'node:assert/strict';
import { readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { routes } from '../../src/model/route';
import type { RunSpec } from '../../src/model/runSpec';
import { type StrategyName, traitsOf } from '../../src/model/strategy';
import {
  absent,
  attempt,
  attemptWith,
  loadAddon,
  makeSpec,
  meantFor,
  scratchFolder,
  writeNoise,
} from './engine';

const addon = loadAddon();
const folder = scratchFolder();
const bytes = 300_007;
const path = writeNoise(folder, 'input', bytes);
const probe = addon.probe(folder);

const follow = (change: Partial<RunSpec>) => attempt(addon, makeSpec(path, folder, change));

/** A sparse file that no run comes to the end of. */
function endless(): string {
  const name = join(folder, 'endless');
  writeFileSync(name, '');
  truncateSync(name, 2 ** 34);
  return name;
}

/** Strategies that cannot follow, by the backend's table: each must be a row with its reason. */
const reasonAgainst = (strategy: StrategyName) => traitsOf(strategy).reasons.growth;

for (const route of routes)
  test(`what a writer appends arrives, or the row says why it cannot be followed, ${route}`, async t => {
    for (const strategy of meantFor[route]) {
      if (absent(probe, strategy, route)) continue;
      for (const followBytes of [1009, 4096, 65_536, 1 << 20]) {
        const what = `${strategy} by ${followBytes}`;
        const { result, error } = await follow({ strategy, route, followBytes, chunkBytes: 4096 });
        const against = route === 'socket-to-file' ? 'follow-from-socket' : reasonAgainst(strategy);
        if (against !== null) {
          assert.deepEqual([error?.code, error?.reason?.code], ['ENOTSUP', against], what);
          continue;
        }
        assert.ok(result, `${what}: ${error?.message}`);
        assert.equal(result.ranAs.strategy, strategy);
        assert.equal(result.bytes, bytes, what);
        assert.equal(result.hash?.sink, result.hash?.source, what);
        t.diagnostic(`${what}: ${result.sender.voluntarySwitches} sleeps`);
      }
    }
  });

test('each append is sent by itself, and waited for at most once', async () => {
  const appends = Math.ceil(bytes / 10_000);
  const { result } = await follow({ strategy: 'sendfile', followBytes: 10_000 });
  assert.equal(result?.syscalls.sendfile?.calls, appends);
  const waits = result.syscalls.read?.calls ?? 0;
  assert.ok(waits <= appends, `${waits} waits`);
  // The bytes that an eventfd returns do not belong to the log.
  assert.equal(result.syscalls.read?.bytes ?? 0, 0);
  assert.equal(result.cachedBytes, bytes, 'appended bytes are in the page cache when they are sent');
});

test('ranges of several files are one log, also in a file sink', async () => {
  const second = writeNoise(folder, 'second', 70_001);
  const files = [
    { path, offset: 5, length: 100_000 },
    { path: second, offset: 0, length: null },
  ];
  for (const [route, strategy] of [
    ['file-to-socket', 'sendfile'],
    ['file-to-file', 'mmap-mmap'],
    ['file-to-file', 'copy-file-range'],
  ] as const) {
    const { result, error } = await follow({ files, followBytes: 8192, route, strategy });
    assert.equal(result?.bytes, 170_001, error?.message);
    assert.equal(result.hash?.sink, result.hash?.source, strategy);
  }
});

test('passes over the data and flushes go with it', async () => {
  for (const pass of ['checksum', 'transform', 'encrypt'] as const) {
    const { result } = await follow({ followBytes: 10_007, pass });
    assert.equal(result?.hash?.sink, result?.hash?.source, pass);
  }
  const { result } = await follow({ followBytes: 100_000, route: 'file-to-file', flushEvery: 1 });
  assert.equal(result?.syscalls.fdatasync?.calls, 3 * 2 + 1);
});

test('the input is not touched and nothing is left in the folder', async () => {
  const [before, names] = [statSync(path), readdirSync(folder)];
  await follow({ followBytes: 4096 });
  const after = statSync(path);
  assert.deepEqual([after.size, after.mtimeMs, after.ctimeMs], [before.size, before.mtimeMs, before.ctimeMs]);
  assert.deepEqual(readdirSync(folder), names);
});

test('a cancelled follower ends in its sleep', async () => {
  const files = [{ path: endless(), offset: 0, length: null }];
  const spec = makeSpec(path, folder, { files, followBytes: 1, chunkBytes: 1, sink: 'discard' });
  const { error } = await attemptWith(addon, spec, {
    onFirstBytes: cancel => cancel(),
  });
  assert.equal(error?.code, 'ECANCELED');
});

test('an input that shrinks under the writer fails the run with its path', async () => {
  const shrinking = endless();
  const files = [{ path: shrinking, offset: 0, length: null }];
  const { error } = await attemptWith(
    addon,
    makeSpec(path, folder, { files, followBytes: 256, sink: 'discard' }),
    {
      onFirstBytes: () => truncateSync(shrinking, 1000),
    },
  );
  assert.deepEqual([error?.code, error?.path], ['ENODATA', shrinking]);
});

test('a log that could not be is refused', async () => {
  for (const change of [{ order: 'random' }, { headerBytes: 5 }] as const) {
    const { error } = await follow({ followBytes: 4096, ...change });
    assert.equal(error?.code, 'EINVAL', JSON.stringify(change));
  }
});
