// Traces by the engine bpf on a kernel that does less, or where the tracer comes too late.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { buildBpfObject } from '../../scripts/lib/bpf.mjs';
import { scratchFolder, writeNoise } from '../native/engine';
import { reachableCopy } from '../native/otherUser';
import { iopathTrace, missingEngine, missingFor, parseTrace, relayingPrograms } from '../native/traced';

const folder = scratchFolder();
const bytes = 16 << 20;
const source = writeNoise(folder, 'source.bin', bytes);
const sink = join(folder, 'sink.bin');
const library = join(folder, 'injectBpf.so');

function missingFault(): string | false {
  const file = join(process.cwd(), 'test', 'faults', 'injectBpf.c');
  const { error, status, stderr } = spawnSync('gcc', ['-shared', '-fPIC', '-o', library, file]);
  if (error) return 'gcc is not installed (Debian: apt-get install gcc)';
  assert.equal(status, 0, String(stderr));
  return false;
}

const programOf = (name: string) => relayingPrograms.find(one => one.name === name)!;
const skipOf = (name: string) =>
  missingEngine('bpf') || missingFault() || missingFor(programOf(name), folder);

/** A trace while the kernel answers `fault`: see injectBpf.c. */
function faulty(name: string, fault: string) {
  const env = { ...process.env, LD_PRELOAD: library, IOPATH_BPF_FAULT: fault };
  const command = programOf(name).command(folder, source, sink);
  const { code, out, err } = iopathTrace(['--json', '--engine', 'bpf', '--', ...command], { env });
  assert.equal(code, 0, err);
  return parseTrace(out);
}

test(
  'what the kernel counted is taken without the command that came with Linux 5.14',
  { skip: skipOf('dd') },
  () => {
    const lookupAndDelete = 21;
    const notSupported = 524;
    const [relay] = faulty('dd', `${lookupAndDelete} processes ${notSupported}`).relays;
    assert.deepEqual([relay?.bytes, relay?.writes], [bytes, bytes / 65536]);
  },
);

test(
  'writes whose content the kernel did not keep are named, with their bytes',
  { skip: skipOf('python odd') },
  () => {
    // The tracer asks for contents, and the kernel never learns of it.
    const update = 2;
    const { relays, blindSpots } = faulty('python odd', `${update} searched 0`);
    const paired = relays.find(({ from }) => from.name === source)?.bytes ?? 0;
    const [spot] = blindSpots.filter(({ kind }) => kind === 'contents');
    assert.ok(spot && spot.bytes > 0 && spot.count > 0, JSON.stringify(blindSpots));
    assert.ok(
      paired + spot.bytes >= 0.99 * bytes && paired + spot.bytes <= 1.001 * bytes,
      `${paired} + ${spot.bytes}`,
    );
  },
);

test('ends have their names on kernels without bpf_rdonly_cast', { skip: skipOf('dd') }, async () => {
  const dist = reachableCopy(join(process.cwd(), 'dist'), scratchFolder());
  // Linux 6.1 and older have no function of that name: this name is in no kernel.
  await buildBpfObject(join(dist, 'native'), ['-Dbpf_rdonly_cast=iopath_missing_cast']);
  const command = programOf('dd').command(folder, source, sink);
  const args = ['--json', '--engine', 'bpf', '--', ...command];
  const { code, out, err } = iopathTrace(args, {}, join(dist, 'cli.js'));
  assert.equal(code, 0, err);
  const [relay] = parseTrace(out).relays;
  assert.deepEqual([relay?.from.name, relay?.to.name, relay?.bytes], [source, sink, bytes]);
});
