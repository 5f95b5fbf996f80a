// Kernel samples of real runs: they are whole, and meet the copying where there is some. How large its share is belongs
// to the machine: `npm run bench -- copying`.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunSpec } from '../../src/model/runSpec';
import type { CopyTime } from '../../src/model/sample';
import type { StrategyName } from '../../src/model/strategy';
import type { NativeAvailability } from '../../src/worker/nativeAddon';
import { said } from '../english';
import { absent, addonPath, loadAddon, makeSpec, scratchFolder, writeNoise } from './engine';
import { noOtherUser, reachableCopy, runAsOtherUser } from './otherUser';

const addon = loadAddon();
const folder = scratchFolder();
const probe = addon.probe(folder);
const sampled = probe.evidence.sampled;
const skip = sampled?.available ? false : `no kernel samples here: ${said(sampled?.why)}`;

/** Real bytes: a hole would be read from the zero page and copied faster than data. */
const input = writeNoise(folder, 'input', 64 << 20);

/** Among this many samples code that takes one in fifty is missed once in 24,000 test runs. */
const enough = 500;
/** Runs after which a machine that is too fast, or too busy, to give enough samples is let go. */
const mostRuns = 60;

interface Sampled {
  samples: number;
  copying: number;
  lost: number;
  leaves: Map<string, number>;
}

/** Adds up the samples of equal runs until there are enough. */
async function sample(change: Partial<RunSpec>): Promise<Sampled> {
  const spec = makeSpec(input, folder, { sink: 'discard', sampleHz: 1000, ...change });
  const sum: Sampled = { samples: 0, copying: 0, lost: 0, leaves: new Map() };
  for (let runs = 0; runs < mostRuns && sum.samples < enough; runs += 1) {
    const { copyTime } = await addon.run(spec, () => {}).done;
    assert.ok(copyTime, 'samples were asked for');
    sum.copying += Math.round(copyTime.share * copyTime.samples);
    sum.samples += copyTime.samples;
    sum.lost += copyTime.lost ?? 0;
    for (const { symbol, samples } of copyTime.leaves)
      sum.leaves.set(symbol, (sum.leaves.get(symbol) ?? 0) + samples);
  }
  return sum;
}

const tell = ({ samples, copying, leaves }: Sampled) =>
  `${copying} of ${samples} samples in copy code: ${[...leaves].map(leaf => leaf.join(' ')).join(', ')}`;

/** Strategies whose sending thread copies every byte of 64 MiB itself: some sample must show it. */
const copying: [StrategyName, RunSpec['route']][] = [
  ['read-write', 'file-to-socket'],
  ['mmap-write', 'file-to-socket'],
  ['io-uring', 'file-to-socket'],
  ['read-write', 'file-to-file'],
  ['sendfile', 'file-to-file'],
  ['mmap-mmap', 'file-to-file'],
];

for (const [strategy, route] of copying)
  test(`samples of ${strategy}, ${route}, meet its copying`, { skip }, async t => {
    const reason = absent(probe, strategy, route);
    if (reason) return t.skip(reason);
    const sum = await sample({ strategy, route });
    t.diagnostic(tell(sum));
    if (sum.samples < enough) return t.skip(`only ${sum.samples} samples in ${mostRuns} runs`);
    assert.ok(sum.copying > 0, tell(sum));
    assert.equal(sum.lost, 0);
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

test('a run that asks for no samples has none', async () => {
  const { copyTime } = await addon.run(makeSpec(input, folder, { sink: 'discard' }), () => {}).done;
  assert.equal(copyTime, null);
});

// Other users' rights, where this test may take them on.

const asUser = `
const addon = require(process.argv[1]);
addon.run(JSON.parse(process.argv[2]), () => {}).done.then(({ copyTime, bytes }) =>
  console.log(JSON.stringify({ evidence: addon.probe(process.argv[3]).evidence, copyTime, bytes })));`;

interface Told {
  sampled: NativeAvailability;
  copyTime: CopyTime | null;
  bytes: number;
}

function runAs(rights: string[]): Told {
  const spec = makeSpec(process.execPath, folder, { sink: 'discard', sampleHz: 1000 });
  const addonCopy = reachableCopy(addonPath, folder);
  const { stdout, stderr } = runAsOtherUser(['-e', asUser, addonCopy, JSON.stringify(spec), '/'], rights);
  assert.ok(stdout, stderr);
  const told = JSON.parse(stdout);
  return { ...told, sampled: told.evidence.sampled };
}

const otherUser = noOtherUser(folder);

test(
  'without the right to sample, the run goes on and the probe names the remedy',
  { skip: otherUser },
  t => {
    const { sampled: own, copyTime, bytes } = runAs([]);
    if (own.available) return t.skip('every user may sample here');
    assert.equal(copyTime, null);
    assert.ok(bytes > 0);
    assert.equal(own.reason.code, 'samples-privileged');
    assert.match(own.reason.values.errno ?? '', /EACCES|EPERM/);
  },
);

test('hidden kernel addresses are an absence, not one bogus symbol', { skip: otherUser }, t => {
  const { sampled: own, copyTime } = runAs(['--inh-caps', '+perfmon', '--ambient-caps', '+perfmon']);
  if (own.available) return t.skip('every user may read kernel addresses here');
  if (own.reason.code === 'samples-privileged') return t.skip('CAP_PERFMON can not be given here');
  assert.equal(copyTime, null);
  assert.equal(own.reason.code, 'symbols-hidden');
});
