// The rules of src/measure/copies against the engine: each path has a rule, and its bytes are those that the calls of the
// run moved. Whether samples of CPU time agree is a figure: `npm run bench -- copying`.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { copiesOf } from '../../src/measure/copies';
import { routes } from '../../src/model/route';
import { absent, loadAddon, makeSpec, meantFor, scratchFolder, twoCores, writeNoise } from './engine';

const folder = scratchFolder();
const bytes = 64 * 2 ** 20;
const path = writeNoise(folder, 'input', bytes);
const addon = loadAddon();
const probe = addon.probe(folder);
const { filesystem } = probe;

for (const route of routes)
  for (const strategy of meantFor[route])
    test(`${strategy}, ${route}: the rules' bytes are the calls' own`, async t => {
      const reason = absent(probe, strategy, route);
      if (reason) return t.skip(reason);
      const spec = makeSpec(path, folder, {
        strategy,
        route,
        sink: 'discard',
        receiver: 'poll',
        cores: twoCores,
      });
      const run = { phase: 'timed' as const, ...(await addon.run(spec, () => {}).done) };
      const facts = { ...spec, run, filesystem };
      const hops = copiesOf(facts);
      assert.ok(hops.length > 0, 'no rule knows this path');
      const byCpu = hops.filter(({ by, to }) => by === 'cpu' && to !== 'receiver');
      for (const hop of byCpu) assert.equal(hop.bytes, bytes, `${hop.from} → ${hop.to}`);
    });
