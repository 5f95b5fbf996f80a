// What a trace finds: for each program and engine the bytes paired right and wrong, and the location.
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { buildModule } from '../../scripts/lib/testBuild.mjs';
import { inFolder, makeInput, megabyte } from './engine.mjs';

export const about =
  'bytes that a trace pairs (targets: 99 % and more; wrong: 0.1 % and less), and the line it names';

const bodyBytes = 64 * megabyte;

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

export default async function tracingPairs({ directory, parts, say }) {
  const traced = createRequire(import.meta.url)(resolve(await buildModule('test/native/traced.ts')));
  const noBpf = traced.missingEngine('bpf');
  if (noBpf) say(`--engine bpf left out: ${noBpf}`);
  await inFolder(directory, async folder => {
    const body = { folder, source: makeInput(folder, bodyBytes), sink: join(folder, 'sink') };
    say(`${'program'.padEnd(20)} engine   paired       wrong  location`);
    for (const program of traced.relayingPrograms.filter(({ name }) => !parts || parts.includes(name)))
      for (const engine of noBpf ? ['ptrace'] : ['ptrace', 'bpf']) find(traced, engine, program, body, say);
  });
}
