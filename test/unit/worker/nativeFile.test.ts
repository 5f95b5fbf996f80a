import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { nativeTargets } from '../../../scripts/lib/prebuild.mjs';
import { backendName, nativeFile } from '../../../src/worker/nativeFile';

const place = mkdtempSync(join(tmpdir(), 'iopath-native-'));
after(() => rmSync(place, { recursive: true, force: true }));

test('machines are named as the packages name their backends', () => {
  const named = (['x64', 'arm64'] as const).flatMap(arch =>
    [false, true].map(musl => backendName({ platform: 'linux', arch } as NodeJS.Process, () => musl)),
  );
  assert.deepEqual(named.sort(), [...nativeTargets].sort());
  const mac = { platform: 'darwin', arch: 'arm64' } as NodeJS.Process;
  assert.equal(
    backendName(mac, () => false),
    'darwin-arm64',
  );
});

test('a package for one machine has its backend beside the bundle, one for several in folders', () => {
  assert.equal(nativeFile('iopath.node', place), join(place, backendName(), 'iopath.node'));
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, 'iopath.node'), '');
  assert.equal(nativeFile('iopath.node', place), join(place, 'iopath.node'));
});
