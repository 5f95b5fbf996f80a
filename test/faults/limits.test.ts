// The built command line under limits: no loopback, a full disk, small files, locked memory, threads.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { Problem } from '../../src/model/problem';
import type { Report } from '../../src/model/report';
import { createClient } from '../../src/worker/client';
import { said } from '../english';
import { scratchFolder, writeNoise } from '../native/engine';
import { noOtherUser, reachableCopy } from '../native/otherUser';
import { childrenOf, commandOf, hasEnded } from '../processes';
import { until } from '../until';

const cli = join(process.cwd(), 'dist', 'cli.js');
const folder = scratchFolder();
chmodSync(folder, 0o755);
const input = writeNoise(folder, 'input.bin', 1 << 20);
const brief = ['--strategy', 'sendfile', '--runs', '1', '--receiver', 'block', '--json'];

const isRoot = process.getuid?.() === 0;
const needsRoot = !isRoot && 'needs root to mount';
const noUser = noOtherUser(folder);

/** The command line where every user may read it. */
let reachable: string | null = null;
function reachableCli(): string {
  reachable ??= join(reachableCopy('dist', folder), 'cli.js');
  return reachable;
}

/** Runs the command line under a wrapper such as `prlimit --nproc=9`. */
function under(wrapper: string[], args: string[]) {
  const program = wrapper.includes('setpriv') ? reachableCli() : cli;
  const [command = '', ...rest] = [...wrapper, process.execPath, program, ...args];
  const { status, stdout, stderr } = spawnSync(command, rest, {
    encoding: 'utf8',
    cwd: '/',
    timeout: 600_000,
    killSignal: 'SIGKILL',
  });
  assert.doesNotMatch(stderr, /defect of iopath/);
  return { code: status, out: stdout, err: stderr };
}

function transfersUnder(wrapper: string[], args: string[]) {
  const { out, err } = under(wrapper, ['profile', ...brief, ...args]);
  assert.notEqual(out, '', err);
  return (JSON.parse(out) as Report).transfers;
}

const runs = (transfers: Report['transfers']) =>
  transfers.every(({ integrity, failed }) => integrity?.ok && failed === null);
const reasons = (transfers: Report['transfers']) =>
  transfers.map(({ unsupported }) => said(unsupported?.why)).join(' ');

const noNamespace =
  spawnSync('unshare', ['-n', 'true']).status !== 0 && 'no network namespace can be made here (needs root)';

test('without a loopback interface TCP says so, and Unix sockets run', { skip: noNamespace }, () => {
  const [tcp] = transfersUnder(['unshare', '-n'], [input]);
  assert.match(said(tcp?.unsupported?.why ?? ''), /loopback interface is down \(connect: ENETUNREACH\)/);
  assert.match(said(tcp?.unsupported?.remedy ?? ''), /ip link set lo up/);
  assert.ok(runs(transfersUnder(['unshare', '-n'], [input, '--socket', 'unix'])));
});

const withFileLimit = ['sh', '-c', 'ulimit -f 1; exec "$@"', '-'];

test('under a limit on file sizes sockets run, and files say why not', () => {
  assert.ok(runs(transfersUnder(withFileLimit, [input])));
  assert.match(reasons(transfersUnder(withFileLimit, [input, '--route', 'file-to-file'])), /EFBIG/);
});

test('on a full filesystem sockets run, and files say why not', { skip: needsRoot }, t => {
  const mount = join(folder, 'full');
  mkdirSync(mount);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', mount]).status !== 0)
    return t.skip('no tmpfs can be mounted here');
  try {
    const path = join(mount, 'input');
    writeFileSync(path, readFileSync(input));
    spawnSync('dd', ['if=/dev/zero', `of=${mount}/rest`, 'bs=4k']);
    assert.ok(runs(transfersUnder([], [path])));
    assert.match(
      reasons(transfersUnder([], [path, '--route', 'file-to-file'])),
      /filesystem or your quota is full/,
    );
    assert.equal(under([], ['doctor', mount]).code, 0);
  } finally {
    spawnSync('umount', [mount]);
  }
});

/** As another user, whose threads alone count against a limit of them. */
const asUser = (uid: number, ...limits: string[]) => [
  ...['setpriv', '--reuid', String(uid), '--regid', '65534', '--clear-groups'],
  ...['prlimit', ...limits],
];

test('with little locked memory msg-zerocopy is a row with the reason', { skip: noUser }, () => {
  const transfers = transfersUnder(
    ['prlimit', '--memlock=65536', ...asUser(65534, '--nofile=1024')],
    [input, '--strategy', 'msg-zerocopy,sendfile'],
  );
  const row = transfers.find(({ strategy }) => strategy === 'msg-zerocopy');
  assert.equal(row?.failed, null);
  assert.match(said(row?.unsupported?.remedy ?? ''), /ulimit -l/);
});

/** Another one than that of a second run of these tests. */
const ownUser = 1_000_000 + process.pid;

test('with too few threads the job fails and names the limit', { skip: noUser }, () => {
  for (const args of [
    ['profile', input, ...brief],
    ['doctor', '/'],
  ]) {
    const { code, err } = under(asUser(ownUser, '--nproc=18'), args);
    assert.equal(code, 3, err);
    assert.match(err, /ulimit -u/);
  }
});

/** Makes programs that Node starts run as that user, with so many threads at most. */
function limitedNode(threads: number): string {
  const path = join(folder, `node-${threads}`);
  const words = [...asUser(ownUser + threads, `--nproc=${threads}`), process.execPath];
  writeFileSync(path, `#!/bin/sh\nexec ${words.map(word => `'${word}'`).join(' ')} "$@"\n`, { mode: 0o755 });
  return path;
}

/** How a worker ends whose start is watched more closely than by the command line, which waits 20 seconds and more. */
async function startWith(threads: number, workerPath: string): Promise<unknown> {
  const { execPath } = process;
  process.execPath = limitedNode(threads);
  const client = createClient({ workerPath, startPatienceMs: 300 });
  const asked = client.probe('/');
  process.execPath = execPath;
  return asked.catch((error: unknown) => error).finally(() => client.dispose());
}

// Node waits for ever where some of its threads can be started and some not: for the command line at 13 to 16 in all.
test('a worker with too few threads to start is given up, with a remedy', { skip: noUser }, async () => {
  const workerPath = join(dirname(reachableCli()), 'worker.js');
  const ends = await Promise.all([2, 3, 4, 5].map(threads => startWith(threads, workerPath)));
  for (const error of ends) assert.ok(error instanceof Problem && said(error.remedy) !== '', String(error));
  const silent = ends.find(error => error instanceof Problem && /did not answer/.test(said(error.what)));
  assert.match(said((silent as Problem | undefined)?.remedy), /ulimit -u/);
});

/**
 * The worker of a command line that runs, or 0. Between fork and exec it is a copy of the command line, which waits for
 * the exec within one call (uv_spawn): stopped there it would hold the command line itself.
 */
const workerOf = (pid: number): number => {
  const [child = 0] = childrenOf(pid);
  return commandOf(child).includes('worker.js') ? child : 0;
};

test('Ctrl-C ends a run whose worker is stopped, and the worker', async () => {
  const child = spawn(process.execPath, [cli, 'profile', input, '--runs', '1000'], { stdio: 'ignore' });
  const ended = new Promise(resolve => child.once('exit', resolve));
  const worker = await until('the worker', () => workerOf(child.pid!));
  process.kill(worker, 'SIGSTOP');
  child.kill('SIGINT');
  assert.equal(await ended, 3);
  await until('the end of the worker', () => hasEnded(worker));
});
