// Proofs against a server of ours in every form of HTTP.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createReadStream, existsSync, statSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { basename, join } from 'node:path';
import { after, test } from 'node:test';
import { assertEmpty, folder, iopathProve, listening, proofOf, serve } from '../prove/iopathProve';
import { certificate } from '../studies/lib/certificate.mjs';

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

test('over HTTPS nothing follows, and that alone is no verdict', async t => {
  if (spawnSync('openssl', ['version']).status !== 0) return t.skip('openssl is not installed');
  const made = certificate();
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
