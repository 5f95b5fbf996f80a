// Connections from other processes to the port on which a run briefly listens.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { addonPath, makeSpec, scratchFolder, writeNoise } from '../native/engine';
import { childrenOf } from '../processes';
import { until } from '../until';

const folder = scratchFolder();
const spec = makeSpec(writeNoise(folder, 'input', 10_000), folder);
const missing =
  spawnSync('strace', ['-V']).status !== 0 && 'strace is not installed (Debian: apt-get install strace)';

/** Inodes of the sockets of the processes that `parent` started. */
function socketsBelow(parent: number): Set<string> {
  try {
    const folders = childrenOf(parent).map(pid => `/proc/${pid}/fd`);
    const links = folders.flatMap(fds => readdirSync(fds).map(fd => readlinkSync(`${fds}/${fd}`)));
    return new Set(links.flatMap(link => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []));
  } catch {
    return new Set(); // a process or descriptor ended between the listing and the look
  }
}

/** Ports on which a process that `parent` started listens on loopback (man 5 proc, /proc/net/tcp; 0A is LISTEN). */
function listening(parent: number): number[] {
  const own = socketsBelow(parent);
  const lines = readFileSync('/proc/net/tcp', 'utf8').split('\n').slice(1);
  const rows = lines
    .map(line => line.trim().split(/\s+/))
    .filter(row => row[3] === '0A' && own.has(row[9] ?? ''));
  return rows.map(row => Number.parseInt(row[1]?.split(':')[1] ?? '', 16));
}

const child = `
const addon = require(process.argv[1]);
addon.run(JSON.parse(process.argv[2]), () => {}).done.then(
  ({ bytes, hash }) => console.log(JSON.stringify({ bytes, ok: hash.source === hash.sink })),
  error => console.log(JSON.stringify({ error: error.message })),
);`;

test(
  'connections that were there first are closed at once, and the run goes on',
  { skip: missing },
  async t => {
    // The run stops once it listens, so that others can connect first.
    const run = spawn('strace', [
      ...['-f', '-qq', '-o', '/dev/null', '-e', 'trace=listen', '-e', 'inject=listen:signal=SIGSTOP'],
      ...[process.execPath, '-e', child, addonPath, JSON.stringify(spec)],
    ]);
    const goOn = () => {
      for (const pid of childrenOf(run.pid!)) process.kill(pid, 'SIGCONT');
    };
    t.after(goOn);
    let out = '';
    run.stdout.setEncoding('utf8').on('data', text => {
      out += text;
    });
    const ended = new Promise(resolve => run.once('close', resolve));
    const foreign: Socket[] = [];
    const closed: Promise<number>[] = [];
    const ports = await until('the run to listen', () => {
      const found = listening(run.pid!);
      return found.length > 0 || run.exitCode !== null ? found : null;
    });
    assert.ok(ports.length > 0, 'the run listens');
    for (const port of ports)
      for (let at = 0; at < 5; at += 1) {
        const socket = connect(port, '127.0.0.1').on('error', () => {});
        let bytes = 0;
        socket.on('data', data => {
          bytes += data.length;
        });
        closed.push(new Promise(resolve => socket.once('close', () => resolve(bytes))));
        foreign.push(socket);
        await once(socket, 'connect');
      }
    goOn();
    await ended;
    assert.deepEqual(JSON.parse(out), { bytes: 10_000, ok: true });
    for (const socket of foreign) socket.destroy();
    assert.deepEqual(
      await Promise.all(closed),
      foreign.map(() => 0),
      'no byte reaches another process',
    );
  },
);

/** A kernel whose queue of connections never holds the run's own; each look takes a second of a clock that runs fast. */
const neverAccepts = `#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <sys/socket.h>
#include <time.h>
static __thread long seconds;
int accept4(int fd, struct sockaddr *peer, socklen_t *length, int flags) {
  seconds += 1;
  errno = EAGAIN;
  return -1;
}
int clock_gettime(clockid_t clock, struct timespec *time) {
  static int (*real)(clockid_t, struct timespec *);
  if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
  const int result = real(clock, time);
  if (clock == CLOCK_MONOTONIC) time->tv_sec += seconds;
  return result;
}
`;

test('a connection that does not come about in 5 seconds is an error of the run', t => {
  const [source, library] = [join(folder, 'never.c'), join(folder, 'never.so')];
  writeFileSync(source, neverAccepts);
  if (spawnSync('gcc', ['-shared', '-fPIC', '-o', library, source, '-ldl']).status !== 0)
    return t.skip('gcc is not installed (Debian: apt-get install gcc)');
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', child, addonPath, JSON.stringify(spec)], {
    encoding: 'utf8',
    timeout: 600_000,
    killSignal: 'SIGKILL',
    // Behind what is preloaded already: a sanitizer's runtime must come first.
    env: { ...process.env, LD_PRELOAD: `${process.env.LD_PRELOAD ?? ''} ${library}`, NODE_TEST_CONTEXT: '' },
  });
  assert.match(stdout, /the connection over loopback did not come about in 5 seconds/, stderr);
});
