// Traces of commands that do not start, that start others, and that use descriptors in every way.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { writeNoise } from '../native/engine';
import { noOtherUser } from '../native/otherUser';
import { iopathTrace, parseTrace, traceOf } from '../native/traced';
import { bytes, folder, sink, source } from './tracing';

test('a command that cannot be started is bad input, with the reason', () => {
  const plain = join(folder, 'plain');
  writeFileSync(plain, 'text');
  const cases: [string, RegExp][] = [
    [join(folder, 'missing'), /no such file/],
    ['no-such-command', /no such command on PATH/],
    [plain, /not executable/],
    [folder, /not executable/],
  ];
  for (const [command, why] of cases) {
    const { code, out, err } = iopathTrace(['--engine', 'ptrace', '--', command]);
    assert.equal(code, 2, command);
    assert.equal(out, '');
    assert.match(err, why);
    assert.match(err, /do: /);
  }
});

test('bad arguments name what is wrong', () => {
  for (const [args, what] of [
    [[], /nothing to trace/],
    [['--pid', '1', '--', 'true'], /both given/],
    [['--pid', 'x'], /--pid x/],
    [['--min-bytes', 'x', '--', 'true'], /--min-bytes x/],
    [['--engine', 'x', '--', 'true'], /--engine x/],
    [['--pid', '999999999'], /no such process/],
  ] as const) {
    const { code, err } = iopathTrace([...args]);
    assert.equal(code, 2, err);
    assert.match(err, what);
  }
});

test("options behind -- are the program's own", () => {
  const trace = traceOf([
    'sh',
    '-c',
    'test "$1" = --verbose && test "$2" = --json',
    'sh',
    '--verbose',
    '--json',
  ]);
  assert.equal(trace.exitCode, 0);
});

test("the program's exit code stands in the result, and iopath's own is 0", () => {
  assert.equal(traceOf(['sh', '-c', 'exit 42']).exitCode, 42);
  assert.equal(traceOf(['true']).exitCode, 0);
  const killed = traceOf(['sh', '-c', 'kill -KILL $$']);
  assert.equal(killed.exitCode, null);
  assert.equal(killed.exitSignal, 'SIGKILL');
});

test('a program that execs another is followed', () => {
  assert.equal(traceOf(['sh', '-c', `exec dd if='${source}' of='${sink}' bs=64k`]).relays[0]?.bytes, bytes);
});

test(
  'a program that becomes another user runs as it does untraced, even where TMPDIR is private',
  { skip: noOtherUser(folder) },
  () => {
    const own = mkdtempSync(join(folder, 'private-'));
    const become = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
    for (const TMPDIR of [undefined, own])
      for (const command of [
        [process.execPath, '-e', 'process.exit(process.getuid() === 65534 ? 7 : 1)'],
        ['sh', '-c', 'exit 7'],
      ]) {
        const { out, err } = iopathTrace(['--json', '--', ...become, ...command], {
          env: { ...process.env, TMPDIR },
        });
        assert.equal(parseTrace(out).exitCode, 7, `${command[0]} ${err}`);
      }
    assert.deepEqual(readdirSync(own), []);
  },
);

test('a daemon that outlives the program is followed to its end', () => {
  const trace = traceOf(['sh', '-c', `(sleep 0.2; setsid dd if='${source}' of='${sink}' bs=64k) & exit 3`]);
  assert.equal(trace.exitCode, 3);
  assert.equal(trace.relays[0]?.bytes, bytes);
  assert.equal(trace.endedProcesses, 0);
});

test('five hundred threads that relay at once are all paired', () => {
  const script = `
import os, threading
def relay(i):
    r = os.open(${JSON.stringify(source)}, os.O_RDONLY)
    w = os.open(${JSON.stringify(sink)} + str(i), os.O_WRONLY | os.O_CREAT)
    b = os.pread(r, 8192, i * 1000)
    gate.wait()
    os.write(w, b)
    os.close(r); os.close(w); os.unlink(${JSON.stringify(sink)} + str(i))
gate = threading.Barrier(500)
threads = [threading.Thread(target=relay, args=(i,)) for i in range(500)]
for t in threads: t.start()
for t in threads: t.join()
`;
  const trace = traceOf(['python3', '-c', script]);
  const relays = trace.relays.filter(({ from }) => from.name === source);
  assert.equal(trace.exitCode, 0);
  assert.equal(relays.length, 500);
  assert.equal(
    relays.reduce((sum, relay) => sum + relay.bytes, 0),
    500 * 8192,
  );
});

test('descriptors that are closed and used again in every way are told apart', () => {
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
  const trace = traceOf(['python3', '-c', script]);
  const from = (name: string) => trace.relays.find(relay => relay.from.name === name)?.bytes;
  assert.equal(trace.exitCode, 0);
  assert.equal(from(source), 8192);
  assert.equal(from(other), 4096);
});

test('writes that fail behind many whole ones are not counted', () => {
  const limited = join(folder, 'limited.bin');
  const script = `
import os, resource, signal, subprocess
# The kernel adds what a child wrote to the count of the process that waited for it.
subprocess.run(['dd', 'if=/dev/zero', 'of=/dev/null', 'bs=64k', 'count=64', 'status=none'])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100 * 4096, 100 * 4096))
r = os.open(${JSON.stringify(source)}, 0); w = os.open(${JSON.stringify(limited)}, os.O_WRONLY | os.O_CREAT)
for i in range(200):
    b = os.read(r, 4096)
    try: os.write(w, b)
    except OSError: pass`;
  const relay = traceOf(['python3', '-c', script]).relays.find(({ to }) => to.name === limited);
  assert.equal(relay!.bytes, 100 * 4096);
});
