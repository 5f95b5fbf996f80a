// What the tracer finds in programs of every language: their bytes paired, none paired wrongly.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { findTool } from '../../scripts/lib/toolchains.mjs';
import { traceEngines } from '../../src/model/trace';
import { scratchFolder, writeNoise } from './engine';
import {
  cli,
  iopathTrace,
  missingEngine,
  missingFor,
  pairing,
  parseTrace,
  relayingPrograms,
  traceOf,
} from './traced';

const folder = scratchFolder();
const bytes = 16 << 20;
const source = writeNoise(folder, 'source.bin', bytes);
const sink = join(folder, 'sink.bin');
const find = (name: string) => relayingPrograms.find(program => program.name === name)!;
const noC = missingFor(find('c loop'), folder);
const inC = (variant: string) => find('c loop').command(folder, source, sink).slice(0, 3).concat(variant);

const noEngine = { ptrace: missingEngine('ptrace'), bpf: missingEngine('bpf') };

for (const engine of traceEngines)
  for (const program of relayingPrograms)
    test(
      `${engine}, ${program.name}: each byte is paired or named as not compared, and none is paired wrongly`,
      { skip: noEngine[engine] || missingFor(program, folder) },
      t => {
        const trace = traceOf(program.command(folder, source, sink), [], engine);
        assert.equal(trace.engine, engine);
        assert.equal(trace.exitCode, 0);
        // Engine bpf does not make the program wait for it.
        if (engine === 'bpf' && trace.lost > 0)
          return t.skip(`too busy a machine: ${trace.lost} events were lost`);
        assert.equal(trace.lost, 0);
        if (program.inKernel) {
          assert.deepEqual(trace.relays, []);
          const moved = trace.kernelMoves.reduce((sum, move) => sum + move.bytes, 0);
          assert.equal(moved, bytes);
          return;
        }
        const { paired, wrong } = pairing(trace, { source, sink, bytes, relays: program.relays ?? 1 });
        // On a busy machine engine bpf comes too late for some contents, and says so.
        const named = sumOf(trace.blindSpots.filter(({ kind }) => kind === 'contents')) / bytes;
        const found = `paired ${paired}, not compared ${named} ${JSON.stringify(trace.relays)}`;
        assert.ok(paired + named >= 0.99 && paired <= 1.001, found);
        assert.ok(wrong <= 0.001, `wrong ${wrong} ${JSON.stringify(trace.relays)}`);
        assert.ok(trace.relays[0]!.verified, 'samples were compared');
      },
    );

const sumOf = (list: { bytes: number }[]) => list.reduce((sum, { bytes: one }) => sum + one, 0);

test('what a relay spent, and what the kernel could have done', { skip: noC }, () => {
  const [relay] = traceOf(inC('loop')).relays;
  assert.equal(relay?.bytes, bytes);
  assert.equal(relay.reads, bytes / 65536);
  assert.equal(relay.writes, bytes / 65536);
  assert.equal(relay.calls, relay.reads + relay.writes);
  assert.equal(relay.chunkBytes, 65536);
  assert.equal(relay.copiedBytes, 2 * bytes);
  assert.equal(relay.modeSwitches, 2 * relay.calls);
  assert.deepEqual(relay.best, {
    strategy: 'copy-file-range',
    copiedBytes: bytes,
    modeSwitches: 2,
    evidence: 'model',
  });
  assert.ok(relay.threads !== null && relay.threads.cpuNs > 0);
});

/** The number of the only line of a source that holds `text`. */
function lineOf(file: string, text: string): number {
  const lines = readFileSync(file, 'utf8').split('\n');
  assert.equal(lines.filter(line => line.includes(text)).length, 1, `${text} in ${file}`);
  return lines.findIndex(line => line.includes(text)) + 1;
}

const noSymbols =
  spawnSync('addr2line', ['--version']).status !== 0 &&
  'addr2line is not installed (Debian: apt-get install binutils)';
const noUnwinder = process.arch !== 'x64' && 'stacks are followed on x86-64 only';

for (const [name, file, text, scope] of [
  ['c loop', 'copy.c', 'ssize_t w = write(out, buffer + done, n - done);', 'relay_bytes'],
  ['go loop', 'copy.go', 'out.Write(buffer[:n])', 'main.relay'],
  ['rust loop', 'copy.rs', 'output.write_all(&buffer[..n])?;', 'copy::relay'],
] as const) {
  const program = find(name);
  const skip = noUnwinder || noSymbols || missingFor(program, folder);
  test(`${name}: the line of the write is found`, { skip }, () => {
    const { location } = traceOf(program.command(folder, source, sink)).relays[0]!;
    assert.ok(location, 'there is a location');
    assert.ok(location.file.endsWith(`/${file}`), location.file);
    assert.equal(location.line, lineOf(location.file, text));
    assert.equal(location.function, scope);
  });
}

for (const engine of traceEngines)
  for (const [variant, text] of [
    ['unbuffered', 'w.write(chunk)  # unbuffered'],
    ['odd', 'w.write(chunk)  # odd'],
    ['fileobj', 'shutil.copyfileobj(r, w)'],
  ] as const) {
    const program = find(`python ${variant}`);
    const skip = noEngine[engine] || missingFor(program, folder);
    test(
      `${engine}, python ${variant}: the line of the program is found, and no file is made`,
      { skip },
      () => {
        const temporary = scratchFolder();
        const command = program.command(folder, source, sink);
        const env = { ...process.env, TMPDIR: temporary };
        const { out, err, code } = iopathTrace(['--json', '--engine', engine, '--', ...command], { env });
        assert.equal(code, 0);
        assert.equal(err, '');
        const { location } = parseTrace(out).relays[0]!;
        assert.ok(location?.line, JSON.stringify(location));
        assert.equal(location.line, lineOf(location.file, text));
        assert.equal(location.function, variant);
        assert.deepEqual(readdirSync(temporary), []);
      },
    );
  }

const odd = find('python odd');
/** With bpf it depends on how soon the tracer runs, and what it missed is named: the table above counts that. */
test('ptrace, python odd: not even the first bytes are missed', { skip: missingFor(odd, folder) }, () => {
  const { relays } = traceOf(odd.command(folder, source, sink), [], 'ptrace');
  const copied = relays.filter(({ from, to }) => from.name === source && to.name === sink);
  assert.equal(
    copied.reduce((sum, one) => sum + one.bytes, 0),
    bytes,
  );
});

for (const [variant, text, scope] of [
  ['sync', 'readSync(input, buffer)) writeSync(output, buffer', 'sync'],
  ['file', 'file: () => pipeline(', 'file'],
  ['socket', 'await pipeline(createReadStream(source), connect(await listening(server)', 'socket'],
  ['proxy', 'client.pipe(connect(port', '<anonymous>'],
] as const) {
  const program = find(`node ${variant}`);
  test(`node ${variant}: the line that writes is found, and no file is left`, () => {
    const temporary = scratchFolder();
    const { out, err, code } = iopathTrace(
      ['--json', '--engine', 'ptrace', '--', ...program.command(folder, source, sink)],
      {
        env: { ...process.env, TMPDIR: temporary, NODE_OPTIONS: '--no-deprecation' },
      },
    );
    assert.equal(code, 0);
    assert.equal(err, '');
    const places = parseTrace(out).relays.map(({ location }) => location);
    const file = program.command(folder, source, sink)[1]!;
    const found = places.find(place => place?.file === file && place.line === lineOf(file, text));
    assert.ok(found, JSON.stringify(places));
    assert.ok(found.function?.endsWith(scope), `${found.function}`);
    assert.deepEqual(readdirSync(temporary), []);
  });
}

test('a Node program behaves as it does untraced', () => {
  const script = `const fs = require('fs'), { promisify } = require('util'), assert = require('assert');
    assert.equal(fs.writeSync.name, 'writeSync');
    assert.equal(fs.write.length, 6);
    const run = async () => {
      const { bytesWritten } = await promisify(fs.write)(1, 'x');
      assert.equal(bytesWritten, 1);
      assert.throws(() => fs.writeSync(999, 'x'), { code: 'EBADF' });
      console.log(process.argv.length, require.main === module, process.execArgv.length);
    };
    run();`;
  const file = join(folder, 'check.cjs');
  writeFileSync(file, script);
  const untraced = spawnSync(process.execPath, [file], { encoding: 'utf8' });
  assert.equal(untraced.status, 0, untraced.stderr);
  const { code, out, err } = iopathTrace(['--json', '--engine', 'ptrace', '--', process.execPath, file]);
  assert.equal(code, 0);
  assert.equal(parseTrace(out).exitCode, 0, err);
  assert.equal(err, untraced.stdout);
});

const noPython = missingFor(find('python buffered'), folder);
test("a program's own sitecustomize is imported all the same", { skip: noPython }, () => {
  const own = join(folder, 'own');
  mkdirSync(own);
  writeFileSync(join(own, 'sitecustomize.py'), 'mark = 42\n');
  const check = 'import sys; sys.exit(sys.modules["sitecustomize"].mark)';
  for (const path of [own, `$PYTHONPATH:${own}`]) {
    const script = `PYTHONPATH="${path}" exec python3 -c '${check}'`;
    assert.equal(traceOf(['sh', '-c', script]).exitCode, 42);
  }
});

test(
  'a stripped program has no line, and the result says why',
  { skip: noC || noSymbols || noUnwinder },
  () => {
    const stripped = join(folder, 'stripped');
    const [program, ...args] = inC('loop');
    assert.equal(spawnSync('strip', ['-o', stripped, program!]).status, 0);
    const { location, locationAbsence } = traceOf([stripped, ...args]).relays[0]!;
    assert.equal(location, null);
    assert.equal(locationAbsence, 'no-symbols');
  },
);

test('bytes that are changed in the buffer are no relay', { skip: noC }, () => {
  const trace = traceOf(inC('transform'));
  assert.deepEqual(trace.relays, []);
  assert.equal(trace.changedBytes, bytes);
});

test('a descriptor number that is used again is another end', { skip: noC }, () => {
  const trace = traceOf(inC('two'));
  const program = inC('two')[0]!;
  const from = (name: string) => trace.relays.find(relay => relay.from.name === name)?.bytes;
  assert.equal(from(source), bytes);
  assert.equal(from(program), statSync(program).size);
});

test('with --min-bytes smaller calls run untraced, and the result says so', { skip: noC }, () => {
  const trace = traceOf(inC('small'), ['--min-bytes', '4k']);
  assert.deepEqual(trace.relays, []);
  assert.deepEqual(
    trace.blindSpots.filter(({ kind }) => kind === 'min-bytes').map(spot => spot.bytes),
    [4096],
  );
  assert.ok(trace.calls < 100, `${trace.calls} calls`);
  assert.equal(traceOf(inC('loop'), ['--min-bytes', '4k']).relays[0]?.bytes, bytes);
});

test('threads are left on their CPUs where that is asked for', { skip: noC }, () => {
  assert.equal(traceOf(inC('loop'), ['--no-pin']).sharedCpu, null);
});

test('a mapped input is named as not seen, and a loader that maps its files is not', () => {
  const script = `import mmap,os
f=open(${JSON.stringify(source)},'rb'); m=mmap.mmap(f.fileno(),0,prot=mmap.PROT_READ)
open(${JSON.stringify(sink)},'wb',buffering=0).write(m)`;
  const trace = traceOf(['python3', '-c', script]);
  const mapped = trace.blindSpots.filter(({ kind }) => kind === 'mmap').map(({ detail }) => detail);
  assert.deepEqual(mapped, [source]);
});

test('the program keeps its standard output where the result goes to a file', () => {
  const result = join(folder, 'result.json');
  const { stdout, status, stderr } = spawnSync(
    process.execPath,
    [cli, 'trace', '--json', '--output', result, '--', 'cat', source],
    { maxBuffer: 1 << 28 },
  );
  assert.equal(status, 0, String(stderr));
  assert.ok(stdout.equals(readFileSync(source)));
  assert.equal(parseTrace(readFileSync(result, 'utf8')).exitCode, 0);
});

const noGo = 'why' in findTool('go') && 'the go toolchain is not here';
test('pprof and Perfetto take the exports', { skip: noC || noGo || noSymbols || noUnwinder }, () => {
  const [profile, events] = [join(folder, 'copies.pb.gz'), join(folder, 'events.json')];
  traceOf(inC('loop'), ['--pprof', profile, '--chrome', events]);
  const { stdout, stderr } = spawnSync(
    'go',
    ['tool', 'pprof', '-top', '-lines', '-sample_index=bytes', profile],
    {
      encoding: 'utf8',
    },
  );
  assert.match(stdout, /16MB +100% .* relay_bytes .*copy\.c:\d+/, stdout + stderr);
  const { traceEvents } = JSON.parse(readFileSync(events, 'utf8'));
  assert.ok(
    traceEvents.some(
      ({ ph, args }: { ph: string; args: { bytes: number } }) => ph === 'X' && args.bytes === bytes,
    ),
  );
});

test('the text says first what the main relay spent', { skip: noC }, () => {
  const { stdout } = spawnSync(process.execPath, [cli, 'trace', '--', ...inC('loop')], { encoding: 'utf8' });
  assert.match(
    stdout.split('\n')[0]!,
    /^16 MiB through user space, 32 MiB copied, 1,024 mode switches; copy_file_range: 16 MiB copied$/,
  );
});

test('thousands of relays are added up: no byte is lost, and the result says so', () => {
  const small = join(folder, 'small.bin');
  writeFileSync(small, readFileSync(source).subarray(0, 100));
  const script = `import os
b=os.read(os.open(${JSON.stringify(small)},0),100)
for i in range(5000):
    p=${JSON.stringify(`${folder}/many`)}+str(i); f=os.open(p,os.O_CREAT|os.O_WRONLY); os.write(f,b); os.close(f); os.unlink(p)`;
  const trace = traceOf(['python3', '-c', script]);
  const relays = trace.relays.filter(({ from }) => from.name === small || from.name === '');
  assert.equal(
    relays.reduce((sum, relay) => sum + relay.bytes, 0),
    500_000,
  );
  assert.ok(trace.folded > 2000, `${trace.folded}`);
  assert.ok(trace.relays.length < 4200);
});
