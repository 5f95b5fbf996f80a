// A server's body as the trace sees it: through user space with sendfile off, moved by the kernel with sendfile on.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Trace, traceEngines } from '../../src/model/trace';
import { until } from '../until';
import { scratchFolder, writeNoise } from './engine';
import { cli, type Engine, missingEngine, parseTrace } from './traced';

const bytes = 4 << 20;
const noNginx =
  spawnSync('nginx', ['-v']).status !== 0 && 'nginx is not installed (Debian: apt-get install nginx-light)';

const settings = (folder: string, sendfile: string) => `daemon off; master_process off; pid ${folder}/pid;
error_log ${folder}/errors;
events {}
http {
  access_log off; sendfile ${sendfile}; output_buffers 1 64k;
  client_body_temp_path ${folder}/t1; proxy_temp_path ${folder}/t2; fastcgi_temp_path ${folder}/t3;
  uwsgi_temp_path ${folder}/t4; scgi_temp_path ${folder}/t5;
  server { listen unix:${folder}/socket; root ${folder}; }
}
`;

/** Bytes of the answer's body. */
const fetched = (socketPath: string, path: string) =>
  new Promise<number>((resolve, reject) => {
    const asked = request({ socketPath, path }, answer => {
      let received = 0;
      answer.on('data', part => {
        received += part.length;
      });
      answer.on('end', () => resolve(received));
    });
    asked.on('error', reject).end();
  });

/** nginx answers one request while it is traced; then iopath is asked to end it. */
async function served(engine: Engine, sendfile: 'on' | 'off'): Promise<{ trace: Trace; body: string }> {
  const folder = scratchFolder();
  const body = writeNoise(folder, 'body.bin', bytes);
  writeFileSync(join(folder, 'conf'), settings(folder, sendfile));
  const nginx = ['nginx', '-p', folder, '-c', join(folder, 'conf'), '-e', join(folder, 'errors')];
  const child = spawn(process.execPath, [cli, 'trace', '--json', '--engine', engine, '--', ...nginx], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const parts: Buffer[] = [];
  child.stdout.on('data', part => parts.push(part));
  const ended = new Promise<number | null>(resolve => child.on('close', code => resolve(code)));
  try {
    // nginx writes it once it listens.
    await until('the server', () => existsSync(join(folder, 'pid')));
    assert.equal(await fetched(join(folder, 'socket'), '/body.bin'), bytes);
  } finally {
    child.kill('SIGTERM');
  }
  assert.equal(await ended, 0);
  return { trace: parseTrace(Buffer.concat(parts).toString()), body };
}

for (const engine of traceEngines) {
  const skip = noNginx || missingEngine(engine);
  test(`${engine}: nginx with sendfile off relays the file to the socket`, { skip }, async () => {
    const { trace, body } = await served(engine, 'off');
    const relays = trace.relays.filter(({ from }) => from.name === body);
    assert.ok(relays.every(({ to, verified }) => to.kind === 'socket' && verified));
    assert.equal(
      relays.reduce((sum, relay) => sum + relay.bytes, 0),
      bytes,
    );
    assert.ok(trace.kernelMoves.every(({ from }) => from.name !== body));
  });

  test(`${engine}: nginx with sendfile on leaves the file to the kernel`, { skip }, async () => {
    const { trace, body } = await served(engine, 'on');
    assert.ok(trace.relays.every(({ from }) => from.name !== body));
    const moves = trace.kernelMoves.filter(({ from }) => from.name === body);
    assert.ok(moves.every(({ syscall, to }) => syscall === 'sendfile' && to.kind === 'socket'));
    assert.equal(
      moves.reduce((sum, move) => sum + move.bytes, 0),
      bytes,
    );
  });
}
