// `iopath lint` beside `ast-grep scan` with a comparable loop rule: the same tree, the same cores, in turns.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { inFolder } from './engine.mjs';
import { writeRules } from './lintRules.mjs';
import { describeTree, makeTree } from './lintTree.mjs';
import { compare, tell } from './pairs.mjs';
import { median } from './rounds.mjs';

export const about = 'wall time of iopath lint over that of ast-grep scan; target at most 0.5';

const require = createRequire(import.meta.url);

/** The binary itself: its launcher in Node would cost it 40 ms a run. */
function astGrep() {
  const { platform, arch } = process;
  const libc = platform === 'linux' ? '-gnu' : '';
  const parts = { win32: `win32-${arch}-msvc` }[platform] ?? `${platform}-${arch}${libc}`;
  return join(dirname(require.resolve(`@ast-grep/cli-${parts}/package.json`)), 'ast-grep');
}

/** Seconds a command takes; its output is read and counted, as a pipe would. */
async function timed(command, args, allowed) {
  const start = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const told = [];
  let bytes = 0;
  child.stdout.on('data', chunk => {
    bytes += chunk.length;
  });
  child.stderr.on('data', chunk => told.push(chunk));
  const [code] = await once(child, 'close');
  if (!allowed.includes(code) || bytes === 0)
    throw new Error(`${command} ended with ${code} after ${bytes} bytes: ${Buffer.concat(told)}`);
  return (performance.now() - start) / 1000;
}

export default async function lint({ directory, say }) {
  await inFolder(undefined, async folder => {
    const tree = directory ? resolve(directory) : makeTree(folder);
    const config = writeRules(folder);
    const threads = String(availableParallelism());
    say(`${describeTree(tree)}; ${threads} cores`);
    const seconds = { lint: [], scan: [] };
    const keep = (list, work) => async () => {
      const took = await work();
      list.push(took);
      return took;
    };
    const ours = keep(seconds.lint, () =>
      timed(process.execPath, ['dist/cli.js', 'lint', '--json', tree], [0, 1]),
    );
    const scan = ['scan', '--config', config, '--json=stream', '--threads', threads, tree];
    const theirs = keep(seconds.scan, () => timed(astGrep(), scan, [0, 1]));
    const ratio = await compare(ours, theirs, { least: 5, most: 7, width: 0.05 });
    say(`iopath lint    ${median(seconds.lint).toFixed(2)} s`);
    say(`ast-grep scan  ${median(seconds.scan).toFixed(2)} s`);
    say(`lint/scan      ${tell(ratio)}; target at most 0.5`);
  });
}
