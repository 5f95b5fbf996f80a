// The processor's counters in a run's result: there exactly where the probe finds them; and what is done with a count,
// by software events that a preload puts in their place, so that it is tested on machines without.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import type { RunResult } from '../../src/model/sample';
import type { NativeAvailability } from '../../src/worker/nativeAddon';
import { said } from '../english';
import { addonPath, attempt, loadAddon, makeSpec, scratchFolder, writeNoise } from './engine';

const folder = scratchFolder();
const path = writeNoise(folder, 'input', 8 << 20);

test('a run carries the counts where the probe finds counters, and none where it says why not', async t => {
  const addon = loadAddon();
  const found = addon.probe(folder).evidence['hardware-counters'];
  const { result } = await attempt(addon, makeSpec(path, folder));
  assert.equal(result?.hardware !== null, found?.available);
  if (found?.available) return assert.ok(result!.hardware!.cycles > 0 && result!.hardware!.instructions > 0);
  assert.match(said(found?.why ?? ''), /perf_event_open: E/);
  assert.ok(found?.remedy);
  t.diagnostic(said(found?.why ?? ''));
});

const child = `
const [, addonPath, folder, spec, sampled] = process.argv;
const addon = require(addonPath);
(async () => {
  const found = addon.probe(folder).evidence['hardware-counters'];
  const result = await addon.run(JSON.parse(spec), () => {}).done;
  const other = await addon.run(JSON.parse(sampled), () => {}).done;
  console.log(JSON.stringify({ found, result, other }));
})();`;

test('what is counted is the sender, from its start to its end', t => {
  const preload = join(folder, 'pmu.so');
  const built = spawnSync('g++', [
    '-shared',
    '-fPIC',
    '-D_GNU_SOURCE',
    '-o',
    preload,
    'test/native/pmu.cc',
    '-ldl',
  ]);
  if (built.error) return t.skip('g++ is not installed (Debian: apt-get install g++)');
  assert.equal(built.status, 0, String(built.stderr));
  const spec = makeSpec(path, folder, { strategy: 'mmap-write', sink: 'discard' });
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['-e', child, addonPath, folder, JSON.stringify(spec), JSON.stringify({ ...spec, sampleHz: 1000 })],
    { encoding: 'utf8', env: { ...process.env, LD_PRELOAD: preload } },
  );
  const told = JSON.parse(stdout || `"${stderr}"`) as {
    found: NativeAvailability;
    result: RunResult;
    other: RunResult;
  };
  if (!told.found.available) return t.skip(`no perf events at all here (${told.found.reason.code})`);
  const { hardware, sender } = told.result;
  assert.ok(hardware);
  assert.ok(hardware.cycles > 0);
  // Counting begins before the sender's own accounts and ends after them, so it misses none of its events. A mapped
  // file's page faults are the sender's alone: the receiver's are not among them.
  assert.ok(hardware.instructions >= sender.minorFaults && hardware.instructions < sender.minorFaults + 20);
  assert.ok(hardware.cacheMisses! >= sender.voluntarySwitches + sender.involuntarySwitches);
  assert.equal(told.other.hardware, null, 'a sampled run is not counted: the samples would be in it');
});
