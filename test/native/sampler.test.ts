// Kernel samples of real runs: copying strategies show their copying, the others show none.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { RunSpec } from '../../src/model/job';
import type { Probe } from '../../src/model/probe';
import type { CopyTime } from '../../src/model/sample';
import type { StrategyName } from '../../src/model/strategy';
import { addonPath, loadAddon, makeSpec, scratchFolder, writeNoise } from './engine';

const addon = loadAddon();
const folder = scratchFolder();
const probe = addon.probe(folder);
const sampled = probe.evidence.sampled;
const skip = sampled?.available ? false : `no kernel samples here: ${sampled?.why}`;

/** Real bytes: a hole would be read from the zero page and copied faster than data. */
const input = writeNoise(folder, 'input', 64 << 20);
const enough = 500;

/** Repeats a run until there are samples enough, and adds them up. */
async function sample(change: Partial<RunSpec>): Promise<CopyTime> {
  const spec = makeSpec(input, folder, { sink: 'discard', sampleHz: 1000, ...change });
  const sum = { copying: 0, waking: 0, samples: 0, lost: 0, leaves: new Map<string, number>() };
  while (sum.samples < enough) {
    const { copyTime } = await addon.run(spec, () => {}).done;
    assert.ok(copyTime, 'samples were asked for');
    sum.copying += copyTime.share * copyTime.samples;
    sum.waking += copyTime.wakeShare * copyTime.samples;
    sum.samples += copyTime.samples;
    sum.lost += copyTime.lost ?? 0;
    for (const { symbol, samples } of copyTime.leaves)
      sum.leaves.set(symbol, (sum.leaves.get(symbol) ?? 0) + samples);
  }
  const leaves = [...sum.leaves].map(([symbol, samples]) => ({ symbol, samples }));
  return {
    share: sum.copying / sum.samples,
    wakeShare: sum.waking / sum.samples,
    samples: sum.samples,
    lost: sum.lost,
    leaves: leaves.sort((a, b) => b.samples - a.samples),
  };
}

const tell = ({ share, wakeShare, samples, leaves }: CopyTime) =>
  `share ${share.toFixed(3)}, waking ${wakeShare.toFixed(3)} of ${samples}: ` +
  leaves
    .slice(0, 3)
    .map(leaf => `${leaf.symbol} ${leaf.samples}`)
    .join(', ');

type Case = [StrategyName, RunSpec['route']];

const copying: Case[] = [
  ['read-write', 'file-to-socket'],
  ['mmap-write', 'file-to-socket'],
  ['io-uring', 'file-to-socket'],
  ['io-uring-sqpoll', 'file-to-socket'],
  ['read-write', 'file-to-file'],
  ['sendfile', 'file-to-file'],
  ['mmap-mmap', 'file-to-file'],
];
const copyFree: Case[] = [
  ['sendfile', 'file-to-socket'],
  ['splice', 'file-to-socket'],
  ['vmsplice', 'file-to-socket'],
];

for (const [strategy, route] of copying)
  test(`${strategy} ${route} spends at least 15 % of its samples copying`, { skip }, async t => {
    const time = await sample({ strategy, route });
    t.diagnostic(tell(time));
    assert.ok(time.share >= 0.15, tell(time));
  });

for (const [strategy, route] of copyFree)
  test(`${strategy} ${route} spends at most 1 % of its samples copying`, { skip }, async t => {
    const time = await sample({ strategy, route });
    t.diagnostic(tell(time));
    assert.ok(time.share <= 0.01, tell(time));
  });

test('every sample has a leaf, most met first, and none is lost', { skip }, async () => {
  const { copyTime } = await addon.run(
    makeSpec(input, folder, { sink: 'discard', sampleHz: 1000, strategy: 'read-write' }),
    () => {},
  ).done;
  assert.ok(copyTime && copyTime.samples > 0);
  const counts = copyTime.leaves.map(({ samples }) => samples);
  assert.equal(
    counts.reduce((sum, count) => sum + count, 0),
    copyTime.samples,
  );
  assert.deepEqual(
    counts,
    [...counts].sort((a, b) => b - a),
  );
  assert.equal(copyTime.lost, 0);
});

test('samples come at the rate asked for', { skip }, async t => {
  const sparse = join(folder, 'sparse');
  writeFileSync(sparse, '');
  truncateSync(sparse, 512 << 20);
  const change = { strategy: 'read-write', sink: 'discard', pin: true } as const;
  const { copyTime, sender } = await addon.run(
    makeSpec(sparse, folder, { ...change, sampleHz: 1000 }),
    () => {},
  ).done;
  const expected = (sender.userNs + sender.systemNs) / 1e6;
  t.diagnostic(`${copyTime?.samples} samples in ${expected.toFixed(0)} ms of CPU time`);
  assert.ok(copyTime && copyTime.samples > expected * 0.8 && copyTime.samples < expected * 1.2);
});

test('a run that asks for no samples has none', async () => {
  const { copyTime } = await addon.run(makeSpec(input, folder, { sink: 'discard' }), () => {}).done;
  assert.equal(copyTime, null);
});

// Other users' rights, where this test may take them on.

const asUser = `
const addon = require(process.argv[1]);
addon.run(JSON.parse(process.argv[2]), () => {}).done.then(({ copyTime, bytes }) =>
  console.log(JSON.stringify({ evidence: addon.probe(process.argv[3]).evidence, copyTime, bytes })));`;

function runAs(rights: string[]): { evidence: Probe['evidence']; copyTime: CopyTime | null; bytes: number } {
  const spec = makeSpec(process.execPath, folder, { sink: 'discard', sampleHz: 1000 });
  const identity = ['--reuid', '65534', '--regid', '65534', '--clear-groups', ...rights];
  const { stdout, stderr } = spawnSync(
    'setpriv',
    [...identity, process.execPath, '-e', asUser, addonPath, JSON.stringify(spec), '/'],
    { encoding: 'utf8' },
  );
  assert.ok(stdout, stderr);
  return JSON.parse(stdout);
}

const isRoot = process.getuid?.() === 0 && spawnSync('setpriv', ['--version']).status === 0;
const otherUser = isRoot ? false : 'needs root and setpriv, to run as another user';

test(
  'without the right to sample, the run goes on and the probe names the remedy',
  { skip: otherUser },
  t => {
    const { evidence, copyTime, bytes } = runAs([]);
    if (evidence.sampled?.available) return t.skip('every user may sample here');
    assert.equal(copyTime, null);
    assert.ok(bytes > 0);
    assert.match(evidence.sampled?.why ?? '', /EACCES|EPERM/);
    assert.match(evidence.sampled?.remedy ?? '', /perf_event_paranoid/);
  },
);

test('hidden kernel addresses are an absence, not one bogus symbol', { skip: otherUser }, t => {
  const { evidence, copyTime } = runAs(['--inh-caps', '+perfmon', '--ambient-caps', '+perfmon']);
  if (evidence.sampled?.available) return t.skip('every user may read kernel addresses here');
  if (/perf_event_open/.test(evidence.sampled?.why ?? '')) return t.skip('CAP_PERFMON can not be given here');
  assert.equal(copyTime, null);
  assert.match(evidence.sampled?.why ?? '', /all zero/);
  assert.match(evidence.sampled?.remedy ?? '', /kptr_restrict/);
});
