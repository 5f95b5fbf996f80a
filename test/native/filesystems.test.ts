// The engine on other filesystems than the one the tests happen to run on: each mounted from an image for the while.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { routes } from '../../src/model/route';
import { strategyNames } from '../../src/model/strategy';
import { said } from '../english';
import { absent, attempt, loadAddon, makeSpec, meantFor, writeNoise } from './engine';
import { onFilesystem, recipes } from './mounted';

const addon = loadAddon();

async function everyStrategyOn(folder: string, t: TestContext): Promise<void> {
  const bytes = 3_000_001;
  const path = writeNoise(folder, 'input', bytes);
  const probe = addon.probe(folder);
  for (const route of routes)
    for (const strategy of strategyNames) {
      const { result, error } = await attempt(addon, makeSpec(path, folder, { strategy, route }));
      const what = `${strategy} ${route}: ${error?.message}`;
      if (!meantFor[route].includes(strategy)) {
        assert.equal(error?.code, 'ENOTSUP', what);
        continue;
      }
      const why = absent(probe, strategy, route);
      if (why) t.diagnostic(`${strategy} ${route}: ${why}`);
      assert.equal(error !== null, why !== false, `the probe and the run agree: ${what}, ${why}`);
      if (!result) continue;
      assert.equal(result.bytes, bytes, what);
      assert.equal(result.hash?.sink, result.hash?.source, what);
    }
}

for (const type of Object.keys(recipes))
  test(`every strategy and route on ${type} delivers or says why not`, t =>
    onFilesystem(type, t, folder => everyStrategyOn(folder, t)));

for (const type of ['xfs', 'btrfs'])
  test(`on ${type} a reflink shares every byte, by the filesystem's own accounting`, t =>
    onFilesystem(type, t, async folder => {
      const bytes = 64 << 20;
      const path = join(folder, 'input');
      writeFileSync(path, Buffer.alloc(bytes, 'x'), { flush: true });
      spawnSync('sync', ['-f', path]);
      for (const strategy of ['reflink', 'copy-file-range'] as const) {
        const spec = makeSpec(path, folder, { strategy, route: 'file-to-file', chunkBytes: 1 << 20 });
        const result = await addon.run(spec, () => {}).done;
        assert.equal(result.sharedBytes, bytes, strategy);
        assert.equal(result.hash?.sink, result.hash?.source);
      }
      const copied = makeSpec(path, folder, { strategy: 'sendfile', route: 'file-to-file' });
      assert.equal((await addon.run(copied, () => {}).done).sharedBytes, null);
      // A range and a file set: extents land where the layout puts them.
      const files = [
        { path, offset: 4096 * 16, length: 4096 * 32 },
        { path, offset: 0, length: null },
      ];
      const set = makeSpec(path, folder, { strategy: 'reflink', route: 'file-to-file', files });
      const { hash } = await addon.run(set, () => {}).done;
      assert.equal(hash?.sink, hash?.source);
      const odd = makeSpec(path, folder, {
        strategy: 'reflink',
        route: 'file-to-file',
        files: [{ path, offset: 1, length: 100 }],
      });
      const { error } = await attempt(addon, odd);
      assert.equal(error?.code, 'EINVAL');
      assert.match(error.message, /blocks/);
    }));

test('copying to another filesystem falls back and says so', t =>
  onFilesystem('tmpfs', t, async folder => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'iopath-test-'));
    const path = writeNoise(elsewhere, 'input', 100_000);
    const spec = makeSpec(path, folder, { strategy: 'copy-file-range', route: 'file-to-file' });
    const result = await addon.run(spec, () => {}).done;
    rmSync(elsewhere, { recursive: true });
    assert.equal(result.hash?.sink, result.hash?.source);
    assert.equal(result.ranAs.strategy, 'sendfile');
    assert.match(said(result.ranAs.because ?? ''), /different filesystems/);
  }));

test('an output that does not fit is refused before a byte is moved, or fails with ENOSPC', t =>
  onFilesystem('tmpfs', t, async folder => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'iopath-test-'));
    const path = join(elsewhere, 'large');
    writeFileSync(path, '');
    truncateSync(path, 300 << 20);
    const { error } = await attempt(addon, makeSpec(path, folder, { route: 'file-to-file' }));
    rmSync(elsewhere, { recursive: true });
    assert.equal(error?.code, 'ENOSPC');
    assert.match(error.message, /needs \d+ bytes and \d+ are free/);
  }));
