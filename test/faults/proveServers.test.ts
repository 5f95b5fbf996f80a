// Proofs against real servers, and against one of ours in every form of HTTP. Their verdicts are known from the calls.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { basename, join } from 'node:path';
import { after, test } from 'node:test';
import {
  assertEmpty,
  folder,
  iopathProve,
  listening,
  proofOf,
  serve,
  withServer,
} from '../prove/iopathProve';
import java from '../studies/java.mjs';
import nginx from '../studies/nginx.mjs';
import node from '../studies/node.mjs';
import python from '../studies/python.mjs';

for (const system of [nginx, node, python, java])
  for (const [variant, { shows }] of Object.entries(system.variants))
    test(`${system.title} ${variant} shows ${shows}`, t =>
      withServer(t, system, variant, async ({ url, directory, pid }) => {
        const proof = await proofOf([url, '--directory', directory, '--expect', shows]);
        assert.equal(proof.verdict, shows, JSON.stringify(proof.because));
        assert.equal(proof.exit, 0);
        const { reference, copy } = proof.bytes;
        assert.ok(reference + copy > 16_384, 'more than a head was seen');
        assert.equal(shows === 'reference' ? copy : reference, 0);
        assert.equal(proof.queues.send === null, false, 'the send queue was seen');
        assert.ok(proof.server?.process, 'the process was seen');
        if (system !== nginx) assert.equal(proof.server.process.pid, pid);
        assert.deepEqual(
          proof.controls.map(({ passed }) => passed),
          [true, true],
        );
      }));

test('a server that reads everything first is shown to have read ahead', t =>
  withServer(t, node, 'whole', async ({ url, directory }) => {
    const { readAheadBytes } = await proofOf([url, '--directory', directory]);
    assert.ok((readAheadBytes ?? 0) > 512 << 10, `${readAheadBytes}`);
  }));

test('nginx with sendfile: nothing was read ahead, over a Unix socket too, and by every size', t =>
  withServer(t, nginx, 'on', async ({ url, directory, folder }) => {
    const { readAheadBytes, bytes } = await proofOf([url, '--directory', directory]);
    assert.equal(readAheadBytes, 0);
    assert.equal(bytes.undecided, 0);
    const unix = await proofOf([
      'http://localhost/',
      '--unix',
      join(folder, 'socket'),
      '--directory',
      directory,
    ]);
    assert.deepEqual([unix.verdict, unix.queues.send], ['reference', null]);
    for (const size of ['64', '4096', '65536']) {
      const small = await proofOf([url, '--directory', directory, '--size', size]);
      assert.deepEqual([small.verdict, small.bytes.reference], ['reference', Number(size)]);
    }
    const part = await proofOf([url, '--directory', directory, '--range', '12345-3000007']);
    assert.deepEqual([part.verdict, part.bytes.copy], ['reference', 0]);
    const old = await proofOf([url, '--directory', directory, '--http', '1.0']);
    assert.equal(old.verdict, 'reference');
  }));

/** Sends files of a folder as Node does; `Content-Length` left out makes it chunked. */
const files =
  (path: string, { chunked = false } = {}): RequestListener =>
  (request, response) => {
    const file = join(path, basename(request.url ?? ''));
    if (!existsSync(file)) return void response.writeHead(404).end();
    const [, first = '0', last] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '') ?? [];
    const end = last === undefined ? statSync(file).size - 1 : Number(last);
    if (last !== undefined) response.statusCode = 206;
    if (!chunked) response.setHeader('Content-Length', end - Number(first) + 1);
    createReadStream(file, { start: Number(first), end })
      .on('error', () => {})
      .pipe(response);
  };

test('Node over HTTP/1.1 chunked, HTTP/1.0 and by range copies', async () => {
  const served = folder();
  const chunked = await serve(files(served, { chunked: true }));
  const plain = await serve(files(served));
  for (const args of [[chunked], [plain, '--http', '1.0'], [plain, '--range', '4095-900000']]) {
    const { verdict, bytes } = await proofOf([...args, '--directory', served]);
    assert.deepEqual([verdict, bytes.reference, bytes.undecided], ['copy', 0, 0], args.join(' '));
  }
  assertEmpty(served);
});

test('--repeat makes as many proofs, --expect decides the exit, and text begins with the verdict', async () => {
  const served = folder();
  const url = await serve(files(served));
  const proof = await proofOf([url, '--directory', served, '--repeat', '3', '--expect', 'reference']);
  assert.deepEqual([proof.runs.length, proof.verdict, proof.exit], [3, 'copy', 1]);
  const { out, code } = await iopathProve([url, '--directory', served]);
  assert.match(out, /^Copy: the file is copied before it is sent\.\n/);
  assert.equal(code, 0);
});

test('an address with {file} in it puts the name there', async () => {
  const served = folder();
  const url = await serve((request, response) => {
    const name = new URL(request.url ?? '', 'http://h').searchParams.get('name') ?? '';
    files(served)(Object.assign(request, { url: `/${name}` }), response);
  });
  const { verdict } = await proofOf([`${url}get?name={file}`, '--directory', served]);
  assert.equal(verdict, 'copy');
});

/** A key and a certificate that nobody vouches for; null without openssl. */
function certificate(): { key: Buffer; cert: Buffer } | null {
  const path = folder();
  const [key, cert] = [join(path, 'key'), join(path, 'cert')];
  const { status } = spawnSync('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert],
    ...['-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
  ]);
  return status === 0 ? { key: readFileSync(key), cert: readFileSync(cert) } : null;
}

test('over HTTPS nothing follows, and that alone is no verdict', async t => {
  const made = certificate();
  if (!made) return t.skip('openssl is not installed');
  const served = folder();
  const port = await listening(createTlsServer(made, files(served)));
  const url = `https://127.0.0.1:${port}/`;
  const proof = await proofOf([url, '--directory', served, '--insecure']);
  assert.deepEqual([proof.verdict, proof.because.id, proof.exit], ['undecided', 'encrypted', 3]);
  assert.ok(proof.bytes.encoded > 16_384);
  assert.equal(proof.bytes.reference, 0);
  const missing = await proofOf([`${url}elsewhere/`, '--directory', folder(), '--insecure']);
  assert.notEqual(missing.because.id, 'encrypted');
  const untrusted = await iopathProve([url, '--directory', served]);
  assert.equal(untrusted.code, 2);
  assert.match(untrusted.err, /No TLS connection[\s\S]*--insecure/);
  assertEmpty(served);
});

test('over a Unix socket without TCP at all', async () => {
  const served = folder();
  const path = join(folder(), 'socket');
  const server = createHttpServer(files(served));
  await new Promise<void>(done => server.listen(path, done));
  after(() => {
    server.close();
    server.closeAllConnections();
  });
  const proof = await proofOf(['http://localhost/', '--unix', path, '--directory', served]);
  assert.deepEqual([proof.verdict, proof.queues.send, proof.server?.address], ['copy', null, path]);
});
