// Servers and folders that a proof cannot handle: a message with a remedy, or "undecided", never a wrong verdict.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  createReadStream,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import type { RequestListener, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { proofText } from '../../src/report/proof';
import { noOtherUser, reachableCopy, runAsOtherUser } from '../native/otherUser';
import { assertEmpty, cli, folder, iopathProve, proofOf, serve, serveTcp } from '../prove/iopathProve';

const served = folder();
const nameOf = (url = '') => join(served, basename(url));
const answer =
  (status: number, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) =>
    response.writeHead(status, headers).end('no');

const whole = (change: (bytes: Buffer) => Buffer, headers: Record<string, string> = {}): RequestListener => {
  return ({ url }, response) => response.writeHead(200, headers).end(change(readFileSync(nameOf(url))));
};

const kept = new Map<string, Buffer>();
/** Keeps what it read once, as a cache does. */
const caching: RequestListener = ({ url = '' }, response) => {
  const bytes = kept.get(url) ?? readFileSync(nameOf(url));
  kept.set(url, bytes);
  response.writeHead(200, { Age: '1' }).end(bytes);
};

const early = (_: unknown, response: ServerResponse) => {
  response.writeHead(200, { 'Content-Length': '1000000' });
  response.flushHeaders();
  setTimeout(() => response.destroy(), 30);
};

const undecided: [string, RequestListener, string][] = [
  ['another folder', answer(404), 'not-found'],
  ['a server that wants credentials', answer(401), 'credentials'],
  ['a server whose user may not read', answer(403), 'credentials'],
  ['a server that sends elsewhere', answer(302, { Location: '/there' }), 'redirected'],
  ['a broken server', answer(500), 'other-status'],
  [
    'a server that compresses all the same',
    whole(gzipSync, { 'Content-Encoding': 'gzip' }),
    'content-encoded',
  ],
  ['a server that answers every path with one page', whole(() => Buffer.from('<html>')), 'other-content'],
  ['a server that rewrites', whole(bytes => Buffer.from(bytes.map(byte => byte ^ 0x55))), 'other-content'],
  ['a server that closes early', early, 'closed-early'],
  ['a server that caches contents', caching, 'cached-content'],
];

const advice = /^Undecided\.\n.+\nWhat to do: .+\./;

for (const [what, listener, because] of undecided)
  test(`${what}: undecided, because ${because}`, async () => {
    const url = await serve(listener);
    const proof = await proofOf([url, '--directory', served]);
    assert.deepEqual([proof.verdict, proof.because.id, proof.exit], ['undecided', because, 3]);
    assert.deepEqual([proof.bytes.reference, proof.bytes.copy > 0], [0, because === 'cached-content']);
    assert.match(proofText(proof), advice);
    assertEmpty(served);
  });

test('without --json the text of the proof is printed', async () => {
  const { code, out } = await iopathProve([await serve(answer(404)), '--directory', served]);
  assert.equal(code, 3);
  assert.match(out, advice);
  assertEmpty(served);
});

test('a server that closes without a word', async () => {
  const port = await serveTcp(socket => socket.once('data', () => socket.destroy()));
  const { because } = await proofOf([`http://127.0.0.1:${port}/`, '--directory', served]);
  assert.equal(because.id, 'closed-early');
});

test('a server of another protocol', async () => {
  const port = await serveTcp(socket => socket.write('SSH-2.0-OpenSSH_9.2\r\n'));
  const { because } = await proofOf([`http://127.0.0.1:${port}/`, '--directory', served]);
  assert.equal(because.id, 'not-http');
});

test('a server that never answers', async () => {
  const port = await serveTcp(() => {});
  const { because, exit } = await proofOf([`http://127.0.0.1:${port}/`, '--directory', served]);
  assert.deepEqual([because.id, exit], ['no-answer', 3]);
  assertEmpty(served);
});

test('credentials of a header and of the address open the folder', async () => {
  const listener: RequestListener = (request, response) => {
    const { authorization } = request.headers;
    if (authorization !== 'Bearer abc' && authorization !== 'Basic bWU6c2VjcmV0')
      return answer(401)(request, response);
    createReadStream(nameOf(request.url)).pipe(response);
  };
  const url = await serve(listener);
  const byHeader = await proofOf([url, '--directory', served, '--header', 'Authorization: Bearer abc']);
  const byAddress = await proofOf([url.replace('//', '//me:secret@'), '--directory', served]);
  assert.deepEqual([byHeader.verdict, byAddress.verdict], ['copy', 'copy']);
});

test('a server that takes long over its answer: what was seen is decided, and an unseen send queue is named', async () => {
  const url = await serve((request, response) => {
    const bytes = readFileSync(nameOf(request.url));
    let at = 0;
    const timer = setInterval(() => {
      response.write(bytes.subarray(at, at + 512));
      at += 512;
      if (at >= bytes.length) response.end();
    }, 5);
    response.on('close', () => clearInterval(timer));
  });
  const { verdict, bytes, readAheadBytes, notes } = await proofOf([url, '--directory', served]);
  assert.deepEqual([verdict, bytes.reference], ['copy', 0]);
  // Where this process is not scheduled for long enough, the queues do stand still: then they were seen.
  const named = notes.some(({ id }) => id === 'send-queue-unseen');
  assert.equal(named, readAheadBytes === null);
});

test('a folder that another process fills with changes of the scratch file decides nothing', async () => {
  const listener: RequestListener = ({ url }, response) => {
    const file = nameOf(url);
    const { size } = statSync(file);
    response.writeHead(200, { 'Content-Length': `${size}` }).end(readFileSync(file).fill(7, 1000));
  };
  const { verdict, bytes } = await proofOf([await serve(listener), '--directory', served]);
  // The first kilobyte is the file's and stays: a copy. The rest is nobody's.
  assert.deepEqual([verdict, bytes.reference, bytes.copy < 1000], ['copy', 0, true]);
});

const refused: [string, string[], RegExp][] = [
  ['no server', ['--directory', served], /No server is named/],
  ['no folder', ['http://127.0.0.1:1/'], /--directory is missing/],
  [
    'no web address',
    ['ftp://127.0.0.1/', '--directory', served],
    /is no address of a web server[\s\S]*--relay/,
  ],
  [
    'a host beyond loopback',
    ['http://192.0.2.1/', '--directory', served],
    /not a loopback address[\s\S]*--allow-remote/,
  ],
  [
    'a folder that is not there',
    ['http://127.0.0.1:1/', '--directory', '/nowhere'],
    /There is no such folder/,
  ],
  ['a file for a folder', ['http://127.0.0.1:1/', '--directory', cli], /It is not a folder/],
  ['nobody who listens', ['http://127.0.0.1:1/', '--directory', served], /Nothing listens there/],
  [
    'a header of two lines',
    ['http://127.0.0.1:1/', '--directory', served, '--header', 'A: b\nC: d'],
    /no header line/,
  ],
  ['a range of nothing', ['http://127.0.0.1:1/', '--directory', served, '--range', '9-4'], /no range/],
  [
    'a size of nothing',
    ['http://127.0.0.1:1/', '--directory', served, '--size', '1'],
    /no size for a scratch file/,
  ],
  [
    'an unknown expectation',
    ['http://127.0.0.1:1/', '--directory', served, '--expect', 'speed'],
    /reference, copy/,
  ],
  ['a relay without a file', ['--relay', '8000:80'], /--file is missing/],
  ['a relay of words', ['--relay', 'a:b', '--file', join(served, 'x')], /names no two ports/],
  ['a command without words', ['--file', join(served, 'x'), '--'], /No command follows/],
  ['a file that exists', ['--file', cli, '--', 'cat', '{file}'], /There is a file of that name/],
  [
    'a Unix socket that is not there',
    ['http://h/', '--unix', '/nowhere', '--directory', served],
    /no such socket/,
  ],
];

for (const [what, args, message] of refused)
  test(`${what}: exit 2 with what, why and what to do`, async () => {
    const before = readFileSync(cli);
    const { code, out, err } = await iopathProve(args);
    assert.deepEqual([code, out], [2, '']);
    assert.match(err, message);
    assert.match(err, /\n {2}why: .+\n {2}do: {2}.+\n$/);
    assert.ok(before.equals(readFileSync(cli)), 'no file was touched');
    assertEmpty(served);
  });

/** Mounts a tmpfs with such options for this file's tests; null where that is not allowed. */
function mounted(options: string): string | null {
  const path = mkdtempSync(join(tmpdir(), 'iopath-prove-mount-'));
  // Hooks run in their order: the mount goes before its folder.
  after(() => {
    spawnSync('umount', [path]);
    rmdirSync(path);
  });
  return spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path]).status === 0 ? path : null;
}

test('a folder on a filesystem that is read-only or full', async t => {
  const [readOnly, full] = [mounted('ro'), mounted('size=64k')];
  if (!readOnly || !full) return t.skip('needs root, to mount a tmpfs');
  const url = await serve(answer(404));
  const first = await iopathProve([url, '--directory', readOnly]);
  assert.equal(first.code, 2);
  assert.match(first.err, /mounted read-only/);
  const second = await iopathProve([url, '--directory', full]);
  assert.equal(second.code, 2);
  assert.match(second.err, /is full[\s\S]*--size 64KiB/);
  assertEmpty(full);
});

test('another user: proves in a folder of its own, and is told where it may not write', t => {
  const place = folder();
  const why = noOtherUser(place);
  if (why) return t.skip(why);
  const program = join(reachableCopy(join(process.cwd(), 'dist'), place), 'cli.js');
  const [open, closed] = [join(place, 'open'), join(place, 'closed')];
  for (const path of [open, closed]) mkdirSync(path);
  chmodSync(open, 0o777);
  const prove = (path: string) =>
    runAsOtherUser([program, 'prove', '--json', '--file', join(path, 'f'), '--', 'cat', '{file}']);
  assert.equal(JSON.parse(prove(open).stdout).verdict, 'copy');
  const refused = prove(closed);
  assert.equal(refused.status, 2);
  assert.match(refused.stderr, /You may not write in/);
  assertEmpty(open);
});

/** A kernel whose sendfile copies, which the control must detect. */
const copyingSendfile = `#define _GNU_SOURCE
#include <unistd.h>
#include <sys/types.h>
ssize_t sendfile64(int out, int in, off64_t *at, size_t count) {
  static char buffer[65536];
  ssize_t n = pread64(in, buffer, count < sizeof buffer ? count : sizeof buffer, *at);
  if (n > 0 && (n = write(out, buffer, n)) > 0) *at += n;
  return n;
}
ssize_t sendfile(int out, int in, off_t *at, size_t count) { return sendfile64(out, in, at, count); }
`;

test('a machine on which the control fails: undecided, whatever the server shows', async t => {
  const place = folder();
  const [source, library] = [join(place, 'copying.c'), join(place, 'copying.so')];
  writeFileSync(source, copyingSendfile);
  if (spawnSync('gcc', ['-shared', '-fPIC', '-o', library, source]).status !== 0)
    return t.skip('gcc is not installed');
  const url = await serve(({ url }, response) => createReadStream(nameOf(url)).pipe(response));
  const proof = await proofOf([url, '--directory', served], { LD_PRELOAD: library });
  assert.deepEqual([proof.verdict, proof.because.id, proof.exit], ['undecided', 'control-failed', 3]);
  assert.equal(proof.because.args.sending, 'sendfile');
});
