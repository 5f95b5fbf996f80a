// `iopath lint` beside `ast-grep scan` with a comparable loop rule: the same tree, the same cores, in turns. Processor time
// is compared, which other work on the machine changes least; the time by the clock is printed beside it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { childCpuSeconds } from '../../scripts/lib/cpuTime.mjs';
import { inFolder } from './engine.mjs';
import { writeRules } from './lintRules.mjs';
import { describeTree, makeDenseTree, makeTree } from './lintTree.mjs';
import { compare, interval, tell } from './pairs.mjs';
import { median } from './rounds.mjs';

export const about =
  'time of iopath lint over that of ast-grep scan; target at most 0.5, and 1.0 where each file has a loop';

const require = createRequire(import.meta.url);

/** The binary itself: its launcher in Node would cost it 40 ms a run. */
function astGrep() {
  const { platform, arch } = process;
  const libc = platform === 'linux' ? '-gnu' : '';
  const parts = { win32: `win32-${arch}-msvc` }[platform] ?? `${platform}-${arch}${libc}`;
  return join(dirname(require.resolve(`@ast-grep/cli-${parts}/package.json`)), 'ast-grep');
}

/** Seconds that a command takes, of processors and by the clock; its output is read and counted, as a pipe would. */
async function timed(command, args) {
  const [start, before] = [performance.now(), childCpuSeconds()];
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const errors = [];
  let bytes = 0;
  child.stdout.on('data', chunk => {
    bytes += chunk.length;
  });
  child.stderr.on('data', chunk => errors.push(chunk));
  const [code] = await once(child, 'close');
  if (code > 1 || bytes === 0)
    throw new Error(`${command} ended with ${code} after ${bytes} bytes: ${Buffer.concat(errors)}`);
  const clock = (performance.now() - start) / 1000;
  return { cpu: before === null ? clock : childCpuSeconds() - before, clock };
}

/** What lint is asked for: `anew` looks through all files; `again` has findings of an earlier run, as a second run of a user's. */
const runs = { anew: ['--no-cache'], again: [] };

/** Pairs of runs on a tree, in turns: the ratio of the processor times, and of the times by the clock. */
async function measure(tree, config, { say, target }) {
  say(describeTree(tree));
  const threads = String(availableParallelism());
  const scan = ['scan', '--config', config, '--json=stream', '--threads', threads, tree];
  for (const [run, options] of Object.entries(runs)) {
    const made = { lint: [], scan: [] };
    const keep = (list, command, args) => async () => {
      const took = await timed(command, args);
      list.push(took);
      return took.cpu;
    };
    const ours = keep(made.lint, process.execPath, ['dist/cli.js', 'lint', '--json', ...options, tree]);
    const ratio = await compare(ours, keep(made.scan, astGrep(), scan), { least: 3, most: 5, width: 0.05 });
    const seconds = (list, kind) => median(list.map(took => took[kind]).slice(1)).toFixed(2);
    for (const [name, list] of Object.entries(made))
      say(
        `  ${name}         ${seconds(list, 'cpu')} s of processors, ${seconds(list, 'clock')} s by the clock`,
      );
    const clock = interval(made.lint.map((took, at) => took.clock / made.scan[at].clock).slice(1));
    say(
      `  ${run}: lint/scan ${tell(ratio)}; target at most ${target}${ratio.median > target ? ' MISSED' : ''}`,
    );
    say(`  ${run}, by the clock ${tell(clock)}`);
  }
}

export default async function lint({ directory, say }) {
  await inFolder(undefined, async folder => {
    process.env.XDG_CACHE_HOME = folder;
    const config = writeRules(folder);
    say(`${availableParallelism()} cores`);
    if (directory) return measure(resolve(directory), config, { say, target: 0.5 });
    await measure(makeTree(folder), config, { say, target: 0.5 });
    await measure(makeDenseTree(folder), config, { say, target: 1 });
  });
}
