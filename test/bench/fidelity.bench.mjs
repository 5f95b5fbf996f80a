// The overhead of the engine's counters: CPU time per byte of each strategy over that of the same loop in plain C
// (plain/), without a counter. Both pinned alike, with the same polling receiver, in interleaved pairs.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cpuNs, inFolder, makeInput, makeSpec, megabyte, runOnce } from './engine.mjs';
import { compare, tell } from './pairs.mjs';

const target = 1.03;
const chunkBytes = 65536;
/** The engine's io-uring keeps this much in flight (native/uring/pump.cc). */
const bufferBytes = 512 << 10;

const toSocket = [
  'read-write',
  'mmap-write',
  'sendfile',
  'splice',
  'vmsplice',
  'msg-zerocopy',
  'io-uring',
  'direct-io',
];
const toFile = ['mmap-mmap', 'copy-file-range'];

/** An interval that contains the bound decides nothing: run again on a quieter machine. */
function judge({ low, high }) {
  if (low > target) return 'ABOVE 3 %';
  if (high < 2 - target) return 'below 3 %';
  return high <= target && low >= 2 - target ? 'within 3 %' : 'not decided';
}

function compile(folder) {
  const sources = readdirSync('test/bench/plain').filter(name => name.endsWith('.c'));
  const program = join(folder, 'plain');
  const paths = sources.map(name => join('test/bench/plain', name));
  execFileSync('gcc', ['-std=gnu11', '-O2', '-Wall', '-Wextra', '-pthread', '-o', program, ...paths]);
  return program;
}

export const about = 'CPU time per byte of each strategy over the same loop in plain C; target 0.97 to 1.03';

export default async function fidelity({ directory, say }) {
  await inFolder(directory, async folder => {
    const program = compile(folder);
    const path = makeInput(folder, 256 * megabyte);
    const probe = await runOnce(makeSpec(path, folder, { strategy: 'splice' }));
    const [sender, receiver] = [probe.sender.cpu, probe.receiver.cpu];
    if (sender === null || receiver === null) return say('fidelity needs two cores: left out');

    for (const [route, strategies] of Object.entries({ 'file-to-socket': toSocket, 'file-to-file': toFile }))
      for (const strategy of strategies) {
        const spec = makeSpec(path, folder, { strategy, route, chunkBytes });
        const words = [
          strategy,
          path,
          chunkBytes,
          bufferBytes,
          probe.granted.pipeBytes,
          sender,
          receiver,
          folder,
        ];
        const plain = async () => Number(execFileSync(program, words.map(String), { encoding: 'utf8' }));
        const ratio = await compare(async () => cpuNs(await runOnce(spec)), plain);
        const verdict = judge(ratio);
        say(`${route.padEnd(15)} ${strategy.padEnd(16)} engine/plain ${tell(ratio)}  ${verdict}`);
      }
  });
}
