// What a trace costs and what it finds: wall time of traced programs over that of bare ones, by both engines and beside
// strace -f -c, all interleaved; then, for each program and engine, the bytes paired right and wrong, and its location.
import { spawnSync } from 'node:child_process';
import { openSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { buildModule } from '../../scripts/lib/testBuild.mjs';
import { findTool } from '../../scripts/lib/toolchains.mjs';
import { inFolder, makeInput, megabyte } from './engine.mjs';
import { interleave, median } from './rounds.mjs';

export const about =
  'a traced program over a bare one (targets: below strace -f -c; bulk 3, Node and Java 1.5, storm with --min-bytes 1.5; by bpf: bulk 1.2, storm 3)';

const rounds = 5;
const bulkBytes = 512 * megabyte;
const stormCalls = 50_000;
const bodyBytes = 64 * megabyte;
const tracer = resolve('dist', 'native', 'iopath-trace');

const nowhere = openSync('/dev/null', 'w');

function seconds([program, ...args]) {
  const start = performance.now();
  // The tracer writes its result to descriptor 3.
  const stdio = ['ignore', 'ignore', 'ignore', nowhere];
  const { status, error } = spawnSync(program, args, { stdio });
  if (error || status !== 0) throw error ?? new Error(`${program} ended with ${status}`);
  return (performance.now() - start) / 1000;
}

const contenders = (command, hasBpf) => [
  { name: 'bare', command },
  { name: 'iopath', command: [tracer, '--', ...command] },
  { name: 'iopath --no-pin', command: [tracer, '--no-pin', '--', ...command] },
  { name: 'iopath --min-bytes 4096', command: [tracer, '--min-bytes', '4096', '--', ...command] },
  ...(hasBpf
    ? [{ name: 'iopath --engine bpf', command: [tracer, '--engine', 'bpf', '--', ...command] }]
    : []),
  ...('why' in findTool('strace')
    ? []
    : [{ name: 'strace -f -c', command: ['strace', '-f', '-c', '-o', '/dev/null', ...command] }]),
];

async function overhead(name, command, hasBpf, say) {
  const table = await interleave(
    contenders(command, hasBpf).map(one => ({ ...one, measure: async () => seconds(one.command) })),
    rounds,
  );
  const bare = table.find(row => row.name === 'bare');
  for (const row of table) {
    if (row === bare) continue;
    const ratios = row.results.map((result, round) => result / bare.results[round]);
    const spread = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
    say(`${name.padEnd(22)} ${row.name.padEnd(24)} ${median(ratios).toFixed(2).padStart(8)}x  (${spread})`);
  }
}

const workloads = source => [
  ['storm, 512 bytes', ['dd', `if=${source}`, 'of=/dev/null', 'bs=512', `count=${stormCalls}`]],
  ['bulk, 64 KiB', ['dd', `if=${source}`, 'of=/dev/null', 'bs=64k']],
];

function find(traced, engine, program, { folder, source, sink }, say) {
  const missing = traced.missingFor(program, folder);
  if (missing) return say(`${program.name.padEnd(20)} left out: ${missing}`);
  const trace = traced.traceOf(program.command(folder, source, sink), [], engine);
  const name = `${program.name.padEnd(20)} ${engine.padEnd(6)}`;
  const cell = text => String(text).padStart(9);
  if (program.inKernel) {
    const moved = trace.kernelMoves.reduce((sum, { bytes }) => sum + bytes, 0);
    return say(`${name} moved by the kernel ${((100 * moved) / bodyBytes).toFixed(2)} %`);
  }
  const { paired, wrong } = traced.pairing(trace, { source, sink, bytes: bodyBytes, relays: program.relays });
  const place = trace.relays[0]?.location;
  const line = place
    ? `${place.function ?? ''} ${place.file}:${place.line ?? '?'}`
    : trace.relays[0]?.locationAbsence;
  say(`${name}${cell((100 * paired).toFixed(2))} %${cell((100 * wrong).toFixed(3))} %  ${line}`);
}

export default async function tracing({ directory, say }) {
  const traced = createRequire(import.meta.url)(resolve(await buildModule('test/native/traced.ts')));
  await inFolder(directory, async folder => {
    const source = makeInput(folder, bulkBytes);
    const noBpf = traced.missingEngine('bpf');
    if (noBpf) say(`--engine bpf left out: ${noBpf}`);
    for (const [name, command] of workloads(source)) await overhead(name, command, !noBpf, say);
    const body = { folder, source: join(folder, 'body'), sink: join(folder, 'sink') };
    spawnSync('dd', [
      `if=/dev/urandom`,
      `of=${body.source}`,
      'bs=1M',
      `count=${bodyBytes / megabyte}`,
      'status=none',
    ]);
    for (const name of ['node file', 'node socket', 'java large', 'java small']) {
      const program = traced.relayingPrograms.find(one => one.name === name);
      const missing = traced.missingFor(program, folder);
      if (missing) say(`${name} left out: ${missing}`);
      else await overhead(name, program.command(folder, body.source, body.sink), !noBpf, say);
    }
    say(`${'program'.padEnd(20)} engine   paired       wrong  location`);
    for (const program of traced.relayingPrograms)
      for (const engine of noBpf ? ['ptrace'] : ['ptrace', 'bpf']) find(traced, engine, program, body, say);
  });
}
