import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Absence } from '../../src/model/availability';
import { routes } from '../../src/model/route';
import type { RunSpec } from '../../src/model/runSpec';
import { strategyNames } from '../../src/model/strategy';
import { said } from '../english';
import { absent, attempt, loadAddon, makeSpec, meantFor, scratchFolder, writeNoise } from './engine';

const addon = loadAddon();
const folder = scratchFolder();
const probe = addon.probe(folder);
const page = 4096;
const sizes = [0, 1, page - 1, page, page + 1, 300_007];

/** A chunk of one byte makes a call a byte: only for what is small. */
const chunksFor = (bytes: number) => (bytes <= page + 1 ? [1, 1000, 65536] : [1000, page, 65536, 1 << 20]);

const files = new Map(sizes.map(bytes => [bytes, writeNoise(folder, `input-${bytes}`, bytes)]));

async function checkRun(spec: RunSpec, bytes: number): Promise<void> {
  const what = `${spec.strategy} ${spec.route}, ${bytes} bytes in chunks of ${spec.chunkBytes}`;
  const { result, error } = await attempt(addon, spec);
  assert.ok(result, `${what}: ${error?.message}`);
  assert.equal(result.bytes, bytes, what);
  assert.ok(result.hash, what);
  assert.equal(result.hash.sink, result.hash.source, `${what}: other bytes came out`);
  assert.deepEqual(result.ranAs.strategy, spec.strategy, `${what}: ${result.ranAs.because}`);
}

for (const route of routes)
  for (const strategy of strategyNames) {
    const name = `${strategy}, ${route}`;
    if (!meantFor[route].includes(strategy)) {
      test(`${name} is refused with why and remedy`, async () => {
        const { error } = await attempt(addon, makeSpec(files.get(1)!, folder, { strategy, route }));
        assert.equal(error?.code, 'ENOTSUP');
        const { why, remedy } = error as unknown as Absence;
        assert.ok(said(why).includes(strategy) && said(remedy).length > 0, said(why));
      });
      continue;
    }
    const skip = absent(probe, strategy, route);
    test(`${name} delivers every byte of files of ${sizes.join(', ')}`, { skip }, async () => {
      for (const [bytes, path] of files)
        for (const chunkBytes of chunksFor(bytes))
          await checkRun(makeSpec(path, folder, { strategy, route, chunkBytes }), bytes);
    });
  }
