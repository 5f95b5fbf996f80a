// `npm run otlp`: sends the figures of a profile, a trace and a proof to a collector of OpenTelemetry's own parts on
// loopback (scripts/otlp, built by Go once) and prints what the collector took. Fails where a command's figures are
// missing, or where a name that was measured is among them.
import './lib/root.mjs';
import { spawn } from 'node:child_process';
import { cpSync, createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cached, fingerprint } from './lib/cache.mjs';
import { quietly } from './lib/command.mjs';
import { writeNoise } from './lib/noise.mjs';
import { main, say, UserError } from './lib/say.mjs';
import { findTool } from './lib/toolchains.mjs';

const sources = ['main.go', 'go.mod', 'go.sum'].map(name => join('scripts', 'otlp', name));

async function collectorProgram() {
  const go = findTool('go');
  if ('why' in go)
    throw new UserError({ what: 'No collector was built.', why: go.why, remedy: 'install Go 1.24 or newer' });
  const folder = await cached(`otlp-collector-${fingerprint(...sources)}`, async place => {
    say('building the collector …');
    for (const source of sources) cpSync(source, join(place, basename(source)));
    await quietly(go.path, ['build', '-o', 'collector', '.'], { cwd: place, limitMs: 1_800_000 });
  });
  return join(folder, 'collector');
}

/** Listens on a free port of loopback; the port, and how to end it. */
async function listening(server) {
  await new Promise((done, failed) => server.once('error', failed).listen(0, '127.0.0.1', done));
  return { port: server.address().port, close: () => new Promise(done => server.close(done)) };
}

async function freePort() {
  const { port, close } = await listening(createTcpServer());
  await close();
  return port;
}

/** Starts the collector and waits until it answers; what it took so far, and how to end it. */
async function startCollector() {
  const address = `127.0.0.1:${await freePort()}`;
  const child = spawn(await collectorProgram(), [address], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', piece => {
    text += piece;
  });
  // Any answer will do: it takes metrics at one path only.
  while (child.exitCode === null && !(await fetch(`http://${address}/`).catch(() => null))) await sleep(50);
  if (child.exitCode !== null) throw new Error(`the collector ended with ${child.exitCode}`);
  return { url: `http://${address}`, text: () => text, stop: () => child.kill() };
}

/** A server of one folder that copies, for the proof. */
const copyingServer = folder =>
  createServer(({ url }, response) => {
    const file = createReadStream(join(folder, basename(url ?? '')));
    file.on('error', () => response.writeHead(404).end());
    file.pipe(response);
  });

function run(words) {
  say(`$ iopath ${words.join(' ')}`);
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [resolve('dist', 'cli.js'), ...words], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.once('close', code => (code === 0 ? done() : failed(new Error(`it ended with ${code}`))));
  });
}

const plainValue = ({ stringValue, intValue, doubleValue }) => stringValue ?? intValue ?? doubleValue;

/** `name value unit {attributes}`, a line for each figure. */
const linesOf = text =>
  text
    .trim()
    .split('\n')
    .flatMap(line => JSON.parse(line).resourceMetrics)
    .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics))
    .flatMap(({ name, unit, gauge }) =>
      gauge.dataPoints.map(({ asInt, asDouble, attributes }) => {
        const facts = (attributes ?? []).map(({ key, value }) => `${key}=${plainValue(value)}`);
        return `${name} ${asInt ?? asDouble} ${unit} {${facts.join(', ')}}`;
      }),
    );

async function send(folder, url) {
  const file = join(folder, 'secret-name.bin');
  writeNoise(file, 4 << 20);
  const otlp = ['--otlp', url];
  await run(['profile', file, '--strategy', 'read-write,sendfile', '--budget', '2', ...otlp]);
  await run(['trace', ...otlp, '--', 'dd', `if=${file}`, `of=${file}.copy`, 'bs=64k', 'status=none']);
  const { port, close } = await listening(copyingServer(folder));
  try {
    await run(['prove', `http://127.0.0.1:${port}/`, '--directory', folder, ...otlp]);
  } finally {
    await close();
  }
}

await main(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'iopath-otlp-'));
  const collector = await startCollector();
  try {
    await send(folder, collector.url);
    const lines = linesOf(collector.text());
    for (const line of lines) console.log(line);
    for (const kind of ['profile', 'trace', 'prove'])
      if (!lines.some(line => line.startsWith(`iopath.${kind}.`) && line.includes('evidence=')))
        throw new Error(`no figure of ${kind} reached the collector`);
    if (collector.text().includes('secret-name')) throw new Error('a name of a file was sent');
    say(`${lines.length} figures, and no name among them`);
  } finally {
    collector.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
