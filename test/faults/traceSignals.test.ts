// Traces that end by a signal: to the program, to the tracer, to the command line.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { test } from 'node:test';
import { scratchFolder } from '../native/engine';
import { cli, missingEngine, parseTrace } from '../native/traced';
import { until } from '../until';
import {
  bytes,
  childrenOf,
  collected,
  copies,
  ended,
  filled,
  forever,
  isGone,
  sink,
  source,
  start,
  stateOf,
  tracing,
} from './tracing';

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

test('signals to the tracer while the program starts others end none of these', async () => {
  const script = 'n=0; while [ $n -lt 60 ]; do /bin/true || exit 7; n=$((n + 1)); done';
  const { child, out, tracer } = await tracing(['sh', '-c', script]);
  let isOver = false;
  child.on('exit', () => {
    isOver = true;
  });
  while (!isOver) {
    try {
      process.kill(tracer, 'SIGALRM');
    } catch {
      // It has ended, and the command line writes the result.
    }
    await new Promise(setImmediate);
  }
  assert.equal(parseTrace(out()).exitCode, 0);
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
