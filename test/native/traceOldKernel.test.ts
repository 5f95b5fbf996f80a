// The BPF program on a kernel without bpf_rdonly_cast (before Linux 6.2): it names the same ends by other reads.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import * as v from 'valibot';
import { bpfObject, buildBpfObject } from '../../scripts/lib/bpf.mjs';
import { findTool } from '../../scripts/lib/toolchains.mjs';
import { type TracerResult, tracerLineSchema } from '../../src/worker/tracerProtocol';
import { scratchFolder, writeNoise } from './engine';
import { missingEngine, missingFor, relayingPrograms } from './traced';

const folder = scratchFolder();
const source = writeNoise(folder, 'source.bin', 1 << 20);
const own = join('dist', 'native');
const clang = findTool('clang');
const noBpf = missingEngine('bpf') || ('why' in clang && clang.why);

/** Takes the object that lies beside it. */
function traceBy(tracer: string, command: string[]): TracerResult {
  const { status, output } = spawnSync(tracer, ['--engine', 'bpf', '--', ...command], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  assert.equal(status, 0, output[2]!);
  const line = v.parse(tracerLineSchema, JSON.parse(output[3]!.trim().split('\n').at(-1)!));
  assert.ok(line.event === 'result', output[3]!);
  return line;
}

before(async () => {
  if (noBpf) return;
  copyFileSync(join(own, 'iopath-trace'), join(folder, 'iopath-trace'));
  // The kernel has no function of this name, so that the weak reference to it stays empty.
  await buildBpfObject(folder, ['-Dbpf_rdonly_cast=iopath_no_function']);
  assert.ok(existsSync(join(folder, bpfObject)));
});

/** Ports and inodes differ from run to run. */
const ends = ({ relays }: TracerResult) =>
  relays
    .map(
      ({ from, to, bytes }) =>
        [from, to].map(end => `${end.kind} ${end.name.replace(/\d{2,}/g, 'N')}`).join(' > ') + bytes,
    )
    .sort();

// Programs whose bytes pair by address: how many contents engine bpf finds in time depends on the machine.
for (const name of ['dd', 'cat | cat', 'python unbuffered', 'node file']) {
  const program = relayingPrograms.find(one => one.name === name)!;
  test(`${name} is traced as on a newer kernel`, { skip: noBpf || missingFor(program, folder) }, () => {
    const command = program.command(folder, source, join(folder, 'sink.bin'));
    const older = ends(traceBy(join(folder, 'iopath-trace'), command));
    assert.ok(older.length > 0);
    assert.deepEqual(older, ends(traceBy(join(own, 'iopath-trace'), command)));
  });
}
