// Each strategy on each route once in every mode that takes other code of the engine, with small files: what the
// sanitizers need to see. That each byte arrives at every size is the subject of the other files of this folder.
import assert from 'node:assert/strict';
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { userPasses } from '../../src/model/job';
import { type Route, routes } from '../../src/model/route';
import type { RunSpec } from '../../src/model/runSpec';
import type { StrategyName } from '../../src/model/strategy';
import {
  absent,
  attempt,
  attemptWith,
  loadAddon,
  makeSpec,
  meantFor,
  scratchFolder,
  twoCores,
  writeNoise,
} from './engine';

const addon = loadAddon();
const folder = scratchFolder();
const probe = addon.probe(folder);

const bytes = 70_001;
const path = writeNoise(folder, 'input', bytes);
const empty = writeNoise(folder, 'empty', 0);
/** Larger than a ring's buffers, which then carry one chunk in parts. */
const large = writeNoise(folder, 'large', 5_000_011);

const whole = (name: string) => ({ path: name, offset: 0, length: null });

/** The modes of one path. A mode that a strategy lacks must be refused. */
const modes: Record<string, Partial<RunSpec>> = {
  plain: {},
  'tiny chunks': { chunkBytes: 97, files: [{ path, offset: 0, length: 5000 }] },
  'one chunk': { chunkBytes: 1 << 20 },
  'chunk beyond a buffer': { chunkBytes: 4_900_001, files: [whole(large)] },
  ranges: { chunkBytes: 3000, files: [{ path, offset: 4095, length: 9000 }, whole(empty), whole(path)] },
  'random order': { chunkBytes: 1009, order: 'random' },
  'mapped at once': { populate: true },
  'reads in flight': { depth: 4, chunkBytes: 1009 },
  discard: { sink: 'discard', receiver: 'poll', cores: twoCores },
  'small buffers': {
    sendBufferBytes: 4096,
    receiveBufferBytes: 4096,
    pipeBytes: 4096,
    receiver: 'same-core',
  },
  followed: { followBytes: 10_007 },
  unix: { socket: 'unix' },
  ...Object.fromEntries(userPasses.map(pass => [`pass ${pass}`, { pass }])),
};

function modesOf(route: Route): [string, Partial<RunSpec>][] {
  const own: Record<string, Partial<RunSpec>> = { ...modes };
  if (route === 'file-to-socket') own.header = { headerBytes: 300, files: [whole(path), whole(empty)] };
  if (route.endsWith('file')) {
    own.flushed = { flushEvery: 2 };
    own.preallocated = { preallocate: true };
  }
  return Object.entries(own);
}

/** Codes that say no before a byte moved. */
const refusals = new Set(['ENOTSUP', 'EINVAL', 'EOPNOTSUPP']);

async function runEachMode(strategy: StrategyName, route: Route): Promise<void> {
  for (const [mode, change] of modesOf(route)) {
    const spec = makeSpec(path, folder, { strategy, route, chunkBytes: 8192, ...change });
    const { result, error } = await attempt(addon, spec);
    if (result) assert.equal(result.hash?.sink, result.hash?.source, mode);
    else assert.ok(refusals.has(error.code) && mode !== 'plain', `${mode}: ${error.message}`);
  }
}

/** A sparse file that no run comes to the end of soon. */
function sparse(): string {
  const name = join(folder, 'sparse');
  writeFileSync(name, '');
  truncateSync(name, 2 ** 30);
  return name;
}

async function disturbEachRun(strategy: StrategyName, route: Route): Promise<void> {
  for (const followBytes of [0, 4096]) {
    const spec = () =>
      makeSpec(sparse(), folder, { strategy, route, chunkBytes: 4096, sink: 'discard', followBytes });
    const cancelled = await attemptWith(addon, spec(), { onFirstBytes: cancel => cancel() });
    assert.match(cancelled.error?.code ?? 'over', /^(ECANCELED|ENOTSUP|over)$/, 'cancelled');
    const shrunk = spec();
    const cut = await attemptWith(addon, shrunk, {
      onFirstBytes: () => truncateSync(shrunk.files[0]!.path, 4097),
    });
    assert.match(cut.error?.code ?? 'over', /^(ENODATA|ENOTSUP|over)$/, 'the input shrinks');
  }
}

for (const route of routes)
  for (const strategy of meantFor[route]) {
    const skip = absent(probe, strategy, route);
    test(`${strategy}, ${route}: every mode, a cancel, an input that shrinks`, { skip }, async () => {
      await runEachMode(strategy, route);
      // A clone is one call: there is no middle to disturb it in.
      if (strategy !== 'reflink') await disturbEachRun(strategy, route);
      addon.observe({ strategy, route, socket: 'tcp', directory: folder });
    });
  }

test('the probe, and what the engine refuses', async () => {
  addon.probe(folder);
  assert.throws(() => addon.probe(join(folder, 'missing')), { code: 'ENOENT' });
  for (const [name, code] of [
    [join(folder, 'missing'), 'ENOENT'],
    [folder, 'EISDIR'],
    ['/dev/zero', 'EINVAL'],
  ] as const)
    assert.equal((await attempt(addon, makeSpec(name, folder))).error?.code, code);
  assert.throws(() => addon.run(makeSpec(path, folder, { chunkBytes: -1 }), () => {}), TypeError);
});
