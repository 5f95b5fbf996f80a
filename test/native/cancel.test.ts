// A run can be cancelled in every state. How soon it ends is a figure: `npm run bench -- cancelling`.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { receiverModes } from '../../src/model/job';
import { type Route, routes } from '../../src/model/route';
import type { RunSpec } from '../../src/model/runSpec';
import { until } from '../until';
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

function sparse(name: string, bytes: number): string {
  const path = join(folder, name);
  writeFileSync(path, '');
  truncateSync(path, bytes);
  return path;
}

/** More than a minute of work where the receiver discards the bytes; for a file, as much as its filesystem can hold. */
const endless = sparse('endless', 2 ** 34);
const large = sparse('large', 2 ** 31);
const writesFile = (route: Route) => route === 'file-to-file' || route === 'socket-to-file';
const inputOf = (route: Route) => (writesFile(route) ? large : endless);

const descriptors = () => readdirSync('/proc/self/fd').length;

/** Threads of the engine that are alive in this process, by the names it gives them. */
const engineThreads = () =>
  readdirSync('/proc/self/task').filter(id => {
    try {
      return readFileSync(`/proc/self/task/${id}/comm`, 'utf8').startsWith('iopath-');
    } catch {
      return false; // it ended between the listing and the look
    }
  });

const gone = () => until('the threads of the engine to end', () => engineThreads().length === 0);

/** Cancels a run at a random moment; every moment must work. */
async function cancelAfter(milliseconds: number, spec: RunSpec): Promise<string> {
  const handle = addon.run(spec, () => {});
  const done = handle.done.then(
    () => 'finished',
    error => error.code as string,
  );
  await sleep(milliseconds);
  handle.cancel();
  return done;
}

for (const route of routes)
  test(`every strategy that moves bytes ends when it is cancelled, ${route}`, async () => {
    for (const strategy of meantFor[route]) {
      // A clone is one call: there is no middle to cancel it in.
      if (strategy === 'reflink' || absent(probe, strategy, route)) continue;
      const path = inputOf(route);
      // Many small calls make the work last; direct I/O moves whole blocks.
      const chunkBytes = strategy === 'direct-io' ? 4096 : 512;
      const spec = makeSpec(path, folder, { strategy, route, chunkBytes, sink: 'discard' });
      const { error } = await attemptWith(addon, spec, { onFirstBytes: cancel => cancel() });
      assert.equal(error?.code, 'ECANCELED', strategy);
    }
  });

test('a run is cancelled at its start, in each receiver mode, among 200,000 files and while it is hashed', async () => {
  const many = Array.from({ length: 200_000 }, () => ({ path: large, offset: 0, length: 10 }));
  const states: [string, number, Partial<RunSpec>][] = [
    ['at once', 0, {}],
    ['looking at 200,000 files', 0, { files: many }],
    ['verifying', 500, { sink: 'verify', strategy: 'sendfile', chunkBytes: 1 << 20 }],
  ];
  for (const receiver of receiverModes) states.push([receiver, 30, { receiver, cores: twoCores }]);
  for (const [state, wait, change] of states) {
    const spec = makeSpec(endless, folder, { sink: 'discard', chunkBytes: 4096, ...change });
    assert.equal(await cancelAfter(wait, spec), 'ECANCELED', state);
  }
});

test('a call of 256 MiB that is under way is cancelled, or was over', async () => {
  for (const strategy of ['copy-file-range', 'sendfile'] as const) {
    // The kernel ends such a call only when all is copied: the thread in it outlives the run so long.
    const change = { strategy, route: 'file-to-file', chunkBytes: 2 ** 28, sink: 'discard' } as const;
    const code = await cancelAfter(40, makeSpec(large, folder, change));
    assert.match(code, /^(ECANCELED|finished)$/, strategy);
  }
});

/** Mapped ranges of this process. */
const mappings = () => readFileSync('/proc/self/maps', 'utf8').split('\n').length;

test('a hundred runs, finished, failed and cancelled, leave no descriptor, thread or mapping', async () => {
  const path = writeNoise(folder, 'input', 50_000);
  await attempt(addon, makeSpec(path, folder));
  await gone();
  const before = descriptors();
  const mapped = mappings();
  for (let round = 0; round < 25; round++) {
    for (const route of routes) await attempt(addon, makeSpec(path, folder, { route }));
    await attempt(addon, makeSpec(join(folder, 'missing'), folder));
    await cancelAfter(round % 5, makeSpec(large, folder, { sink: 'discard', route: routes[round % 4]! }));
  }
  await gone();
  await until(`${before} descriptors, as before`, () => descriptors() <= before);
  // The allocator and Node map some for themselves; 150 runs that leave one each are far beyond that.
  assert.ok(mappings() < mapped + 75, `${mapped} mappings became ${mappings()}`);
  assert.deepEqual(readdirSync(folder).sort(), ['endless', 'input', 'large'], 'outputs have no name');
});
