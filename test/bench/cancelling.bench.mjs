// Time from a run's cancellation to its end, for each strategy on each route, in the middle of 2 GiB.
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { addon, inFolder, makeSpec } from './engine.mjs';

const routes = ['file-to-socket', 'file-to-file', 'socket-to-file', 'file-to-pipe'];

/** Milliseconds from the cancellation to the end of the run; null where it was over before. */
async function endsAfter(spec) {
  const handle = addon.run(spec, () => {});
  const cancelled = handle.done.then(
    () => false,
    error => error.code === 'ECANCELED',
  );
  await sleep(30);
  const from = performance.now();
  handle.cancel();
  return (await cancelled) ? performance.now() - from : null;
}

export const about = 'milliseconds from the cancellation of a run to its end; target 100 at most';

export default async function cancelling({ directory, say }) {
  await inFolder(directory, async folder => {
    const path = join(folder, 'input');
    writeFileSync(path, '');
    truncateSync(path, 2 ** 31);
    const { strategies } = addon.probe(folder);
    for (const route of routes)
      for (const [strategy, byRoute] of Object.entries(strategies)) {
        if (!byRoute[route].available) continue;
        const spec = makeSpec(path, folder, { strategy, route, chunkBytes: 4096, cores: null });
        const times = [];
        for (let round = 0; round < 5; round += 1) times.push(await endsAfter(spec));
        const latencies = times.map(time => (time === null ? 'over' : time.toFixed(0))).join(' ');
        say(`${route.padEnd(15)} ${strategy.padEnd(16)} ${latencies}`);
      }
  });
}
