// The result of a trace, from what the tracer counted.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as v from 'valibot';
import { textsIn } from '../../src/messages/texts';
import { traceSchema } from '../../src/model/trace';
import { traceBlocks } from '../../src/report/trace';
import { alternativeFor } from '../../src/trace/alternative';
import { conclude } from '../../src/trace/conclude';
import { type Circumstances, startProblem } from '../../src/trace/problems';
import type { TracerRelay, TracerResult } from '../../src/worker/tracerProtocol';
import { said } from '../english';

const mib = 1 << 20;

const relay = (change: Partial<TracerRelay> = {}): TracerRelay => ({
  process: { pid: 7, name: 'server' },
  from: { kind: 'file', name: '/srv/a' },
  to: { kind: 'socket', name: 'tcp 127.0.0.1:80 -> 127.0.0.1:1000' },
  bytes: mib,
  reads: 16,
  writes: 16,
  compared: 65536,
  firstNs: 100,
  lastNs: 1100,
  threads: [7],
  sites: [],
  ...change,
});

const result = (change: Partial<TracerResult> = {}): TracerResult => ({
  event: 'result',
  engine: 'ptrace',
  noBpf: null,
  lost: 0,
  lostBytes: 0,
  ending: { code: 0, signal: -1 },
  session: {
    tracedNs: 1_000_000,
    totalNs: 1_000_000,
    windows: 1,
    windowBytes: 0,
    totalBytes: 0,
    minBytes: 0,
    countedCallNs: 0,
    endedProcesses: 0,
  },
  placement: { cpu: 1, threads: 1, pinnedStopNs: 1000, apartStopNs: 9000 },
  calls: 32,
  countedCalls: 0,
  stops: 500,
  relays: [relay()],
  moves: [],
  blindSpots: [],
  folded: 0,
  changed: 0,
  threads: [
    { pid: 7, tid: 7, name: 'server', cpuNs: 5, voluntarySwitches: 503, involuntarySwitches: 2, stops: 500 },
  ],
  processes: [],
  sites: [],
  pythonStacks: [],
  javaStacks: [],
  nodeStacks: [],
  ...change,
});

const command = { command: ['server'], pid: null };
const watched = { command: null, pid: 7 };

test('a result fits its schema, and says what was spent and what would be', () => {
  const trace = v.parse(traceSchema, conclude(command, result()));
  const [main] = trace.relays;
  assert.equal(main?.calls, 32);
  assert.equal(main.copiedBytes, 2 * mib);
  assert.equal(main.modeSwitches, 64);
  assert.equal(main.chunkBytes, 65536);
  assert.equal(main.best?.strategy, 'sendfile');
  assert.equal(main.best.copiedBytes, 0);
  assert.equal(trace.exitCode, 0);
});

test("the tracer's stops are no context switches of the program", () => {
  assert.deepEqual(conclude(command, result()).relays[0]?.threads, {
    count: 1,
    cpuNs: 5,
    voluntarySwitches: 3,
    involuntarySwitches: 2,
  });
});

test('the slowdown takes what a stop cost where the threads ran', () => {
  assert.equal(conclude(command, result()).slowdown, 2);
  const free = { cpu: -1, threads: 0, pinnedStopNs: 1000, apartStopNs: 1500 };
  assert.equal(conclude(command, result({ placement: free })).slowdown, 4);
  assert.equal(conclude(command, result({ stops: 1000 })).slowdown, null);
});

test('the slowdown takes what counted calls cost, and is unknown where that is', () => {
  const { session } = result();
  const counted = { countedCalls: 500, session: { ...session, countedCallNs: 500 } };
  assert.equal(conclude(command, result(counted)).slowdown, 4);
  assert.equal(conclude(command, result({ ...counted, session })).slowdown, null);
});

test('connections of one server are one relay, and others stay apart', () => {
  const to = (peer: number) => ({ kind: 'socket' as const, name: `tcp 127.0.0.1:80 -> 127.0.0.1:${peer}` });
  const rows = [
    relay({ to: to(1) }),
    relay({ to: to(2) }),
    relay({ from: { kind: 'file', name: '/srv/b' } }),
  ];
  const { relays } = conclude(command, result({ relays: rows }));
  assert.deepEqual(
    relays.map(one => [one.from.name, one.to.name, one.bytes]),
    [
      ['/srv/a', 'tcp 127.0.0.1:80 -> 2 peers', 2 * mib],
      ['/srv/b', 'tcp 127.0.0.1:80 -> 127.0.0.1:1000', mib],
    ],
  );
});

test('a watched process is scaled by the bytes that the kernel counted, else by time', () => {
  const session = { ...result().session, totalNs: 4_000_000, windows: 2, windowBytes: 100, totalBytes: 300 };
  const byBytes = conclude(watched, result({ session }));
  assert.equal(byBytes.relays[0]?.bytes, 3 * mib);
  assert.equal(byBytes.relays[0].calls, 96);
  assert.equal(byBytes.estimate?.factor, 3);
  assert.ok(byBytes.blindSpots.some(({ kind }) => kind === 'between-windows'));
  const byTime = conclude(watched, result({ session: { ...session, windowBytes: 0 } }));
  assert.equal(byTime.estimate?.factor, 4);
});

test('a signal that ended the program has its name', () => {
  const { exitCode, exitSignal } = conclude(command, result({ ending: { code: -1, signal: 9 } }));
  assert.deepEqual([exitCode, exitSignal], [null, 'SIGKILL']);
});

test('mapped files of the runtime are no inputs', () => {
  const spot = (detail: string) => ({
    kind: 'mmap',
    process: { pid: 7, name: 'p' },
    detail,
    count: 1,
    bytes: 9,
  });
  const blindSpots = [
    '/etc/ld.so.cache',
    '/usr/lib/locale/C.utf8/LC_CTYPE',
    '/usr/lib/x86_64-linux-gnu/gconv/gconv-modules.cache',
    '/data/input',
  ].map(spot);
  const found = conclude(command, result({ blindSpots })).blindSpots;
  assert.deepEqual(
    found.map(({ detail }) => detail),
    ['/data/input'],
  );
});

test('between ends that no call serves there is no alternative', () => {
  assert.equal(alternativeFor('file', 'terminal', mib), null);
  assert.equal(alternativeFor('terminal', 'file', mib), null);
  assert.equal(alternativeFor('socket', 'socket', mib)?.modeSwitches, 64);
});

test('the first line of the text is what the main relay spent', () => {
  const [heading] = traceBlocks(conclude(command, result()));
  assert.deepEqual(heading, {
    kind: 'heading',
    text: '1 MiB through user space, 2 MiB copied, 64 mode switches; sendfile: 0 copied',
  });
});

test('a trace is told in the language asked for', () => {
  const blocks = traceBlocks(conclude(command, result()), textsIn('ru'));
  const words = blocks.flatMap(block => {
    if (block.kind === 'heading') return [block.text];
    if (block.kind === 'facts') return block.entries.map(([label]) => label);
    if (block.kind === 'table') return [block.title, ...block.columns.map(({ title }) => title)];
    return [block.title];
  });
  assert.ok(words.length > 10, words.join());
  assert.deepEqual(
    words.filter(text => !/\p{Script=Cyrillic}/u.test(text)),
    [],
  );
});

const ours: Circumstances = {
  owner: 5,
  user: 5,
  tracer: 0,
  isKernelThread: false,
  hasEnded: false,
  yama: null,
  tracedOurselves: false,
};

test('a refusal names its cause: restriction, owner, tracer', () => {
  const failure = { event: 'failure' as const, call: 'ptrace', error: 'EPERM', about: 'server', pid: 7 };
  const why = (change: Partial<Circumstances>, watching = true) =>
    startProblem(failure, watching, { ...ours, ...change });
  assert.match(said(why({ yama: 1 }).why), /ptrace_scope is 1/);
  assert.match(said(why({ yama: 1 }).remedy), /iopath trace -- COMMAND/);
  assert.match(said(why({ yama: 1 }, false).why), /container or sandbox/);
  assert.match(said(why({ yama: 3 }, false).why), /ptrace_scope is 3/);
  assert.match(said(why({ owner: 6 }).why), /belongs to user 6/);
  assert.match(said(why({ tracer: 9 }).why), /traced already, by process 9/);
  assert.match(said(why({}, false).remedy), /SYS_PTRACE/);
});

test('a trace by bpf says what it missed, and what the other engine would add', () => {
  const trace = conclude(
    { command: ['server'], pid: null },
    result({ engine: 'bpf', lost: 3, lostBytes: 4096 }),
  );
  assert.deepEqual(trace.otherEngine, { engine: 'ptrace', gains: ['no-loss'], absence: null });
  assert.equal(trace.slowdown, null);
  const text = JSON.stringify(traceBlocks(trace));
  assert.match(text, /3 calls with 4 KiB/);
  assert.match(text, /--engine ptrace misses no call/);
});

test('a trace by bpf of a Java program says which engine names its lines', () => {
  const sites = [[], [{ file: '/usr/lib/jvm/java/lib/libnio.so', offset: 1 }]];
  const relays = [relay({ sites: [{ site: 1, bytes: 5 }] })];
  const { otherEngine } = conclude(command, result({ engine: 'bpf', sites, relays }));
  assert.deepEqual(otherEngine.gains, ['no-loss', 'java-lines']);
});

test('where bpf was allowed and refused, the result says why and what to do', () => {
  const reasons = [
    ['bpf', 'EPERM', /refused.*EPERM.*as root/],
    ['bpf build', 'ENOSYS', /no BPF engine.*libbpf-dev/],
    ['bpf object', 'ENOENT', /iopath-calls\.bpf\.o.*npm run build/],
    ['btf', 'ENOENT', /vmlinux.*CONFIG_DEBUG_INFO_BTF/],
    ['pid namespace', 'ENOTSUP', /namespace.*--pid=host/],
  ] as const;
  for (const [call, error, words] of reasons) {
    const { engine, otherEngine } = conclude(
      { command: ['server'], pid: null },
      result({ noBpf: { call, error } }),
    );
    assert.equal(engine, 'ptrace');
    const absence = otherEngine.absence!;
    assert.match(`${said(absence.why)} ${said(absence.remedy)}`, words);
    const failure = { event: 'failure' as const, call, error, about: 'bpf', pid: 0 };
    const { remedy } = startProblem(failure, false, ours);
    assert.match(said(remedy), /--engine ptrace, which needs no privilege/);
  }
});
