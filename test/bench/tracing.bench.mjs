// What a trace costs: wall time of traced programs over that of bare ones, by both engines and beside strace and perf trace,
// all interleaved. Its parts run alone with --part.
import { spawnSync } from 'node:child_process';
import { openSync } from 'node:fs';
import { createRequire } from 'node:module';
import { loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { buildModule } from '../../scripts/lib/testBuild.mjs';
import { findTool } from '../../scripts/lib/toolchains.mjs';
import { inFolder, makeInput, megabyte } from './engine.mjs';
import { interleave, median } from './rounds.mjs';

export const about =
  'a traced program over a bare one (targets: ptrace below strace -f -c and perf trace -s, bulk 3, Node and Java 1.5, storm with --min-bytes 1.5; bpf: bulk 1.2, storm 3)';

const rounds = 3;
const bodyBytes = 64 * megabyte;
const tracer = resolve('dist', 'native', 'iopath-trace');
const nowhere = openSync('/dev/null', 'w');

/** A bare run takes two seconds or more, so that starting a tracer weighs little. */
const leastSeconds = 2;

function seconds([program, ...args]) {
  const start = performance.now();
  // The tracer writes its result to descriptor 3.
  const { status, error } = spawnSync(program, args, { stdio: ['ignore', 'ignore', 'ignore', nowhere] });
  if (error || status !== 0) throw error ?? new Error(`${program} ended with ${status}`);
  return (performance.now() - start) / 1000;
}

const installed = name => !('why' in findTool(name));

/** Who runs a program, and about how many times slower: the slow ones do that much less of the work. */
const contenders = hasBpf => [
  { name: 'iopath', words: [tracer, '--'], slow: 'iopath' },
  { name: 'iopath --no-pin', words: [tracer, '--no-pin', '--'], slow: 'unpinned' },
  { name: 'iopath --min-bytes 4096', words: [tracer, '--min-bytes', '4096', '--'] },
  ...(hasBpf ? [{ name: 'iopath --engine bpf', words: [tracer, '--engine', 'bpf', '--'] }] : []),
  ...(installed('strace')
    ? [{ name: 'strace -f -c', words: ['strace', '-f', '-c', '-o', '/dev/null'], slow: 'unpinned' }]
    : []),
  ...(installed('perf')
    ? [{ name: 'perf trace -s', words: ['perf', 'trace', '-s', '-o', '/dev/null', '--'], slow: 'unpinned' }]
    : []),
];

/** The work with which a bare run takes long enough. */
function enoughWork(commandFor) {
  for (let work = 1; ; work *= 4) {
    const taken = seconds(commandFor(work));
    if (taken >= leastSeconds) return work;
    if (taken >= leastSeconds / 8) return Math.ceil((work * leastSeconds * 1.2) / taken);
  }
}

async function overhead({ name, commandFor, slow = {} }, hasBpf, say) {
  const work = enoughWork(commandFor);
  const rows = [{ name: 'bare', words: [], slow: '' }, ...contenders(hasBpf)].map(
    ({ name, words, slow: kind }) => {
      const share = Math.min(work, slow[kind] ?? 1);
      const command = [...words, ...commandFor(Math.ceil(work / share))];
      return { name, share, measure: async () => (seconds(command) * work) / Math.ceil(work / share) };
    },
  );
  const [bare, ...table] = await interleave(rows, rounds);
  say(`${name}: bare ${median(bare.results).toFixed(2)} s, load ${loadavg()[0].toFixed(1)}`);
  for (const row of table) {
    const ratios = row.results.map((result, round) => result / bare.results[round]);
    const spread = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
    const part = row.share > 1 ? `, 1/${row.share} of the work` : '';
    say(
      `${name.padEnd(12)} ${row.name.padEnd(24)} ${median(ratios).toFixed(2).padStart(8)}x  (${spread}${part})`,
    );
  }
}

/** Each with the command that does so many pieces of its work, and how much slower tracers make it. */
function workloadsIn(folder, traced) {
  const body = join(folder, 'input');
  const calls = join(folder, 'calls');
  const inC = (size, count) => work => [calls, body, String(size), String(work * count)];
  const of = name => traced.relayingPrograms.find(one => one.name === name);
  const copying = (name, program) => ({
    name,
    program,
    commandFor: work => [...program.command(folder, body, join(folder, 'copy')), String(work)],
  });
  const needsC = { needs: ['gcc'] };
  return [
    { name: 'storm', program: needsC, commandFor: inC(512, 50_000), slow: { iopath: 20, unpinned: 200 } },
    { name: 'bulk', program: needsC, commandFor: inC(65536, 1000), slow: { unpinned: 10 } },
    copying('node-file', of('node file')),
    copying('node-socket', of('node socket')),
    copying('java-large', of('java large')),
    copying('java-small', of('java small')),
  ];
}

export default async function tracing({ directory, parts, say }) {
  const traced = createRequire(import.meta.url)(resolve(await buildModule('test/native/traced.ts')));
  const noBpf = traced.missingEngine('bpf');
  if (noBpf) say(`--engine bpf left out: ${noBpf}`);
  await inFolder(directory, async folder => {
    makeInput(folder, bodyBytes);
    const source = join('test', 'native', 'tracePrograms', 'calls.c');
    spawnSync('gcc', ['-O2', '-o', join(folder, 'calls'), source], { stdio: 'inherit' });
    for (const workload of workloadsIn(folder, traced)) {
      if (parts && !parts.includes(workload.name)) continue;
      const missing = traced.missingFor(workload.program, folder);
      if (missing) say(`${workload.name} left out: ${missing}`);
      else await overhead(workload, !noBpf, say);
    }
  });
}
