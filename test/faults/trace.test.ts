// Traces that fail: commands that do not start, programs that die or leave children behind, tracers that die.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { scratchFolder, writeNoise } from '../native/engine';
import { noOtherUser, reachableCopy, runAsOtherUser } from '../native/otherUser';
import { cli, iopathTrace, missingEngine, parseTrace, traceOf } from '../native/traced';
import { until } from '../until';

const folder = scratchFolder();
const bytes = 1 << 20;
const source = writeNoise(folder, 'source.bin', bytes);
const sink = join(folder, 'sink.bin');
const copies = `cat '${source}' > '${sink}'`;

const started: ChildProcess[] = [];
after(() => {
  for (const { pid, exitCode, signalCode } of started)
    if (pid !== undefined && exitCode === null && signalCode === null) process.kill(pid, 'SIGKILL');
});

/** A process of ours; `group` gives it a process group of its own, as a terminal's job has. */
function start(command: string[], group = false): ChildProcess {
  const [program = '', ...args] = command;
  const child = spawn(program, args, { detached: group, stdio: ['pipe', 'pipe', 'pipe'] });
  started.push(child);
  return child;
}

const ended = (child: ChildProcess) =>
  new Promise<number | null>(resolve => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode);
    else child.on('exit', code => resolve(code));
  });

const collected = (child: ChildProcess) => {
  const parts: Buffer[] = [];
  child.stdout!.on('data', part => parts.push(part));
  return () => Buffer.concat(parts).toString();
};

function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/** The state letter of a process (proc(5)); empty where it is gone. */
function stateOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.charAt(0);
  } catch {
    return '';
  }
}

const isGone = (pid: number) => ['', 'Z', 'X'].includes(stateOf(pid));
const filled = () => statSync(sink, { throwIfNoEntry: false })?.size === bytes;

/** The command line that traces a command, its tracer and the program, once all run. */
async function tracing(command: string[], options: string[] = []) {
  const child = start(
    [process.execPath, cli, 'trace', '--json', '--engine', 'ptrace', ...options, '--', ...command],
    true,
  );
  const out = collected(child);
  const tracer = await until('the tracer', () => childrenOf(child.pid!)[0]);
  // The tracer's first children only measure what a stop costs; the program may be another one already by exec.
  const program = await until('the program', () =>
    childrenOf(tracer).find(pid => !readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('iopath-trace')),
  );
  return { child, out, tracer, program };
}

/** A program that relays until it is killed. */
const forever = [
  'python3',
  '-c',
  `import os
r = os.open(${JSON.stringify(source)}, 0); w = os.open(${JSON.stringify(sink)}, os.O_WRONLY | os.O_CREAT)
while True:
    os.lseek(r, 0, 0); os.lseek(w, 0, 0)
    while b := os.read(r, 16384): os.write(w, b)`,
];

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

test('Ctrl-C ends the program as if untraced, and the result is written', async () => {
  const script = `trap 'exit 9' INT; while :; do ${copies}; done`;
  const { child, out } = await tracing(['sh', '-c', script]);
  await until('a first copy', filled);
  process.kill(-child.pid!, 'SIGINT');
  assert.equal(await ended(child), 0);
  assert.equal(parseTrace(out()).exitCode, 9);
});

test('a program that takes Ctrl-C as its own goes on, and the result is written at its end', async () => {
  const program = `
import signal, sys
taken = 0
def take(*_):
    global taken
    taken += 1
    print(taken, file=sys.stderr, flush=True)
signal.signal(signal.SIGINT, take)
print("ready", file=sys.stderr, flush=True)
sys.stdin.read()
sys.exit(taken)`;
  const child = start([process.execPath, cli, 'trace', '--json', '--', 'python3', '-c', program], true);
  const out = collected(child);
  let said = '';
  child.stderr!.on('data', part => {
    said += part;
  });
  await until('the program', () => said === 'ready\n');
  for (const count of [1, 2, 3]) {
    process.kill(-child.pid!, 'SIGINT');
    await until(`signal ${count}`, () => said.endsWith(`${count}\n`));
  }
  child.stdin!.end();
  assert.equal(await ended(child), 0);
  assert.equal(parseTrace(out()).exitCode, 3);
});

test('a signal to iopath alone ends the program as well', async () => {
  const { child, out, program } = await tracing(['sleep', '1000']);
  process.kill(child.pid!, 'SIGTERM');
  assert.equal(await ended(child), 0);
  assert.equal(parseTrace(out()).exitSignal, 'SIGTERM');
  assert.ok(isGone(program));
});

test('a daemon that is left running ends with Ctrl-C, and the result says so', async () => {
  const command = ['sh', '-c', 'setsid sleep 1000 & exit 0'];
  const child = start([process.execPath, cli, 'trace', '--json', '--', ...command], true);
  const out = collected(child);
  let said = '';
  child.stderr!.on('data', part => {
    said += part;
  });
  await until('the message about it', () => /left 1 process running/.test(said));
  process.kill(-child.pid!, 'SIGINT');
  assert.equal(await ended(child), 0);
  assert.equal(parseTrace(out()).endedProcesses, 1);
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

test('a program that is killed within a call is reported, and its relays are kept', async () => {
  const script = `${copies}; dd if='${source}' of='${sink}' bs=64k; exec sleep 1000`;
  const { child, out, program } = await tracing(['sh', '-c', script]);
  await until('the sleep', () => readFileSync(`/proc/${program}/comm`, 'utf8') === 'sleep\n');
  process.kill(program, 'SIGKILL');
  assert.equal(await ended(child), 0);
  const trace = parseTrace(out());
  assert.equal(trace.exitSignal, 'SIGKILL');
  assert.ok(trace.relays.some(relay => relay.bytes === bytes));
});

test('a killed tracer leaves no stopped program: a started one ends with it', async () => {
  const { child, tracer, program } = await tracing(['sleep', '1000']);
  let said = '';
  child.stderr!.on('data', part => {
    said += part;
  });
  process.kill(tracer, 'SIGKILL');
  assert.equal(await ended(child), 3);
  await until('the end of the program', () => isGone(program));
  assert.match(said, /tracer died[\s\S]*ended with it/);
});

test(
  'a killed tracer leaves a program that engine bpf traced running',
  { skip: missingEngine('bpf') },
  async () => {
    rmSync(sink, { force: true });
    const { child, tracer, program } = await tracing(forever, ['--engine', 'bpf']);
    let shown = '';
    child.stderr!.on('data', part => {
      shown += part;
    });
    await until('a first copy', filled);
    process.kill(tracer, 'SIGKILL');
    assert.equal(await ended(child), 3);
    const status = () => readFileSync(`/proc/${program}/status`, 'utf8');
    await until('the end of the trace', () => /TracerPid:\s*0/.test(status()));
    // It still copies, also where the tracer had stopped it.
    await until('a running state', () => 'RSD'.includes(stateOf(program)));
    const calls = () => Number(/syscw: (\d+)/.exec(readFileSync(`/proc/${program}/io`, 'utf8'))?.[1]);
    const before = calls();
    await until('further writes', () => calls() > before + 100);
    assert.match(shown, /tracer died[\s\S]*runs on/);
    process.kill(program, 'SIGKILL');
  },
);

test('a killed iopath takes the tracer and the program with it', async () => {
  const { child, tracer, program } = await tracing(['sleep', '1000']);
  process.kill(child.pid!, 'SIGKILL');
  await until('the end of both', () => isGone(tracer) && isGone(program));
});

test('a killed iopath leaves nothing on disk', async () => {
  const temporary = scratchFolder();
  rmSync(sink, { force: true });
  const child = start([
    'env',
    `TMPDIR=${temporary}`,
    process.execPath,
    cli,
    'trace',
    '--engine',
    'ptrace',
    '--',
    ...forever,
  ]);
  const tracer = await until('the tracer', () => childrenOf(child.pid!)[0]);
  await until('a first copy', filled);
  process.kill(child.pid!, 'SIGKILL');
  await until('the end of the tracer', () => isGone(tracer));
  assert.deepEqual(readdirSync(temporary), []);
});

test('a running process is watched, estimated, and left running', async () => {
  const watched = start(forever);
  await until('a first copy', filled);
  const { code, out, err } = iopathTrace([
    '--json',
    '--engine',
    'ptrace',
    '--pid',
    String(watched.pid),
    '--seconds',
    '2',
  ]);
  assert.equal(code, 0, err);
  const trace = parseTrace(out);
  assert.equal(trace.exitCode, null);
  assert.equal(trace.relays[0]?.from.name, source);
  assert.ok(trace.relays[0].verified);
  assert.ok(trace.estimate !== null && trace.estimate.factor > 1, JSON.stringify(trace.estimate));
  assert.ok(trace.blindSpots.some(({ kind }) => kind === 'between-windows'));
  assert.match(readFileSync(`/proc/${watched.pid}/status`, 'utf8'), /TracerPid:\s*0/);
  assert.ok(!isGone(watched.pid!) && !'tT'.includes(stateOf(watched.pid!)));
  watched.kill('SIGKILL');
});

test('a watched process that ends is a result', async () => {
  const watched = start(['sleep', '1000']);
  const child = start([
    process.execPath,
    cli,
    'trace',
    '--json',
    '--engine',
    'ptrace',
    '--pid',
    String(watched.pid),
    '--seconds',
    '60',
  ]);
  const out = collected(child);
  await until('the tracer', () =>
    /TracerPid:\s*[1-9]/.test(readFileSync(`/proc/${watched.pid}/status`, 'utf8')),
  );
  watched.kill('SIGKILL');
  assert.equal(await ended(child), 0);
  assert.deepEqual(parseTrace(out()).relays, []);
});

test('a killed tracer leaves the process that it watched running', async () => {
  const watched = start(forever);
  await until('a first copy', filled);
  const child = start([
    process.execPath,
    cli,
    'trace',
    '--engine',
    'ptrace',
    '--pid',
    String(watched.pid),
    '--seconds',
    '60',
  ]);
  await until('the tracer', () =>
    /TracerPid:\s*[1-9]/.test(readFileSync(`/proc/${watched.pid}/status`, 'utf8')),
  );
  process.kill(childrenOf(child.pid!)[0]!, 'SIGKILL');
  assert.equal(await ended(child), 3);
  await until('a running state', () => 'RSD'.includes(stateOf(watched.pid!)));
  watched.kill('SIGKILL');
});

test('a process that is traced already is refused, with its tracer named', async t => {
  if (spawnSync('strace', ['-V']).status !== 0)
    return t.skip('strace is not installed (Debian: apt-get install strace)');
  const watched = start(['sleep', '1000']);
  const other = start(['strace', '-o', '/dev/null', '-p', String(watched.pid)]);
  await until('strace', () => /TracerPid:\s*[1-9]/.test(readFileSync(`/proc/${watched.pid}/status`, 'utf8')));
  const { code, err } = iopathTrace(['--engine', 'ptrace', '--pid', String(watched.pid)]);
  assert.equal(code, 2);
  assert.match(err, new RegExp(`traced already, by process ${other.pid}`));
  other.kill();
  watched.kill();
});

test('a thread of the kernel is refused', t => {
  const thread = readdirSync('/proc').find(
    name => /^\d+$/.test(name) && /^PPid:\s*2$/m.test(readFileSync(`/proc/${name}/status`, 'utf8')),
  );
  if (!thread) return t.skip('this container shows no threads of the kernel');
  const { code, err } = iopathTrace(['--pid', thread]);
  assert.equal(code, 2);
  assert.match(err, /thread of the kernel/);
});

/** Runs a program after the kernel was told to answer a call with EPERM: what containers do. */
const denying = `#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>
int main(int argc, char **argv) {
  struct sock_filter program[] = {
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_ptrace, 0, 1),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
  struct sock_fprog filter = {4, program};
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  if (argc < 2 || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter)) return 9;
  return execv(argv[1], argv + 1);
}
`;

test('a sandbox that forbids ptrace is told, with the remedy', t => {
  const program = join(folder, 'denying');
  const build = spawnSync('gcc', ['-o', program, '-x', 'c', '-'], { input: denying, encoding: 'utf8' });
  if (build.error) return t.skip('gcc is not installed (Debian: apt-get install gcc)');
  assert.equal(build.status, 0, build.stderr);
  const { status, stderr } = spawnSync(program, [process.execPath, cli, 'trace', '--', 'true'], {
    encoding: 'utf8',
  });
  assert.equal(status, 3, stderr);
  assert.match(stderr, /refused ptrace: EPERM[\s\S]*SYS_PTRACE/);
});

const elsewhere = noOtherUser(folder);

test("a process of another user is refused, and that user's own are traced", { skip: elsewhere }, () => {
  const dist = reachableCopy(join(process.cwd(), 'dist'), scratchFolder());
  const own = join(dist, 'cli.js');
  const watched = start(['sleep', '1000']);
  const refused = runAsOtherUser([own, 'trace', '--pid', String(watched.pid)]);
  assert.equal(refused.status, 2, refused.stderr);
  assert.match(refused.stderr, /belongs to user 0, and this is user 65534/);
  const traced = runAsOtherUser([
    own,
    'trace',
    '--json',
    '--',
    'sh',
    '-c',
    `cat ${source} | cat > /dev/null`,
  ]);
  assert.equal(traced.status, 0, traced.stderr);
  assert.equal(parseTrace(traced.stdout).relays.find(({ to }) => to.kind === 'pipe')?.from.name, source);
  watched.kill('SIGKILL');
});

test('a set-user-ID program runs without those rights, and the result says so', { skip: elsewhere }, t => {
  const place = scratchFolder();
  const dist = reachableCopy(join(process.cwd(), 'dist'), place);
  const tools = join(place, 'tools');
  mkdirSync(tools, { mode: 0o755 });
  chmodSync(place, 0o755);
  const program = join(tools, 'id');
  copyFileSync('/usr/bin/id', program);
  chmodSync(program, 0o4755);
  const bare = spawnSync(
    'setpriv',
    ['--reuid', '65534', '--regid', '65534', '--clear-groups', program, '-u'],
    { encoding: 'utf8' },
  );
  if (bare.stdout.trim() !== '0') return t.skip('set-user-ID has no effect here (nosuid)');
  const traced = runAsOtherUser([join(dist, 'cli.js'), 'trace', '--json', '--', program, '-u']);
  assert.equal(traced.status, 0, traced.stderr);
  assert.match(traced.stderr, /^65534$/m);
  assert.ok(parseTrace(traced.stdout).blindSpots.some(({ kind }) => kind === 'setuid'));
});
