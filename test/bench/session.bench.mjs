// How long a run's events block the editor's extension host, and how soon a cancelled run has ended.
import { readdirSync, statSync } from 'node:fs';
import { loadavg } from 'node:os';
import { resolve } from 'node:path';
import { inFolder, makeInput } from './engine.mjs';
import { hostProcess } from './hostProcess.mjs';

export const about =
  'blocking of the extension host per event of a run, target 5 ms; time to cancel, target 200 ms';

/** The largest report that the project keeps. */
function largestReport() {
  const files = readdirSync('docs/reports').map(name => resolve('docs/reports', name));
  return files.sort((a, b) => statSync(b).size - statSync(a).size)[0];
}

const quantiles = ({ p50, p99, max }) =>
  `p50 ${p50.toFixed(2)}, p99 ${p99.toFixed(2)}, at most ${max.toFixed(2)} ms`;

export default async function session({ directory, say }) {
  say(`load of this machine ${loadavg()[0].toFixed(1)}; other work lengthens wall times`);
  const host = await hostProcess();
  await inFolder(directory, async folder => {
    const input = makeInput(folder, 64 * 2 ** 20);
    for (const sweep of ['none', 'chunk']) {
      const { events, largestReport, wall, cpu, parsed } = host(input, 'events', sweep);
      const what = sweep === 'none' ? 'one chunk size' : 'every chunk size';
      say(`${what}: ${events} events, reports of up to ${(largestReport / 1024).toFixed(0)} KiB`);
      say(`  the host is held up   ${quantiles(wall)}`);
      say(`  its CPU time          ${quantiles(cpu)}`);
      say(`  had it read them      ${quantiles(parsed)}`);
    }
    const opened = host('-', 'open', largestReport());
    say(`a report's file of ${(opened.bytes / 1024).toFixed(0)} KiB is opened`);
    say(`  the host is held up   ${quantiles(opened.away)}`);
    say(`  had it checked it     ${quantiles(opened.here)}`);
    for (const stage of ['begun', 'started', 'round', 'report']) {
      const times = Array.from({ length: 5 }, () => host(input, 'cancel', stage).took);
      say(`cancelled at '${stage}': ${times.map(time => time?.toFixed(0) ?? 'no such event').join(' ')} ms`);
    }
  });
}
