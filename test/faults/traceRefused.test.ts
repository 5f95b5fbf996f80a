// Traces that the kernel refuses, or grants with fewer rights.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { scratchFolder } from '../native/engine';
import { noOtherUser, reachableCopy, runAsOtherUser } from '../native/otherUser';
import { cli, iopathTrace, parseTrace } from '../native/traced';
import { until } from '../until';
import { childrenOf, folder, isTraced, source, start, stateOf } from './tracing';

test('a process that is traced already is refused, with its tracer named', async t => {
  if (spawnSync('strace', ['-V']).status !== 0)
    return t.skip('strace is not installed (Debian: apt-get install strace)');
  const watched = start(['sleep', '1000']);
  const other = start(['strace', '-o', '/dev/null', '-p', String(watched.pid)]);
  await until('strace', () => isTraced(watched.pid!));
  const { code, err } = iopathTrace(['--engine', 'ptrace', '--pid', String(watched.pid)]);
  assert.equal(code, 2);
  assert.match(err, new RegExp(`traced already, by process ${other.pid}`));
  other.kill();
  watched.kill();
});

test('a process that has ended and is not collected yet is refused as such', async () => {
  // The shell becomes a program that collects no children.
  const parent = start(['sh', '-c', 'sleep 0.01 & exec sleep 1000']);
  const zombie = await until('the zombie', () => childrenOf(parent.pid!).find(pid => stateOf(pid) === 'Z'));
  for (const engine of ['auto', 'ptrace']) {
    const { code, err } = iopathTrace(['--engine', engine, '--pid', String(zombie)]);
    assert.equal(code, 2);
    assert.match(err, /It has ended/);
  }
  parent.kill('SIGKILL');
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
