// Traces by the engine bpf of what goes wrong: a kernel that refuses it, a program that is missing, processes that change.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { scratchFolder, writeNoise } from '../native/engine';
import { noOtherUser, reachableCopy, runAsOtherUser } from '../native/otherUser';
import { cli, iopathTrace, missingEngine, parseTrace, traceOf } from '../native/traced';
import { until } from '../until';

const folder = scratchFolder();
const bytes = 1 << 20;
const source = writeNoise(folder, 'source.bin', bytes);
const sink = join(folder, 'sink.bin');
const skip = missingEngine('bpf');
const byBpf = (command: string[], options: string[] = []) => traceOf(command, options, 'bpf');

test('a kernel that refuses BPF is named, with what to do', { skip: skip || noOtherUser(folder) }, () => {
  const dist = reachableCopy(join(process.cwd(), 'dist'), scratchFolder());
  const { status, stdout, stderr } = runAsOtherUser([
    join(dist, 'cli.js'),
    'trace',
    '--engine',
    'bpf',
    '--',
    'true',
  ]);
  assert.equal(status, 3, stderr);
  assert.equal(stdout, '');
  assert.match(stderr, /refused the BPF program: EPERM/);
  assert.match(stderr, /do: +Run iopath as root, or with CAP_BPF and CAP_PERFMON/);
});

test('a missing BPF program is named', { skip }, () => {
  const dist = reachableCopy(join(process.cwd(), 'dist'), scratchFolder());
  rmSync(join(dist, 'native', 'iopath-calls.bpf.o'));
  const { code, err } = iopathTrace(['--engine', 'bpf', '--', 'true'], {}, join(dist, 'cli.js'));
  assert.equal(code, 3, err);
  assert.match(err, /iopath-calls\.bpf\.o/);
  assert.match(err, /do: .*npm run build/);
});

test('a command that cannot be started is bad input', { skip }, () => {
  const { code, err } = iopathTrace(['--engine', 'bpf', '--', join(folder, 'missing')]);
  assert.equal(code, 2, err);
  assert.match(err, /no such file/);
});

test('a program that execs another, in a child that outlives it, is followed', { skip }, () => {
  const copy = `exec dd if='${source}' of='${sink}' bs=64k status=none`;
  assert.equal(byBpf(['sh', '-c', copy]).relays[0]?.bytes, bytes);
  const trace = byBpf(['sh', '-c', `(sleep 0.2; setsid sh -c "${copy}") & exit 3`]);
  assert.equal(trace.exitCode, 3);
  assert.equal(trace.relays[0]?.bytes, bytes);
  assert.equal(trace.lost, 0);
});

test('threads that relay at once are all paired', { skip }, () => {
  const script = `
import os, threading
def relay(i):
    r = os.open(${JSON.stringify(source)}, os.O_RDONLY)
    w = os.open(${JSON.stringify(sink)} + str(i), os.O_WRONLY | os.O_CREAT)
    b = os.pread(r, 8192, i * 1000)
    gate.wait()
    os.write(w, b)
    os.close(r); os.close(w); os.unlink(${JSON.stringify(sink)} + str(i))
gate = threading.Barrier(100)
threads = [threading.Thread(target=relay, args=(i,)) for i in range(100)]
for t in threads: t.start()
for t in threads: t.join()
`;
  const trace = byBpf(['python3', '-c', script]);
  const relays = trace.relays.filter(({ from }) => from.name === source);
  assert.equal(trace.exitCode, 0);
  assert.equal(relays.length, 100);
  assert.ok(relays.every(relay => relay.bytes === 8192));
});

test('a descriptor number that is used again is another end', { skip }, () => {
  const other = writeNoise(folder, 'other.bin', 4096);
  const script = `
import os
o = os.open(${JSON.stringify(sink)}, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
def relay(fd): os.write(o, os.read(fd, 4096))
a, b = ${JSON.stringify(source)}, ${JSON.stringify(other)}
f = os.open(a, 0); relay(f)
g = os.open(b, 0); os.dup2(g, f); relay(f)
os.closerange(f, f + 1); assert os.open(a, 0) == f; relay(f)
`;
  const trace = byBpf(['python3', '-c', script]);
  const from = (name: string) => trace.relays.find(relay => relay.from.name === name)?.bytes;
  assert.equal(trace.exitCode, 0);
  assert.equal(from(source), 8192);
  assert.equal(from(other), 4096);
});

test("thousands of files that take each other's place keep their names", { skip }, () => {
  const script = `import os
b=os.read(os.open(${JSON.stringify(source)},0),100)
for i in range(5000):
    p=${JSON.stringify(`${folder}/many`)}+str(i); f=os.open(p,os.O_CREAT|os.O_WRONLY); os.write(f,b); os.close(f); os.unlink(p)`;
  const trace = byBpf(['python3', '-c', script]);
  const relays = trace.relays.filter(({ from }) => from.name === source || from.name === '');
  assert.equal(
    relays.reduce((sum, relay) => sum + relay.bytes, 0),
    trace.lost > 0 ? Number.NaN : 500_000,
  );
  assert.ok(trace.folded > 2000, `${trace.folded}`);
});

test(
  'ends keep their names beside very many others, also where the kernel holds their count',
  { skip },
  () => {
    // More ends than the tracer keeps numbers of.
    const others = 70_000;
    const script = `import os
a, o = os.open(${JSON.stringify(source)}, 0), os.open(${JSON.stringify(sink)}, os.O_WRONLY | os.O_CREAT)
for i in range(1000):
    os.write(o, os.read(a, 4096)); os.lseek(a, 0, 0)
for i in range(${others}):
    r, w = os.pipe(); os.write(w, b'x'); os.close(r); os.close(w)
os.write(o, os.pread(a, 5000, 100))`;
    const trace = byBpf(['python3', '-c', script]);
    assert.equal(trace.lost, 0);
    const relays = trace.relays.filter(relay => relay.bytes > others);
    assert.deepEqual(
      relays.map(({ from, to, bytes: moved }) => [from.name, to.name, moved]),
      [[source, sink, 1000 * 4096 + 5000]],
    );
  },
);

/** Runs `body` for each of so many blocks that most of them are paired inside the kernel. */
const blocks = 3000;
const inBlocks = (body: string) => `
a, b = open(${JSON.stringify(source)}, 'rb', 0), open(${JSON.stringify(writeNoise(folder, 'second.bin', 8192))}, 'rb', 0)
o, p = open(${JSON.stringify(sink)}, 'wb', 0), open(${JSON.stringify(`${sink}2`)}, 'wb', 0)
m = memoryview(bytearray(8192))
for i in range(${blocks}):
    a.seek(0); b.seek(0)
    ${body}`;
const blockTrace = (body: string) => {
  const trace = byBpf(['python3', '-c', inBlocks(body)]);
  assert.equal(trace.exitCode, 0);
  assert.equal(trace.lost, 0);
  return (from: string, to = sink) => {
    const relay = trace.relays.find(one => one.from.name.endsWith(from) && one.to.name === to);
    return relay && { bytes: relay.bytes, reads: relay.reads, writes: relay.writes };
  };
};
const whole = { bytes: blocks * 8192, reads: blocks, writes: blocks };

test('each call of a long copy loop is counted', { skip }, () => {
  assert.deepEqual(blockTrace('a.readinto(m); o.write(m)')('source.bin'), whole);
});

test('a read that is written twice is counted for both ends', { skip }, () => {
  const relay = blockTrace('a.readinto(m); o.write(m); p.write(m)');
  assert.deepEqual(relay('source.bin'), whole);
  assert.deepEqual(relay('source.bin', `${sink}2`), whole);
});

test('what was read over the middle of an earlier read comes from the later one', { skip }, () => {
  const relay = blockTrace('a.readinto(m); b.readinto(m[100:8000]); o.write(m)');
  assert.equal(relay('source.bin')?.bytes, blocks * 292);
  assert.equal(relay('second.bin')?.bytes, blocks * 7900);
});

test('a part of a read that follows its whole is counted too', { skip }, () => {
  const relay = blockTrace('a.readinto(m); o.write(m); p.write(m[:4096])');
  assert.deepEqual(relay('source.bin'), whole);
  assert.equal(relay('source.bin', `${sink}2`)?.bytes, blocks * 4096);
});

test('a buffer that is changed between read and write is no relay', { skip }, () => {
  const relay = blockTrace('a.readinto(m); m[0] ^= 1; o.write(m)');
  assert.ok((relay('source.bin')?.bytes ?? 0) <= 0.001 * whole.bytes);
});

/** A program that relays until it is killed, by a thread that runs before the trace. */
function relaying(): ChildProcess {
  const copy = `
import threading
def run():
    m = memoryview(bytearray(16384))
    while True:
        a.seek(0); o.seek(0)
        while n := a.readinto(m): o.write(m[:n])
a, o = open(${JSON.stringify(source)}, 'rb', 0), open(${JSON.stringify(sink)}, 'wb', 0)
threading.Thread(target=run).start()`;
  return spawn('python3', ['-c', copy], { stdio: 'ignore' });
}

test('a running process is watched without a stop, and all its calls are counted', { skip }, async () => {
  const watched = relaying();
  await until('a first copy', () => statSync(sink, { throwIfNoEntry: false })?.size === bytes);
  const { code, out, err } = iopathTrace(['--json', '--pid', String(watched.pid), '--seconds', '1']);
  process.kill(watched.pid!, 0);
  watched.kill('SIGKILL');
  assert.equal(code, 0, err);
  const trace = parseTrace(out);
  assert.equal(trace.engine, 'bpf');
  assert.equal(trace.estimate, null);
  const relay = trace.relays.find(({ from }) => from.name === source);
  assert.ok(relay?.verified && relay.to.name === sink, out);
  assert.equal(relay.bytes, relay.writes * 16384);
  assert.equal(relay.threads?.count, 1);
  assert.deepEqual(trace.blindSpots, []);
});

test('a watch by bpf ends with its process', { skip }, async () => {
  const watched = relaying();
  const traced = spawn(process.execPath, [cli, 'trace', '--pid', String(watched.pid), '--seconds', '3600']);
  let shown = '';
  traced.stderr.on('data', part => {
    shown += part;
  });
  const isFollowing = () => {
    try {
      const tracer = readFileSync(`/proc/${traced.pid}/task/${traced.pid}/children`, 'utf8').trim();
      const isExeced = readFileSync(`/proc/${tracer}/cmdline`, 'utf8').includes('iopath-trace');
      const ends = readdirSync(`/proc/${tracer}/fd`).map(fd => readlinkSync(`/proc/${tracer}/fd/${fd}`));
      return isExeced && ends.includes('anon_inode:[pidfd]');
    } catch {
      return false;
    }
  };
  await until('the watch', isFollowing);
  watched.kill('SIGKILL');
  const [code] = await once(traced, 'close');
  assert.equal(code, 0, shown);
});

test('bytes that are filtered out are named as not seen', { skip }, () => {
  const trace = byBpf(['dd', `if=${source}`, `of=${sink}`, 'bs=512', 'status=none'], ['--min-bytes', '4k']);
  assert.deepEqual(trace.relays, []);
  assert.ok(trace.blindSpots.some(({ kind, bytes: from }) => kind === 'min-bytes' && from === 4096));
});
