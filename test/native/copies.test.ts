// The rules of src/measure/copies against the engine: what they call a copy must show in samples of the sender's CPU
// time, what they call a reference must not, and their bytes must be the calls' own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { copiesOf } from '../../src/measure/copies';
import { copiesPerByte } from '../../src/model/copyCount';
import { routes } from '../../src/model/route';
import type { RunResult } from '../../src/model/sample';
import { absent, loadAddon, makeSpec, meantFor, scratchFolder, writeNoise } from './engine';

const folder = scratchFolder();
const bytes = 64 * 2 ** 20;
const path = writeNoise(folder, 'input', bytes);
const addon = loadAddon();
const probe = addon.probe(folder);
const { filesystem } = probe;

/** Samples that tell a tenth from nothing; runs after which a path too cheap to be sampled is let go. */
const enough = 60;
const mostRuns = 25;

/** Share of the samples in copy code. mmap-mmap copies in user space, which is a leaf of its own. */
function copying(runs: RunResult[]): { share: number; samples: number } {
  const times = runs.flatMap(({ copyTime }) => copyTime ?? []);
  const samples = times.reduce((sum, time) => sum + time.samples, 0);
  const inKernel = times.reduce((sum, time) => sum + time.share * time.samples, 0);
  const inUser = times
    .flatMap(({ leaves }) => leaves)
    .filter(({ symbol }) => symbol === '(user space)')
    .reduce((sum, leaf) => sum + leaf.samples, 0);
  const user = runs[0]?.ranAs.strategy === 'mmap-mmap' ? inUser : 0;
  return { share: samples > 0 ? (inKernel + user) / samples : 0, samples };
}

for (const route of routes)
  for (const strategy of meantFor[route])
    test(`${strategy}, ${route}: rules, counts and samples agree`, async t => {
      const reason = absent(probe, strategy, route);
      if (reason) return t.skip(reason);
      const sampled = probe.evidence.sampled;
      if (!sampled?.available) return t.skip(sampled?.why ?? 'no samples');
      const spec = makeSpec(path, folder, {
        strategy,
        route,
        sink: 'discard',
        receiver: 'poll',
        pin: true,
        sampleHz: 1000,
      });
      const runs: RunResult[] = [];
      while (runs.length < mostRuns && copying(runs).samples < enough)
        runs.push(await addon.run(spec, () => {}).done);
      const run = { phase: 'sampled' as const, ...runs[0]! };
      const facts = {
        run,
        route,
        socket: spec.socket,
        filesystem,
        headerBytes: 0,
        flushEvery: 0,
        pass: spec.pass,
      };
      const hops = copiesOf(facts);
      assert.ok(hops.length > 0, 'no rule knows this path');
      const byCpu = hops.filter(({ by, to }) => by === 'cpu' && to !== 'receiver');
      for (const hop of byCpu) assert.equal(hop.bytes, bytes, `${hop.from} → ${hop.to}`);
      const copies = copiesPerByte(hops, 'cpu', bytes);
      const { share, samples } = copying(runs);
      if (samples < 20)
        return t.diagnostic(`only ${samples} samples in ${runs.length} runs: too cheap to tell`);
      if (copies >= 1)
        assert.ok(share >= 0.05, `${copies} copies by the rules, ${share} of ${samples} samples`);
      else
        assert.ok(
          share * samples <= Math.max(2, samples / 50),
          `no copy by the rules, ${share} of ${samples} samples`,
        );
    });
