// The share of the sender's CPU time that kernel samples find in copy code, for each strategy on each route: high where
// the rules say copies, near zero where they say references.
import { addon, inFolder, makeInput, makeSpec, megabyte, runOnce } from './engine.mjs';

const enough = 1000;
const mostRuns = 100;
const routes = ['file-to-socket', 'file-to-file', 'socket-to-file', 'file-to-pipe'];

/** Samples of equal runs added up: all, in copy code, and how many a millisecond of CPU time gave (asked for: 1). */
async function sampled(spec) {
  const sum = { samples: 0, copying: 0, cpuMs: 0 };
  for (let runs = 0; runs < mostRuns && sum.samples < enough; runs += 1) {
    const { copyTime, sender } = await runOnce(spec);
    if (!copyTime) return null;
    sum.samples += copyTime.samples;
    sum.copying += copyTime.share * copyTime.samples;
    sum.cpuMs += (sender.userNs + sender.systemNs) / 1e6;
  }
  return sum;
}

export const about =
  'share of samples in copy code: at least 15 % where bytes are copied, at most 1 % where not';

export default async function copying({ directory, say }) {
  await inFolder(directory, async folder => {
    const path = makeInput(folder, 64 * megabyte);
    const { strategies } = addon.probe(folder);
    for (const route of routes)
      for (const [strategy, byRoute] of Object.entries(strategies)) {
        if (!byRoute[route].available) continue;
        const found = await sampled(makeSpec(path, folder, { strategy, route, sampleHz: 1000 }));
        if (!found) return say('no kernel samples here (iopath doctor says why): left out');
        const { samples, copying, cpuMs } = found;
        const share = `${((100 * copying) / samples).toFixed(1)} %`;
        const rate = (samples / cpuMs).toFixed(2);
        say(`${route.padEnd(15)} ${strategy.padEnd(16)} ${share.padStart(7)} of ${samples}, ${rate} a ms`);
      }
  });
}
