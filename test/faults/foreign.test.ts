// Connections from other processes to the port on which a run briefly listens.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
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
