// Requests per second of nginx while it is traced, as a share of those of a bare one; body through user space (sendfile off).
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findTool } from '../../scripts/lib/toolchains.mjs';
import { inFolder, makeInput } from './engine.mjs';
import { interleave, median } from './rounds.mjs';

export const about = "requests per second of a traced nginx as a share of a bare one's (target: bpf 75 %)";

const rounds = 3;
const bodyBytes = 65_536;
/** A bare run of these lasts two seconds or more; ptrace serves some of them in that time. */
const requests = { bare: 40_000, traced: 40_000, stopped: 4_000 };
const tracer = resolve('dist', 'native', 'iopath-trace');

const settings = (folder, port) => `daemon off; master_process off; pid ${folder}/pid;
error_log ${folder}/errors;
events {}
http {
  access_log off; sendfile off; output_buffers 1 64k; keepalive_requests 1000000;
  client_body_temp_path ${folder}/t1; proxy_temp_path ${folder}/t2; fastcgi_temp_path ${folder}/t3;
  uwsgi_temp_path ${folder}/t4; scgi_temp_path ${folder}/t5;
  server { listen 127.0.0.1:${port}; root ${folder}; }
}
`;

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function answers(port) {
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error'),
    ]).catch(() => false);
    socket.destroy();
    if (isOpen === true) return;
    await sleep(20);
  }
}

/** Requests per second over eight connections that are kept open. */
async function rate(words, count, { folder, port }) {
  const nowhere = openSync('/dev/null', 'w');
  const [program, ...args] = [
    ...words,
    'nginx',
    '-p',
    folder,
    '-c',
    join(folder, 'conf'),
    '-e',
    join(folder, 'errors'),
  ];
  const server = spawn(program, args, { stdio: ['ignore', 'ignore', 'ignore', nowhere] });
  const ended = once(server, 'close');
  await Promise.race([answers(port), ended.then(() => Promise.reject(new Error(`${program} ended`)))]);
  const asked = ['-q', '-k', '-c', '8', '-n', String(count), `http://127.0.0.1:${port}/input`];
  const { stdout } = spawnSync('ab', asked, { encoding: 'utf8' });
  process.kill(Number(readFileSync(join(folder, 'pid'), 'utf8')), 'SIGTERM');
  await ended;
  const found = /Requests per second:\s+([\d.]+)/.exec(stdout)?.[1];
  if (!found || !/Failed requests:\s+0\b/.test(stdout)) throw new Error(`ab: ${stdout}`);
  return Number(found);
}

const missing = () =>
  ['nginx', 'ab'].find(name => spawnSync(name, [name === 'ab' ? '-V' : '-v']).status !== 0);

export default async function tracingNginx({ directory, parts, say }) {
  const lacks = missing();
  if (lacks) return say(`${lacks} is not installed (Debian: apt-get install nginx-light apache2-utils)`);
  await inFolder(directory, async folder => {
    makeInput(folder, bodyBytes);
    const port = await freePort();
    writeFileSync(join(folder, 'conf'), settings(folder, port));
    const contenders = [
      { name: 'bare', words: [], count: requests.bare },
      { name: 'ptrace', words: [tracer, '--'], count: requests.stopped },
      { name: 'bpf', words: [tracer, '--engine', 'bpf', '--'], count: requests.traced },
      ...('why' in findTool('perf')
        ? []
        : [
            {
              name: 'perf trace -s',
              words: ['perf', 'trace', '-s', '-o', '/dev/null', '--'],
              count: requests.stopped,
            },
          ]),
    ].filter(({ name }) => name === 'bare' || !parts || parts.includes(name));
    const measure =
      ({ words, count }) =>
      () =>
        rate(words, count, { folder, port });
    const [bare, ...table] = await interleave(
      contenders.map(one => ({ ...one, measure: measure(one) })),
      rounds,
    );
    say(
      `bare: ${Math.round(median(bare.results))} requests of 64 KiB a second, load ${loadavg()[0].toFixed(1)}`,
    );
    for (const { name, results } of table) {
      const shares = results.map((result, round) => (100 * result) / bare.results[round]);
      const spread = `${Math.min(...shares).toFixed(0)} to ${Math.max(...shares).toFixed(0)}`;
      say(`${name.padEnd(14)} ${median(shares).toFixed(0).padStart(4)} %  (${spread})`);
    }
  });
}
