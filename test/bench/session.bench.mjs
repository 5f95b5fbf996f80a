// How long a run's events block the editor's extension host, and how soon a cancelled run has ended.
import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { loadavg } from 'node:os';
import { resolve } from 'node:path';
import { build } from 'esbuild';
import { inFolder, makeInput } from './engine.mjs';

export const about =
  'blocking of the extension host per event of a run, target 5 ms; time to cancel, target 200 ms';

/** The host's part in a process of its own: the session's client, and what the editor does with what is posted. */
async function hostBundle() {
  const outfile = resolve('dist-test/bench/sessionHost.cjs');
  await build({
    entryPoints: ['test/bench/sessionHost.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'warning',
  });
  return outfile;
}

/** The largest report that the project keeps. */
function largestReport() {
  const files = readdirSync('docs/reports').map(name => resolve('docs/reports', name));
  return files.sort((a, b) => statSync(b).size - statSync(a).size)[0];
}

const told = ({ p50, p99, max }) =>
  `p50 ${p50.toFixed(2)}, p99 ${p99.toFixed(2)}, at most ${max.toFixed(2)} ms`;

export default async function session({ directory, say }) {
  say(`load of this machine ${loadavg()[0].toFixed(1)}; other work lengthens wall times`);
  const host = await hostBundle();
  await inFolder(directory, async folder => {
    const input = makeInput(folder, 64 * 2 ** 20);
    const run = (...args) =>
      JSON.parse(
        execFileSync(process.execPath, [host, resolve('dist/session.js'), input, ...args], {
          encoding: 'utf8',
        }),
      );
    for (const sweep of ['none', 'chunk']) {
      const { events, largestReport, wall, cpu, parsed } = run('events', sweep);
      const what = sweep === 'none' ? 'one chunk size' : 'every chunk size';
      say(`${what}: ${events} events, reports of up to ${(largestReport / 1024).toFixed(0)} KiB`);
      say(`  the host is held up   ${told(wall)}`);
      say(`  its CPU time          ${told(cpu)}`);
      say(`  had it read them      ${told(parsed)}`);
    }
    const opened = JSON.parse(
      execFileSync(process.execPath, [host, resolve('dist/session.js'), '-', 'open', largestReport()], {
        encoding: 'utf8',
      }),
    );
    say(`a report's file of ${(opened.bytes / 1024).toFixed(0)} KiB is opened`);
    say(`  the host is held up   ${told(opened.away)}`);
    say(`  had it checked it     ${told(opened.here)}`);
    for (const stage of ['begun', 'started', 'round', 'report']) {
      const times = Array.from({ length: 5 }, () => run('cancel', stage).took);
      say(`cancelled at '${stage}': ${times.map(time => time.toFixed(0)).join(' ')} ms`);
    }
  });
}
