// The counts of a report are what the kernel's own tracepoints count of the sender's thread, at full speed.
import assert from 'node:assert/strict';
import { type SpawnSyncOptionsWithStringEncoding, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { routes } from '../../src/model/route';
import type { RunSpec } from '../../src/model/runSpec';
import type { RunResult } from '../../src/model/sample';
import { addonPath, loadAddon, makeSpec, meantFor, scratchFolder, writeNoise } from './engine';

const addon = loadAddon();
const folder = scratchFolder();
const probe = addon.probe(folder);
const path = writeNoise(folder, 'input', 3_000_017);

/** Tracepoints go by the kernel's function, reports by the call's name. */
const tracepointOf: Record<string, string> = { sendfile: 'sendfile64', fstat: 'newfstat' };
const calls = [
  ...['read', 'pread64', 'write', 'pwrite64', 'lseek', 'openat', 'close', 'fstat', 'ftruncate', 'fdatasync'],
  ...[
    'mmap',
    'munmap',
    'msync',
    'fcntl',
    'ioctl',
    'pipe2',
    'splice',
    'vmsplice',
    'sendfile',
    'copy_file_range',
  ],
  ...['sendto', 'sendmsg', 'recvfrom', 'recvmsg', 'setsockopt', 'ppoll'],
  ...['io_uring_setup', 'io_uring_enter', 'io_uring_register'],
];
const events = calls.map(name => `syscalls:sys_enter_${tracepointOf[name] ?? name}`).join(',');

const tracefs = '/sys/kernel/tracing';

/** Where tracefs is not mounted, root mounts it for the commands alone, in a mount namespace of their own. */
const mounting =
  existsSync(join(tracefs, 'events')) || process.getuid?.() !== 0
    ? []
    : ['unshare', '--mount', 'sh', '-c', `mount -t tracefs tracefs ${tracefs} && exec "$@"`, '-'];

function withTracepoints(command: string[], options: Partial<SpawnSyncOptionsWithStringEncoding> = {}) {
  const [program = '', ...args] = [...mounting, ...command];
  return spawnSync(program, args, { encoding: 'utf8', ...options });
}

const probeScript = `
const { tracepoints } = require(process.argv[1]).probe(process.argv[2]).evidence;
if (!tracepoints.available) process.exit(1);`;

function whyNot(): string | false {
  if (spawnSync('perf', ['--version']).status !== 0) return 'perf is not installed';
  if (withTracepoints([process.execPath, '-e', probeScript, addonPath, folder]).status !== 0) {
    const allowed = probe.evidence.tracepoints;
    return `no tracepoints here: ${allowed && !allowed.available ? allowed.why : 'tracefs cannot be mounted'}`;
  }
  const tried = withTracepoints(['perf', 'stat', '-e', events, 'true']);
  return tried.status === 0 ? false : `perf cannot count these tracepoints: ${tried.stderr.split('\n')[0]}`;
}
const skip = whyNot();

const script = `
const addon = require(process.argv[1]);
(async () => {
  for (const spec of JSON.parse(process.argv[2]))
    console.log(JSON.stringify(await addon.run(spec, () => {}).done));
})();`;

/** Tracepoints met, by `thread call`; an error where the kernel had to drop some. */
function countsIn(recording: string): Map<string, number> {
  const perf = (...words: string[]) =>
    spawnSync('perf', [...words, '-i', recording], { encoding: 'utf8', maxBuffer: 1 << 28 }).stdout;
  assert.doesNotMatch(perf('report', '--stats', '--stdio'), /LOST events: +[1-9]/, 'no record was lost');
  const names = new Map(Object.entries(tracepointOf).map(([name, kernel]) => [kernel, name]));
  const counts = new Map<string, number>();
  for (const [, tid, event] of perf('script', '-F', 'tid,event').matchAll(
    /(\d+)\s+syscalls:sys_enter_(\w+)/g,
  )) {
    const key = `${tid} ${names.get(event!) ?? event}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function traced(specs: RunSpec[]): { results: RunResult[]; counts: Map<string, number> } {
  const recording = join(folder, 'perf.data');
  const program = [process.execPath, '-e', script, addonPath, JSON.stringify(specs)];
  const { stdout, stderr, status } = withTracepoints(
    ['perf', 'record', '-q', '-m', '4M', '-e', events, '-o', recording, ...program],
    { maxBuffer: 1 << 26 },
  );
  assert.equal(status, 0, stderr);
  const results = stdout.trim().split('\n');
  return { results: results.map(line => JSON.parse(line) as RunResult), counts: countsIn(recording) };
}

for (const route of routes)
  test(`counts equal the kernel's for every strategy, ${route}`, { skip }, t => {
    const strategies = meantFor[route].filter(name => probe.strategies[name][route].available);
    const specs = strategies.map(strategy =>
      makeSpec(path, folder, { strategy, route, chunkBytes: 4096, receiver: 'block' }),
    );
    const { results, counts } = traced(specs);
    assert.equal(results.length, specs.length);
    for (const { ranAs, sender, syscalls } of results) {
      const seen = Object.fromEntries(
        calls
          .map(name => [name, counts.get(`${sender.tid} ${name}`) ?? 0])
          .filter(([, count]) => count !== 0),
      );
      const told = Object.fromEntries(Object.entries(syscalls).map(([name, count]) => [name, count.calls]));
      assert.deepEqual(seen, told, ranAs.strategy);
      t.diagnostic(`${ranAs.strategy}: ${Object.values(told).reduce((sum, count) => sum + count, 0)} calls`);
    }
  });
