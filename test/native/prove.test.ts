// The native steps of a proof: a scratch file that is changed in place and put back, a queue that is looked at and keeps
// its bytes, and senders of our own whose answer is known, on each filesystem and kind of stream.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { bytesOf, isRestored, stretchesOf, verdictOf } from '../../src/prove/criterion';
import { locate } from '../../src/prove/locate';
import type { NativeTap, ProofBackend } from '../../src/prover/backend';
import { addonPath, scratchFolder } from './engine';
import { onFilesystem, recipes } from './mounted';

const backend: ProofBackend = createRequire(join(process.cwd(), 'package.json'))(addonPath);
const folder = scratchFolder();
const size = 1 << 20;
let made = 0;
const scratch = (place = folder, bytes = size) => {
  const path = join(place, `scratch-${made++}`);
  return { path, native: new backend.Scratch(path, bytes) };
};

test('a scratch file is readable by all, changes in place, and is put back with its time', () => {
  const { path, native } = scratch();
  const before = statSync(path, { bigint: true });
  assert.equal(Number(before.mode) & 0o777, 0o644);
  const content = native.content();
  assert.ok(readFileSync(path).equals(content));
  native.flip(5000, 100);
  const changed = readFileSync(path);
  for (let at = 0; at < size; at++)
    if (changed[at] !== (at >= 5000 && at < 5100 ? content[at]! ^ 0xff : content[at]))
      assert.fail(`byte ${at}`);
  native.restore();
  const after = statSync(path, { bigint: true });
  assert.ok(readFileSync(path).equals(content));
  assert.deepEqual([after.ino, after.mtimeNs], [before.ino, before.mtimeNs]);
  native.remove();
  assert.equal(existsSync(path), false);
});

test('a scratch file holds the bytes that it is given', () => {
  const path = join(folder, `scratch-${made++}`);
  const content = Buffer.from('a segment of some store');
  const native = new backend.Scratch(path, content);
  assert.ok(readFileSync(path).equals(content));
  native.flip(2, 7);
  assert.equal(readFileSync(path).subarray(2, 9).equals(content.subarray(2, 9)), false);
  native.restore();
  assert.ok(readFileSync(path).equals(content));
  native.remove();
});

test('a scratch file takes no place of another and removes no other', () => {
  const { path, native } = scratch();
  assert.throws(() => new backend.Scratch(path, 10), { code: 'EEXIST', syscall: 'openat', path });
  renameSync(path, `${path}.moved`);
  writeFileSync(path, 'theirs');
  native.remove();
  assert.equal(readFileSync(path, 'utf8'), 'theirs');
});

test('a range that ends behind the file is cut', () => {
  const { path, native } = scratch(folder, 100);
  native.flip(90, 1000);
  native.restore();
  assert.equal(statSync(path).size, 100);
});

for (const [what, source, code] of [
  ['nobody listens', { kind: 'tcp', address: '127.0.0.1', port: 1 }, 'ECONNREFUSED'],
  ['there is no such socket', { kind: 'unix', path: '/nowhere' }, 'ENOENT'],
  ['the path is too long', { kind: 'unix', path: `/${'x'.repeat(200)}` }, 'ENAMETOOLONG'],
  ['the address is a name', { kind: 'tcp', address: 'localhost', port: 1 }, 'EINVAL'],
] as const)
  test(`a connection where ${what} fails with ${code} and its path`, () => {
    assert.throws(
      () => new backend.Tap({ ...source, receiveBuffer: 65_536 }),
      (error: NodeJS.ErrnoException) => {
        assert.equal(error.code, code);
        assert.ok(error.path);
        return true;
      },
    );
  });

test('a listener gives connections on, and looking takes nothing away', () => {
  const listener = new backend.Listener({ address: '127.0.0.1', port: 0, receiveBuffer: 65_536 });
  const waiting = new backend.Tap({ kind: 'accepted' });
  assert.equal(listener.accept(waiting), false);
  const client = new backend.Tap({ kind: 'tcp', ...listener.local, receiveBuffer: 65_536 });
  assert.equal(listener.accept(waiting), true);
  assert.deepEqual(client.local, waiting.peer);
  assert.equal(client.receive(10), null);
  assert.equal(waiting.send(Buffer.from('hello')), 5);
  assert.deepEqual(
    [client.queued(), `${client.peek(99)}`, `${client.peek(2)}`, client.ended()],
    [5, 'hello', 'he', false],
  );
  waiting.finishSending();
  assert.deepEqual([`${client.receive(99)}`, client.ended(), client.receive(1)?.length], ['hello', true, 0]);
  waiting.close();
  assert.throws(() => waiting.queued(), { code: 'EBADF' });
  client.close();
  listener.close();
});

const streams = ['tcp', 'unix', 'pipe'] as const;

function verdictOn(tap: NativeTap, native: InstanceType<ProofBackend['Scratch']>) {
  const content = native.content();
  const looks = tap.peekFlipPeek(native, tap.queued(), 0, content.length);
  assert.ok(isRestored(looks), 'the queue shows its first bytes again');
  assert.ok(looks.tookNs >= looks.changedNs && looks.changedNs > 0);
  return bytesOf(stretchesOf(looks, locate(looks.before, content)));
}

function everySender(place: string): void {
  for (const over of streams)
    for (const sending of ['sendfile', 'write'] as const) {
      const { path, native } = scratch(place);
      const address = '127.0.0.1';
      const tap = new backend.Tap({
        kind: 'control',
        over,
        sending,
        address,
        receiveBuffer: 65_536,
        scratch: native,
      });
      const bytes = verdictOn(tap, native);
      const what = `${sending} over ${over} in ${place}: ${JSON.stringify(bytes)}`;
      assert.equal(verdictOf(bytes), sending === 'sendfile' ? 'reference' : 'copy', what);
      assert.equal(bytes.header + bytes.undecided, 0, what);
      assert.ok(tap.accepted >= tap.queued() && tap.queued() >= 16_384, what);
      assert.ok(readFileSync(path).equals(native.content()), 'the file is as it was');
      tap.close();
      native.remove();
    }
}

test('sendfile shows references and write copies, over each stream', () => everySender(folder));

for (const type of Object.keys(recipes))
  test(`sendfile shows references and write copies on ${type}`, t =>
    onFilesystem(type, t, async place => everySender(place)));

test('over IPv6 as over IPv4', t => {
  const { native } = scratch();
  const how = {
    kind: 'control',
    over: 'tcp',
    sending: 'sendfile',
    address: '::1',
    receiveBuffer: 65_536,
  } as const;
  try {
    const tap = new backend.Tap({ ...how, scratch: native });
    assert.equal(verdictOf(verdictOn(tap, native)), 'reference');
    tap.close();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRNOTAVAIL') throw error;
    t.skip('loopback has no IPv6 address here');
  }
});
