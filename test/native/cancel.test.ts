import assert from 'node:assert/strict';
import { readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunSpec } from '../../src/model/job';
import { receiverModes } from '../../src/model/job';
import { routes } from '../../src/model/route';
import { absent, attempt, loadAddon, makeSpec, meantFor, scratchFolder, writeNoise } from './engine';

const addon = loadAddon();
const folder = scratchFolder();
const probe = addon.probe(folder);

/** A sparse file that takes long enough to be cancelled in the middle. */
const large = join(folder, 'large');
writeFileSync(large, '');
truncateSync(large, 2 ** 31);

const descriptors = () => readdirSync('/proc/self/fd').length;
const threads = () => readdirSync('/proc/self/task').length;

/** Threads that were told to stop may need a moment inside the kernel. */
async function settled(count: () => number, most: number): Promise<number> {
  for (let tries = 0; tries < 100 && count() > most; tries++) await sleep(50);
  return count();
}

async function cancelAfter(milliseconds: number, spec: RunSpec) {
  const handle = addon.run(spec, () => {});
  const done = handle.done.then(
    () => 'finished',
    error => error.code as string,
  );
  await sleep(milliseconds);
  const from = performance.now();
  handle.cancel();
  return { code: await done, took: performance.now() - from };
}

/** The promise is about the engine; on a crowded machine the test's own thread may wake late, so it asks up to three times. */
async function cancelsInTime(milliseconds: number, spec: RunSpec) {
  let outcome = await cancelAfter(milliseconds, spec);
  for (let again = 0; again < 2 && outcome.took >= 100; again++)
    outcome = await cancelAfter(milliseconds, spec);
  return outcome;
}

for (const route of routes)
  test(`every strategy ends within 100 ms of a cancellation, ${route}`, async t => {
    for (const strategy of meantFor[route]) {
      if (absent(probe, strategy, route)) continue;
      const chunkBytes = strategy === 'copy-file-range' ? 1 << 20 : 4096;
      const spec = makeSpec(large, folder, { strategy, route, chunkBytes, sink: 'discard' });
      const { code, took } = await cancelsInTime(30, spec);
      t.diagnostic(`${strategy}: ${code} after ${took.toFixed(0)} ms`);
      assert.equal(code, 'ECANCELED', strategy);
      assert.ok(took < 100, `${strategy} took ${took} ms`);
    }
  });

test('a run is cancelled in every state: before its first byte, in a call of a gigabyte, while hashing', async t => {
  const states: [string, number, Partial<RunSpec>][] = [
    ['at once', 0, {}],
    ['one huge call', 40, { strategy: 'copy-file-range', route: 'file-to-file', chunkBytes: 2 ** 30 }],
    ['one huge sendfile', 40, { strategy: 'sendfile', route: 'file-to-file', chunkBytes: 2 ** 30 }],
    ['verifying', 500, { sink: 'verify', strategy: 'sendfile', chunkBytes: 1 << 20 }],
  ];
  const many = Array.from({ length: 200_000 }, () => ({ path: large, offset: 0, length: 10 }));
  states.push(['looking at 200,000 files', 20, { files: many }]);
  for (const receiver of receiverModes) states.push([receiver, 30, { receiver, pin: true }]);
  for (const [state, wait, change] of states) {
    const spec = makeSpec(large, folder, { sink: 'discard', chunkBytes: 4096, ...change });
    const { code, took } = await cancelsInTime(wait, spec);
    t.diagnostic(`${state}: ${code} after ${took.toFixed(0)} ms`);
    if (code !== 'finished')
      assert.ok(code === 'ECANCELED' && took < 100, `${state}: ${code} after ${took} ms`);
  }
});

test('a hundred runs, finished, failed and cancelled, leave no descriptor and no thread', async () => {
  const path = writeNoise(folder, 'input', 50_000);
  await attempt(addon, makeSpec(path, folder));
  await sleep(300);
  const [fds, tasks] = [descriptors(), threads()];
  for (let round = 0; round < 25; round++) {
    for (const route of routes) await attempt(addon, makeSpec(path, folder, { route }));
    await attempt(addon, makeSpec(join(folder, 'missing'), folder));
    await cancelAfter(round % 5, makeSpec(large, folder, { sink: 'discard', route: routes[round % 4]! }));
  }
  assert.ok((await settled(descriptors, fds)) <= fds, `${descriptors()} descriptors, ${fds} before`);
  assert.ok((await settled(threads, tasks)) <= tasks, `${threads()} threads, ${tasks} before`);
  assert.deepEqual(readdirSync(folder).sort(), ['input', 'large'], 'outputs have no name');
});
