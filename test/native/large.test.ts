import assert from 'node:assert/strict';
import { openSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { RunSpec } from '../../src/model/runSpec';
import { absent, loadAddon, makeSpec, meantFor, noise, scratchFolder } from './engine';

const addon = loadAddon();
const folder = scratchFolder();
const probe = addon.probe(folder);

/** A sparse file with noise where 32-bit and per-call limits lie: at its ends, 2 GiB and 4 GiB. */
function sparse(name: string, bytes: number): string {
  const path = join(folder, name);
  writeFileSync(path, '');
  truncateSync(path, bytes);
  const fd = openSync(path, 'r+');
  for (const at of [0, 2 ** 31 - 5000, 2 ** 32 - 5000, bytes - 10_001].filter(at => at < bytes))
    writeSync(fd, noise(10_001, at + 1), 0, 10_001, at);
  return path;
}

/** Past the largest signed 32-bit number and the most one call moves (2^31 - 4096), by more than buffers hold. */
const beyond = 2 ** 31 + 2 ** 25 + 1;
const path = sparse('beyond', beyond);

async function check(change: Partial<RunSpec>, bytes: number): Promise<void> {
  const result = await addon.run(makeSpec(path, folder, change), () => {}).done;
  assert.equal(result.bytes, bytes);
  assert.equal(result.hash?.sink, result.hash?.source);
}

/** Around the limit, where a counter that is too small would go wrong. */
const limits = [{ path, offset: 2 ** 31 - 2 ** 25, length: 2 ** 26 + 1 }];

/** All bytes are counted, and those around the limit compared: to hash all of them would take most of the time. */
async function checkBeyond(change: Partial<RunSpec>): Promise<void> {
  await check({ ...change, sink: 'discard' }, beyond);
  await check({ ...change, files: limits }, 2 ** 26 + 1);
}

for (const strategy of meantFor['file-to-socket'])
  test(`${strategy}: a file beyond 2 GiB`, { skip: absent(probe, strategy, 'file-to-socket') }, () =>
    checkBeyond({ strategy, chunkBytes: 1 << 20 }),
  );

// Outputs of 2 GiB would wait for the disk: what is added up beyond the limit is the same code as a socket's.
for (const strategy of ['mmap-mmap', 'copy-file-range'] as const)
  test(`${strategy}: a range across 2 GiB`, () =>
    check({ strategy, route: 'file-to-file', chunkBytes: 1 << 20, files: limits }, 2 ** 26 + 1));

test('all bytes of a file beyond 2 GiB arrive as they were', () =>
  check({ strategy: 'sendfile', chunkBytes: 2 ** 30 }, beyond));

test('a range beyond 4 GiB', async () => {
  const file = sparse('five', 5 * 2 ** 30);
  const files = [{ path: file, offset: 2 ** 32 - 6000, length: 12_000 }];
  for (const strategy of ['read-write', 'mmap-write', 'sendfile', 'splice'] as const)
    await check({ strategy, files }, 12_000);
});

test('memory stays bounded whatever the size of the file', async t => {
  const before = process.memoryUsage.rss();
  let most = 0;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 5);
  await addon.run(makeSpec(path, folder, { chunkBytes: 65536, sink: 'discard' }), () => {}).done;
  clearInterval(timer);
  const grown = (most - before) / 2 ** 20;
  t.diagnostic(`${grown.toFixed(1)} MiB above the ${(before / 2 ** 20).toFixed(0)} MiB before`);
  assert.ok(most > 0 && grown < 64, `${grown} MiB`);
});
