// Faults injected from outside, at each call a strategy makes: either the verified hash is right, or the transfer
// fails with errno, system call and path. Nothing is lost, nothing invented, nothing hangs.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import type { RunSpec } from '../../src/model/runSpec';
import type { RunResult } from '../../src/model/sample';
import { absent, addonPath, loadAddon, makeSpec, scratchFolder, writeNoise } from '../native/engine';

const folder = scratchFolder();
const probe = loadAddon().probe(folder);
const path = writeNoise(folder, 'input', 1_000_003);

interface Site {
  spec: Partial<RunSpec>;
  /** Calls of the sender's thread on that path. */
  calls: string[];
}

const sites: Site[] = [
  { spec: { strategy: 'read-write' }, calls: ['read', 'write'] },
  {
    spec: { strategy: 'read-write', route: 'file-to-file', order: 'random' },
    calls: ['pread64', 'pwrite64'],
  },
  { spec: { strategy: 'read-write', route: 'socket-to-file' }, calls: ['recvfrom', 'write'] },
  { spec: { strategy: 'mmap-write' }, calls: ['write'] },
  { spec: { strategy: 'sendfile' }, calls: ['sendfile'] },
  { spec: { strategy: 'sendfile', route: 'file-to-file' }, calls: ['sendfile'] },
  { spec: { strategy: 'splice' }, calls: ['splice'] },
  { spec: { strategy: 'splice', route: 'socket-to-file' }, calls: ['splice'] },
  { spec: { strategy: 'copy-file-range', route: 'file-to-file' }, calls: ['copy_file_range'] },
  { spec: { strategy: 'direct-io', chunkBytes: 4096 }, calls: ['pread64', 'write'] },
  { spec: { strategy: 'msg-zerocopy' }, calls: ['sendmsg'] },
  { spec: { strategy: 'vmsplice' }, calls: ['vmsplice', 'splice'] },
  { spec: { strategy: 'io-uring' }, calls: ['io_uring_enter'] },
  { spec: { strategy: 'io-uring', route: 'file-to-file' }, calls: ['io_uring_enter'] },
  { spec: { strategy: 'io-uring-zc' }, calls: ['io_uring_enter'] },
];

/**
 * One errno that ends a run, one that may mean a call is not supported, and those that are repeated. table.test.ts has every
 * errno at every call, injected by a library; strace alters the call in the kernel itself.
 */
const faults = ['EINTR', 'EAGAIN', 'EIO', 'EINVAL'];

/** An interrupted or unready call must be repeated. */
const transient = new Set(['EINTR', 'EAGAIN']);

const child = `
const addon = require(process.argv[1]);
addon.run(JSON.parse(process.argv[2]), () => {}).done.then(
  result => console.log(JSON.stringify({ result })),
  error => console.log(JSON.stringify({ error: { ...error, message: error.message } })),
);`;

interface Told {
  result?: RunResult;
  error?: { code: string; syscall: string; path?: string; message: string };
}

/**
 * Runs one spec in a Node of its own under strace. `when` counts the calls of one thread: what starts at
 * a high number leaves Node's own threads alone.
 */
function inject(spec: RunSpec, faultsByCall: Record<string, string>, when: string): Told {
  const injections = Object.entries(faultsByCall).flatMap(([call, fault]) => [
    '-e',
    `inject=${call}:${fault}:when=${when}`,
  ]);
  const calls = Object.keys(faultsByCall).join(',');
  const outcome = spawnSync(
    'strace',
    [
      '-f',
      '--seccomp-bpf',
      '-qq',
      '-o',
      '/dev/null',
      '-e',
      'signal=none',
      '-e',
      `trace=${calls}`,
      ...injections,
    ].concat(process.execPath, '-e', child, addonPath, JSON.stringify(spec)),
    { encoding: 'utf8', timeout: 300_000, killSignal: 'SIGKILL' },
  );
  assert.equal(outcome.error, undefined, 'the run hangs');
  assert.equal(outcome.status, 0, outcome.stderr);
  return JSON.parse(outcome.stdout) as Told;
}

/** Node makes few of these calls on any one thread; io_uring's batches make few on ours. */
const whenOf = (call: string) => (call === 'io_uring_enter' ? '3+4' : '100+40');

const missing =
  spawnSync('strace', ['-V']).status !== 0 && 'strace is not installed (Debian: apt-get install strace)';

function specOf(site: Site): RunSpec {
  return makeSpec(path, folder, { chunkBytes: 1000, ...site.spec });
}

/** The transfer failed with the injected errno, the call and its path. */
function assertTold(told: Told, call: string, fault: string, what: string): void {
  assert.ok(told.error, `${what}: the fault went unnoticed`);
  assert.equal(told.error.code, fault, `${what}: ${told.error.message}`);
  assert.equal(told.error.syscall, call, what);
  assert.ok(told.error.path, `${what}: no path`);
}

for (const site of sites)
  for (const call of site.calls) {
    const spec = specOf(site);
    const name = `${spec.strategy}, ${spec.route}: ${call}`;
    const skip = missing || absent(probe, spec.strategy, spec.route);
    test(`${name} with each errno loses nothing, or fails with it`, { skip }, t => {
      for (const fault of faults) {
        const told = inject(spec, { [call]: `error=${fault}` }, whenOf(call));
        const what = `${name} ${fault}`;
        t.diagnostic(`${fault}: ${told.error ? told.error.message : 'delivered, hash right'}`);
        if (!told.result) {
          assertTold(told, call, fault, what);
          assert.ok(fault !== 'EINTR', `${what}: an interrupted call is made again`);
        } else {
          assert.ok(transient.has(fault), `${what}: a fault that cannot be ignored was`);
          assert.equal(told.result.hash?.sink, told.result.hash?.source, what);
          assert.ok((told.result.syscalls[call]?.errors[fault] ?? 0) > 0, `${what}: the fault is counted`);
        }
      }
    });

    test(`${name} that moves nothing ends the loop`, { skip }, () => {
      const told = inject(spec, { [call]: 'retval=0' }, whenOf(call));
      // io_uring_enter returns how many entries it took: 0 is no end of data there.
      if (call === 'io_uring_enter' && told.result)
        return assert.equal(told.result.hash?.sink, told.result.hash?.source);
      assert.ok(told.error, `${name}: 0 bytes went unnoticed`);
      assert.match(told.error.code, /^(ENODATA|EIO)$/);
    });

    test(
      `${name} that claims fewer bytes than it was asked for is never taken for the whole`,
      { skip },
      () => {
        // io_uring_enter counts entries, not bytes; direct-io reads the block again, and so heals the lie.
        if (call === 'io_uring_enter' || call === 'pread64') return;
        const told = inject(spec, { [call]: 'retval=1' }, whenOf(call));
        // The injected count is wrong, as if the kernel had lost bytes: the run must fail.
        if (told.result) assert.notEqual(told.result.hash?.sink, told.result.hash?.source, name);
        else assert.match(told.error?.code ?? '', /^(ENODATA|EIO|ETIMEDOUT)$/);
      },
    );
  }

const firstCallFaults: [Partial<RunSpec>, Record<string, string>, string, string][] = [
  [{ strategy: 'copy-file-range' }, { copy_file_range: 'error=EXDEV' }, 'sendfile', 'EXDEV'],
  [{ strategy: 'copy-file-range' }, { copy_file_range: 'error=ENOSYS' }, 'sendfile', 'ENOSYS'],
  [{ strategy: 'sendfile' }, { sendfile: 'error=EINVAL' }, 'read-write', 'EINVAL'],
  [{ strategy: 'splice' }, { splice: 'error=EINVAL' }, 'read-write', 'EINVAL'],
  [
    { strategy: 'copy-file-range' },
    { copy_file_range: 'error=EOPNOTSUPP', sendfile: 'error=EINVAL' },
    'read-write',
    'EINVAL',
  ],
];

for (const [change, injected, ranAs, errno] of firstCallFaults)
  test(
    `${change.strategy} refused (${Object.values(injected).join(', ')}) runs as ${ranAs} and says so`,
    { skip: missing },
    () => {
      const spec = makeSpec(path, folder, { route: 'file-to-file', ...change });
      const { result, error } = inject(spec, injected, '1+');
      assert.ok(result, error?.message);
      assert.equal(result.ranAs.strategy, ranAs);
      assert.equal(result.ranAs.reason?.values.errno, errno);
      assert.equal(result.hash?.sink, result.hash?.source);
    },
  );

test('what a refused reflink says is the refusal: nothing takes over in its name', { skip: missing }, () => {
  const told = inject(
    makeSpec(path, folder, { strategy: 'sendfile', route: 'file-to-file' }),
    { sendfile: 'error=EIO' },
    '1+',
  );
  assertTold(told, 'sendfile', 'EIO', 'sendfile');
});
