// Relays and commands: any client's bytes, a pipe, a port and a file.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { connect } from 'node:net';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { onFilesystem } from '../native/mounted';
import { cli, folder, iopathProve, proofOf, serve, serveTcp, withServer } from '../prove/iopathProve';
import nginx from '../studies/nginx.mjs';
import { until } from '../until';

const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

const fetchHttp = async (port: number, name: string) =>
  Buffer.from(await (await fetch(`http://127.0.0.1:${port}/${name}`)).arrayBuffer());

const gathered = (stream: NodeJS.ReadableStream) =>
  new Promise<Buffer>((done, fail) => {
    const pieces: Buffer[] = [];
    stream.on('data', piece => pieces.push(piece)).on('end', () => done(Buffer.concat(pieces)));
    stream.on('error', fail);
  });

const receiveAll = (port: number) => gathered(connect(port, '127.0.0.1'));

const fetchTls = (port: number, name: string) =>
  new Promise<Buffer>((done, fail) => {
    const options = { port, path: `/${name}`, rejectUnauthorized: false };
    get(options, response => gathered(response).then(done, fail)).on('error', fail);
  });

interface Way {
  options?: string[];
  before?: (listen: number) => Promise<void>;
  take?: (port: number, name: string) => Promise<Buffer>;
}

/** Starts a relay to `port`, fetches the file through it, and gives the proof and whether the bytes were right. */
async function throughRelay(
  port: number,
  file: string,
  { options = [], before, take = fetchHttp }: Way = {},
) {
  const args = [cli, 'prove', '--relay', `0:${port}`, '--file', file, ...options, '--json'];
  const child = spawn(process.execPath, args);
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', text => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', text => {
    err += text;
  });
  const closed = new Promise(done => child.once('close', done));
  const listening = () => /Listening on \S+:(\d+)\./.exec(err)?.[1];
  await until('the relay to listen', () => listening() || child.exitCode !== null);
  const listen = Number(listening());
  const wanted = sha(readFileSync(file));
  await before?.(listen);
  const body = await take(listen, basename(file));
  await closed;
  assert.notEqual(out, '', err);
  return { proof: JSON.parse(out), right: sha(body) === wanted };
}

test('a client that fetches through the relay gets the right bytes, and nginx is seen behind it', async t => {
  for (const variant of ['on', 'off'])
    await withServer(t, nginx, variant, async ({ port, directory }) => {
      const { proof, right } = await throughRelay(port, join(directory, 'scratch.bin'));
      assert.deepEqual([proof.verdict, right], [nginx.variants[variant]!.shows, true]);
      assert.equal(proof.server.process.name, 'nginx');
    });
});

test('connections that carry nothing of the file pass as they are, before the one that does', async () => {
  const served = folder();
  const url = await serve(({ url = '' }, response) => {
    if (url === '/hello') response.end('hello');
    else createReadStream(join(served, basename(url))).pipe(response);
  });
  const file = join(served, 'scratch.bin');
  const before = async (listen: number) => {
    assert.equal(await (await fetch(`http://127.0.0.1:${listen}/hello`)).text(), 'hello');
    connect(listen, '127.0.0.1')
      .on('error', () => {})
      .destroy();
  };
  const { proof, right } = await throughRelay(Number(new URL(url).port), file, { before });
  assert.deepEqual([proof.verdict, right, existsSync(file)], ['copy', true, false]);
});

test('a scratch file with the content of another one, beside which nothing is left', async () => {
  const served = folder();
  const [store, seed] = [folder(), join(served, 'seed')];
  writeFileSync(seed, randomBytes(1 << 20));
  const file = join(store, 'scratch.bin');
  const names: string[][] = [];
  const port = await serveTcp(socket => createReadStream(file).pipe(socket));
  const { proof, right } = await throughRelay(port, file, {
    options: ['--content', seed],
    before: async () => void names.push(readdirSync(store)),
    take: receiveAll,
  });
  assert.deepEqual([proof.verdict, proof.fileBytes, right], ['copy', 1 << 20, true]);
  assert.deepEqual(names, [['scratch.bin']], 'the store shows no other name');
  assert.deepEqual([readdirSync(store), readdirSync(served)], [[], ['seed']]);
});

test('no content, an empty one, and a size beside it are refused', async () => {
  const served = folder();
  const file = join(served, 'scratch.bin');
  writeFileSync(join(served, 'empty'), '');
  for (const [options, words] of [
    [['--content', join(served, 'nowhere')], /can't be the content.*ENOENT/s],
    [['--content', join(served, 'empty')], /It has 0 B/],
    [['--content', join(served, 'empty'), '--size', '64KiB'], /exclude each other/],
  ] as const) {
    const { code, err } = await iopathProve(['--relay', '0:1', '--file', file, ...options]);
    assert.equal(code, 2);
    assert.match(err, words);
  }
  assert.deepEqual(readdirSync(served), ['empty']);
});

test('TLS between client and server: undecided as soon as a body passes', async t => {
  await withServer(t, nginx, 'tls', async ({ port, directory }) => {
    const { proof, right } = await throughRelay(port, join(directory, 'scratch.bin'), { take: fetchTls });
    assert.deepEqual([proof.verdict, proof.because.id, right], ['undecided', 'encrypted', true]);
    assert.ok(proof.bytes.encoded > 0);
  });
});

const sender = `import os, socket, sys
how, path, host, port = sys.argv[1:]
source = os.open(path, os.O_RDONLY)
size = os.fstat(source).st_size
if how == "pipe":
    at = 0
    while at < size:
        at += os.sendfile(1, source, at, size - at)
else:
    peer = socket.create_connection((host, int(port)))
    if how == "send":
        peer.sendall(os.read(source, size))
    else:
        peer.sendfile(open(path, "rb"))
`;

const python = spawnSync('python3', ['--version']).status === 0 ? false : 'python3 is not installed';

for (const [how, verdict, over] of [
  ['pipe', 'reference', 'pipe'],
  ['send', 'copy', 'tcp'],
  ['sendfile', 'reference', 'tcp'],
] as const)
  test(`a command that moves the file by ${how} over ${over}: ${verdict}`, { skip: python }, async () => {
    const file = join(folder(), 'scratch');
    const places = over === 'tcp' ? ['{host}', '{port}'] : ['-', '-'];
    const proof = await proofOf(['--file', file, '--', 'python3', '-c', sender, how, '{file}', ...places]);
    assert.deepEqual([proof.verdict, proof.controls[0]?.over, existsSync(file)], [verdict, over, false]);
  });

test('a command that reads and writes its stdout: copy', async () => {
  const file = join(folder(), 'scratch');
  const { verdict } = await proofOf(['--file', file, '--', 'cat', '{file}']);
  assert.equal(verdict, 'copy');
});

test('a command that fails, and one that is not there, decide nothing', async () => {
  for (const command of ['false', 'no-such-program-here']) {
    const file = join(folder(), 'scratch');
    const proof = await proofOf(['--file', file, '--', command, '{file}']);
    assert.deepEqual([proof.because.id, proof.exit, existsSync(file)], ['command-failed', 3, false]);
    assert.match(String(proof.because.args.code), /exit 1|ENOENT/);
  }
});

test('a command that sends nothing and runs on is stopped, and not said to have ended', async () => {
  const file = join(folder(), 'scratch');
  const proof = await proofOf(['--file', file, '--', 'sh', '-c', 'exec >&-; exec sleep 600', '{file}']);
  assert.deepEqual([proof.because.id, proof.exit, existsSync(file)], ['command-silent', 3, false]);
});

for (const [type, reflink, verdict] of [
  ['xfs', 'always', 'reference'],
  ['btrfs', 'always', 'reference'],
  ['xfs', 'never', 'copy'],
  ['ext4', 'auto', 'copy'],
  ['tmpfs', 'auto', 'copy'],
] as const)
  test(`cp --reflink=${reflink} on ${type}: ${verdict}`, t =>
    onFilesystem(type, t, async place => {
      const file = join(place, 'scratch');
      const proof = await proofOf(['--file', file, '--', 'cp', `--reflink=${reflink}`, '{file}', '{output}']);
      assert.deepEqual([proof.verdict, proof.filesystem], [verdict, type]);
    }));
