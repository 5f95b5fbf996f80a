// Whether the search finds the best path: the winner of `iopath profile --strategy best` against every strategy by
// itself, for a polling and a sleeping receiver, in interleaved rounds of one run.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { addon, cpuNs, inFolder, makeInput, makeSpec, megabyte, runOnce } from './engine.mjs';
import { interval, tell } from './pairs.mjs';
import { interleave, median } from './rounds.mjs';

export const about =
  "the autotuned path's CPU time over that of the best single strategy; target at most 1.05";

const chunks = [65536, megabyte];
const rounds = 14;
const route = 'file-to-socket';

/** The command line's recommendation as a change of a spec. */
function tuned(path, receiver) {
  const words = ['profile', path, '--strategy', 'best', '--receiver', receiver, '--json'];
  const report = JSON.parse(
    execFileSync(process.execPath, [join('dist', 'cli.js'), ...words], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  );
  const { strategy, chunkBytes } = report.advice;
  const winner = report.transfers.find(
    transfer => transfer.strategy === strategy && transfer.chunkBytes === chunkBytes && transfer.autotuned,
  );
  return { strategy, chunkBytes, ...winner?.autotuned };
}

export default async function autotune({ directory, say }) {
  await inFolder(directory, async folder => {
    const path = makeInput(folder, 256 * megabyte);
    const { strategies } = addon.probe(folder);
    const available = Object.keys(strategies).filter(name => strategies[name][route].available);
    for (const receiver of ['poll', 'block']) {
      const best = tuned(path, receiver);
      const singles = available.flatMap(strategy => chunks.map(chunkBytes => ({ strategy, chunkBytes })));
      const contenders = [best, ...singles].map(change => {
        const spec = makeSpec(path, folder, { ...change, receiver });
        return { ...change, measure: async () => cpuNs(await runOnce(spec)) };
      });
      const [winner, ...others] = await interleave(contenders, rounds);
      // One half of the rounds chooses the fastest rival, the other half measures it: otherwise luck would choose it.
      const half = rounds >> 1;
      const rival = others.sort(
        (a, b) => median(a.results.slice(0, half)) - median(b.results.slice(0, half)),
      )[0];
      const ratio = interval(
        winner.results.slice(half).map((cost, round) => cost / rival.results[half + round]),
      );
      say(
        `${receiver.padEnd(6)} ${best.strategy} ${best.chunkBytes >> 10} KiB over ` +
          `${rival.strategy} ${rival.chunkBytes >> 10} KiB: ${tell(ratio)}`,
      );
    }
  });
}
