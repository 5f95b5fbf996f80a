// A page of a mapped file can be missing for three causes, which the error names.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadAddon, makeSpec, scratchFolder, writeNoise } from '../native/engine';
import { onFilesystem } from '../native/mounted';
import { buildPreload, runInjected } from './injected';

const folder = scratchFolder();
const preload = buildPreload(folder);
const skip = 'why' in preload && preload.why;
const mib = 2 ** 20;

for (const [strategy, route] of [
  ['mmap-write', 'socket-to-file'],
  ['mmap-mmap', 'file-to-file'],
] as const)
  test(`${strategy}, ${route}: an output that can get no more space is ENOSPC`, async t => {
    const path = writeNoise(folder, 'input', 64 * mib);
    await onFilesystem('tmpfs', t, async small => {
      // Of 200 MiB a little more than the output needs is left, so that taking it is quick.
      spawnSync('fallocate', ['-l', String(130 * mib), join(small, 'most')]);
      let filled = false;
      const fill = () => {
        if (filled) return;
        filled = true;
        // More than is free: what is there is taken before the error.
        spawnSync('dd', ['if=/dev/zero', `of=${join(small, 'filler')}`, 'bs=64K'], { stdio: 'ignore' });
      };
      const slow = { chunkBytes: 64, sendBufferBytes: 4096, receiveBufferBytes: 4096 };
      const spec = makeSpec(path, small, { strategy, route, ...slow, pass: 'checksum' });
      const error = await loadAddon()
        .run(spec, fill)
        .done.then(
          () => null,
          thrown => thrown,
        );
      if (!error) return t.skip('the run was over before the filesystem could be filled');
      assert.deepEqual([error.code, error.path], ['ENOSPC', small], error.message);
    });
  });

test('a page lost to neither a cut nor a full disk is EIO', { skip }, () => {
  if ('why' in preload) return;
  const path = writeNoise(folder, 'whole', mib);
  const cases = (
    [
      ['file-to-socket', 'write'],
      ['socket-to-file', 'recvfrom'],
    ] as const
  ).map(([route, call]) => ({
    spec: makeSpec(path, folder, { strategy: 'mmap-write', route }),
    fault: { call, from: 2, times: 1, kind: 'error', value: 'EFAULT' } as const,
  }));
  const [reading, writing] = runInjected(preload.path, folder, cases);
  assert.deepEqual([reading?.error?.code, reading?.error?.path], ['EIO', path]);
  assert.deepEqual([writing?.error?.code, writing?.error?.path], ['EIO', folder]);
});

test('the clock of socket-to-file starts with the first byte that comes', { skip }, () => {
  if ('why' in preload) return;
  const path = writeNoise(folder, 'late', mib);
  const lateMs = 3000;
  const late = { call: 'sendfile', from: 1, times: 1, kind: 'late', value: lateMs } as const;
  const spec = makeSpec(path, folder, { strategy: 'read-write', route: 'socket-to-file' });
  const [told] = runInjected(preload.path, folder, [{ spec, fault: late }]);
  assert.equal(told?.error, undefined, told?.error?.message);
  // The call lasts at least as long as the first byte is late and the clock then runs; a clock that started before it
  // would count that time twice.
  const { result, ms } = told!;
  const clockMs = result!.wallNs / 1e6;
  assert.ok(lateMs + clockMs <= ms, `${lateMs} ms late, ${clockMs} ms by the clock, ${ms} ms in all`);
});
