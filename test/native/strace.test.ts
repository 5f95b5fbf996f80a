// The counts of a report are what strace sees of the sender's thread from outside, call by call.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { routes } from '../../src/model/route';
import type { RunSpec } from '../../src/model/runSpec';
import type { RunResult } from '../../src/model/sample';
import { absent, addonPath, loadAddon, makeSpec, meantFor, scratchFolder, writeNoise } from './engine';

const folder = scratchFolder();
const bytes = 1_000_003;
const path = writeNoise(folder, 'input', bytes);
const probe = loadAddon().probe(folder);

/** What belongs to the life of a thread rather than to the strategy, and is made before or after its work. */
const lifecycle = new Set([
  'set_robust_list',
  'rseq',
  'rt_sigprocmask',
  'prctl',
  'gettid',
  'futex',
  // io_uring's helper threads: their CPU time is read off their clocks when the work is done.
  'clock_gettime',
  'getrusage',
  // Clocks of the threads that io_uring had work for it, read once that work is done.
  'clock_gettime',
  // The wait in front of the work yields before it sleeps.
  'sched_yield',
  'exit',
]);

/** Runs specs one after the other and prints their results, one a line. */
const child = `
const addon = require(process.argv[1]);
(async () => {
  for (const spec of JSON.parse(process.argv[2]))
    console.log(JSON.stringify(await addon.run(spec, () => {}).done));
})();`;

type Seen = Record<string, { calls: number; errors: Record<string, number> }>;

/** Counts by thread and call from strace's own log; a call cut in two (`unfinished`, `resumed`) is one. */
function parse(log: string): Map<number, Seen> {
  const threads = new Map<number, Seen>();
  for (const line of log.split('\n')) {
    const match = /^(\d+) +(?:<\.\.\. )?(\w+)(?:\(| resumed>)/.exec(line);
    if (!match || line.includes('<unfinished')) continue;
    const seen = threads.get(Number(match[1])) ?? {};
    threads.set(Number(match[1]), seen);
    const name = match[2] ?? '';
    const call = seen[name] ?? { calls: 0, errors: {} };
    seen[name] = call;
    call.calls += 1;
    const error = / = -1 (E\w+)/.exec(line)?.[1];
    if (error) call.errors[error] = (call.errors[error] ?? 0) + 1;
  }
  return threads;
}

function counted(syscalls: RunResult['syscalls']): Seen {
  return Object.fromEntries(
    // Those of io_uring_enter are of completions, which stand in memory: strace sees none of them.
    Object.entries(syscalls).map(([name, { calls, errors }]) => [
      name,
      { calls, errors: name === 'io_uring_enter' ? {} : errors },
    ]),
  );
}

function traced(specs: RunSpec[]): { results: RunResult[]; threads: Map<number, Seen> } {
  const log = join(folder, 'strace.log');
  const { stdout, stderr, status } = spawnSync(
    'strace',
    [
      '-f',
      '-qq',
      '-e',
      'signal=none',
      '-o',
      log,
      process.execPath,
      '-e',
      child,
      addonPath,
      JSON.stringify(specs),
    ],
    { encoding: 'utf8', maxBuffer: 1 << 26 },
  );
  assert.equal(status, 0, stderr);
  const results = stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as RunResult);
  return { results, threads: parse(readFileSync(log, 'utf8')) };
}

const missing = spawnSync('strace', ['-V']).status === 0 ? false : 'strace is not installed';

for (const route of routes)
  test(`counts equal strace's for every strategy, ${route}`, { skip: missing }, t => {
    const strategies = meantFor[route].filter(name => !absent(probe, name, route));
    const specs = strategies.flatMap(strategy => [
      makeSpec(path, folder, { strategy, route, chunkBytes: 65536 }),
      makeSpec(path, folder, { strategy, route, chunkBytes: 10_007, order: 'random' }),
    ]);
    const { results, threads } = traced(specs);
    assert.equal(results.length, specs.length);
    results.forEach((result, at) => {
      const seen = { ...threads.get(result.sender.tid) };
      for (const name of lifecycle) delete seen[name];
      const what = `${specs[at]?.strategy}, ${specs[at]?.order}`;
      assert.deepEqual(seen, counted(result.syscalls), what);
      t.diagnostic(`${what}: ${Object.values(seen).reduce((sum, call) => sum + call.calls, 0)} calls`);
    });
  });

test('the waits of a follower are counted as they are made', { skip: missing }, () => {
  const strategies = ['read-write', 'mmap-write', 'sendfile', 'splice'] as const;
  const specs = strategies.map(strategy => makeSpec(path, folder, { strategy, followBytes: 10_000 }));
  const { results, threads } = traced(specs);
  results.forEach((result, at) => {
    const seen = { ...threads.get(result.sender.tid) };
    for (const name of lifecycle) delete seen[name];
    assert.deepEqual(seen, counted(result.syscalls), specs[at]?.strategy);
  });
});

test('the passes over the data make no hidden call', { skip: missing }, () => {
  const specs = (['checksum', 'transform', 'encrypt'] as const).map(pass => makeSpec(path, folder, { pass }));
  const { results, threads } = traced(specs);
  results.forEach((result, at) => {
    const seen = { ...threads.get(result.sender.tid) };
    for (const name of lifecycle) delete seen[name];
    assert.deepEqual(seen, counted(result.syscalls), specs[at]?.pass);
  });
});
