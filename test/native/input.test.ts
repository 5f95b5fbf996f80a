// Input that cannot be profiled, or that changes under the run: an error of that transfer, never a crash or a hang.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, truncateSync, unlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { routes } from '../../src/model/route';
import type { RunSpec } from '../../src/model/runSpec';
import { unprivileged } from '../unprivileged';
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
const probe = addon.probe(folder);

async function failure(path: string, change: Partial<RunSpec> = {}) {
  const { error } = await attempt(addon, makeSpec(path, folder, change));
  assert.ok(error, `${path} was profiled`);
  return error;
}

test('a missing file is ENOENT with call and path', async () => {
  const path = join(folder, 'missing');
  const error = await failure(path);
  assert.deepEqual([error.code, error.syscall, error.path], ['ENOENT', 'openat', path]);
});

test('a folder is EISDIR', async () => {
  const path = join(folder, 'folder');
  mkdirSync(path);
  assert.equal((await failure(path)).code, 'EISDIR');
});

test('a FIFO is refused at once, without waiting for a writer', async () => {
  const path = join(folder, 'fifo');
  assert.equal(spawnSync('mkfifo', [path]).status, 0);
  const error = await failure(path);
  assert.equal(error.code, 'EINVAL');
  assert.match(error.message, /FIFO/);
});

test('a socket and a device are refused', async () => {
  const path = join(folder, 'socket');
  const server = createServer().listen(path);
  after(() => server.close());
  await new Promise(resolve => server.on('listening', resolve));
  assert.match((await failure(path)).code, /^(ENXIO|EINVAL)$/);
  assert.equal((await failure('/dev/zero')).code, 'EINVAL');
});

test('an unreadable file is EACCES', async t => {
  const own = scratchFolder();
  const path = writeNoise(own, 'secret', 10);
  chmodSync(path, 0);
  await unprivileged(t, own, async () => {
    assert.equal((await failure(path, { outputDirectory: own })).code, 'EACCES');
  });
});

test('a range behind the end is EINVAL', async () => {
  const path = writeNoise(folder, 'short', 10);
  assert.equal((await failure(path, { files: [{ path, offset: 11, length: null }] })).code, 'EINVAL');
});

test('an output folder that is missing, or not writable, is an error with its path', async () => {
  const path = writeNoise(folder, 'input', 10);
  const nowhere = join(folder, 'nowhere');
  const missing = await failure(path, { route: 'file-to-file', outputDirectory: nowhere });
  assert.deepEqual([missing.code, missing.path], ['ENOENT', nowhere]);
  const unwritable = await failure(path, { route: 'file-to-file', outputDirectory: '/proc' });
  assert.equal(unwritable.path, '/proc');
});

/** Runs a big file through tiny buffers, cutting or removing the file as soon as the run moves. */
const disturbed = (spec: RunSpec, disturb: () => void) => attemptWith(addon, spec, { onFirstBytes: disturb });

const bytes = 96 << 20;
/** Slows a run down: many calls, and a pass that reads every byte in user space where the strategy allows it. */
const slow = { chunkBytes: 300, sendBufferBytes: 4096, receiveBufferBytes: 4096 };

for (const route of routes)
  for (const strategy of meantFor[route]) {
    // A clone is one call, and takes no time.
    if (strategy === 'reflink') continue;
    test(
      `${strategy}, ${route}: a file cut off during the run is an error`,
      {
        skip: absent(probe, strategy, route),
      },
      async t => {
        const path = writeNoise(folder, 'cut', 0);
        truncateSync(path, bytes);
        const spec = makeSpec(path, folder, {
          strategy,
          route,
          ...slow,
          chunkBytes: strategy === 'direct-io' ? 4096 : 300,
        });
        const outcome = await disturbed(spec, () => truncateSync(path, 4097));
        if (!outcome.disturbed) return t.skip('the run was over before the file could be cut');
        assert.equal(outcome.error?.code, 'ENODATA', outcome.error?.message ?? 'the run succeeded');
        assert.match(outcome.error.message, /the file changed/);
        assert.equal(outcome.error.path, path);
      },
    );
  }

// A short read breaks a chain of linked operations in its middle; what stands behind it is cancelled by the kernel.
for (const strategy of meantFor['file-to-socket'])
  test(
    `${strategy}: a file cut off far ahead of the run is an error`,
    { skip: absent(probe, strategy, 'file-to-socket') },
    async t => {
      const path = writeNoise(folder, 'cut-ahead', 0);
      truncateSync(path, bytes);
      const outcome = await disturbed(makeSpec(path, folder, { strategy, chunkBytes: 4096 }), () =>
        truncateSync(path, bytes / 2 + 1),
      );
      if (!outcome.disturbed) return t.skip('the run was over before the file could be cut');
      assert.equal(outcome.error?.code, 'ENODATA', outcome.error?.message ?? 'the run succeeded');
    },
  );

for (const strategy of ['mmap-write', 'mmap-mmap', 'vmsplice'] as const) {
  const route = strategy === 'mmap-mmap' ? 'file-to-file' : 'file-to-socket';
  test(`${strategy}: SIGBUS in user space ends the transfer, not the process`, async t => {
    const path = writeNoise(folder, 'bus', 0);
    truncateSync(path, bytes);
    const spec = makeSpec(path, folder, { strategy, route, pass: 'checksum', ...slow, chunkBytes: 4096 });
    const outcome = await disturbed(spec, () => truncateSync(path, 4096));
    if (!outcome.disturbed) return t.skip('the run was over before the file could be cut');
    assert.equal(outcome.error?.code, 'ENODATA', outcome.error?.message ?? 'the run succeeded');
  });
}

test('a file that vanishes during the run is still sent whole: the descriptor holds it', async () => {
  const path = writeNoise(folder, 'vanishing', 200_000);
  const { error } = await disturbed(makeSpec(path, folder, { chunkBytes: 1, sink: 'discard' }), () =>
    unlinkSync(path),
  );
  assert.equal(error, null);
});
