import assert from 'node:assert/strict';
import { test } from 'node:test';
import { userPasses } from '../../src/model/job';
import { routes } from '../../src/model/route';
import type { RunSpec } from '../../src/model/runSpec';
import type { StrategyName } from '../../src/model/strategy';
import { said } from '../english';
import {
  absent,
  attempt,
  loadAddon,
  makeSpec,
  meantFor,
  scratchFolder,
  twoCores,
  writeNoise,
} from './engine';

const addon = loadAddon();
const folder = scratchFolder();
const bytes = 1_000_003;
const path = writeNoise(folder, 'input', bytes);
const small = [0, 1, 5000, 70_001].map(size => writeNoise(folder, `small-${size}`, size));
const probe = addon.probe(folder);

async function verified(change: Partial<RunSpec>) {
  const { result, error } = await attempt(addon, makeSpec(path, folder, change));
  assert.ok(result, `${JSON.stringify(change)}: ${error?.message}`);
  assert.equal(result.hash?.sink, result.hash?.source, JSON.stringify(change));
  return result;
}

/** The strategies that run here, each with the route it is tried on. */
function each(route: RunSpec['route'], but: StrategyName[] = []): StrategyName[] {
  return meantFor[route].filter(name => !absent(probe, name, route) && !but.includes(name));
}

for (const route of routes) {
  test(`ranges, ${route}`, async () => {
    // reflink moves whole blocks only; its own test has aligned ranges.
    for (const strategy of each(route, ['reflink']))
      for (const [offset, length] of [
        [1, 4096],
        [4095, 2],
        [500_000, null],
        [bytes, null],
      ] as const) {
        const result = await verified({
          strategy,
          route,
          files: [{ path, offset, length }],
          chunkBytes: 3000,
        });
        assert.equal(result.bytes, length ?? bytes - offset, strategy);
      }
  });

  test(`random order, ${route}`, async () => {
    for (const strategy of each(route, ['reflink'])) {
      const first = await verified({ strategy, route, order: 'random', chunkBytes: 10_007, seed: 5 });
      const second = await verified({ strategy, route, order: 'random', chunkBytes: 10_007, seed: 6 });
      // Where the sink sees the order, another seed is another stream.
      if (route !== 'file-to-file') assert.notEqual(first.hash?.source, second.hash?.source);
    }
  });

  test(`many files, some of them empty, ${route}`, async () => {
    for (const strategy of each(route, ['reflink'])) {
      const files = [...small, ...small].map(file => ({ path: file, offset: 0, length: null }));
      const result = await verified({ strategy, route, files, chunkBytes: 4096 });
      assert.equal(result.bytes, 2 * 75_002, strategy);
    }
  });
}

test('Unix stream sockets carry both directions', async () => {
  for (const route of ['file-to-socket', 'socket-to-file'] as const)
    for (const strategy of each(route, ['msg-zerocopy', 'io-uring-zc']))
      await verified({ strategy, route, socket: 'unix' });
});

test('msg-zerocopy says why it cannot use a Unix socket', async () => {
  const { error } = await attempt(
    addon,
    makeSpec(path, folder, { strategy: 'msg-zerocopy', socket: 'unix' }),
  );
  assert.equal(error?.code, 'ENOTSUP');
  assert.match(said(error.why ?? ''), /MSG_ZEROCOPY/);
  assert.equal(error.reason?.code, 'unix-without-zero-copy');
});

test('every receiver mode delivers, pinned or not', async () => {
  for (const receiver of ['poll', 'block', 'same-core'] as const)
    for (const cores of [twoCores, null])
      for (const route of ['file-to-socket', 'socket-to-file', 'file-to-pipe'] as const)
        for (const sink of ['verify', 'discard'] as const) {
          const { result, error } = await attempt(
            addon,
            makeSpec(path, folder, { route, receiver, cores, sink }),
          );
          assert.ok(result, `${route} ${receiver}: ${error?.message}`);
          assert.equal(result.bytes, bytes);
          assert.equal(result.hash === null, sink === 'discard');
        }
});

test('threads run on the cores they were given', async t => {
  if (!twoCores) return t.skip('one core only');
  const { sender, receiver } = twoCores;
  const apart = await verified({ receiver: 'poll', cores: twoCores });
  assert.deepEqual([apart.sender.cpu, apart.receiver?.cpu], [sender, receiver]);
  const together = await verified({ receiver: 'same-core', cores: { ...twoCores, receiver: sender } });
  assert.deepEqual([together.sender.cpu, together.receiver?.cpu], [sender, sender]);
});

test('a core that may not be used leaves its thread unpinned, and the result says so', async () => {
  const cores = { sender: 1023, receiver: 1022, poller: null };
  const result = await verified({ cores });
  assert.deepEqual([result.sender.cpu, result.receiver?.cpu], [null, null]);
});

test('a header goes before each file, joined by MSG_MORE, and arrives', async () => {
  const files = small.map(file => ({ path: file, offset: 0, length: null }));
  for (const strategy of each('file-to-socket')) {
    const plain = await verified({ strategy, files });
    const headed = await verified({ strategy, files, headerBytes: 300 });
    assert.equal(headed.bytes, plain.bytes, 'payload is counted without headers');
    assert.notEqual(headed.hash?.sink, plain.hash?.sink);
    assert.ok((headed.syscalls.sendto?.bytes ?? 0) >= 1200, strategy);
  }
});

test('a header on a route without a socket is refused', async () => {
  const { error } = await attempt(addon, makeSpec(path, folder, { route: 'file-to-file', headerBytes: 1 }));
  assert.equal(error?.code, 'EINVAL');
});

test('each pass over the data arrives as that pass makes it, or is refused with why', async () => {
  for (const route of routes)
    for (const strategy of each(route))
      for (const pass of userPasses) {
        const { result, error } = await attempt(addon, makeSpec(path, folder, { strategy, route, pass }));
        const what = `${strategy} ${route} ${pass}`;
        if (!result) {
          assert.equal(error.code, 'ENOTSUP', `${what}: ${error.message}`);
          assert.notEqual(pass, 'none', what);
          assert.notEqual(strategy, 'read-write', what);
        } else assert.equal(result.hash?.sink, result.hash?.source, what);
      }
});

test('transform and encrypt change the bytes, checksum does not', async () => {
  const plain = await verified({});
  const hashOf = async (pass: RunSpec['pass']) => (await verified({ pass })).hash?.sink;
  assert.equal(await hashOf('checksum'), plain.hash?.sink);
  assert.notEqual(await hashOf('transform'), plain.hash?.sink);
  // A fresh key every run: the same file never encrypts to the same bytes.
  assert.notEqual(await hashOf('encrypt'), await hashOf('encrypt'));
});

test('the flush policy makes one flush per N chunks', async () => {
  const chunkBytes = 100_000;
  for (const route of ['file-to-file', 'socket-to-file'] as const)
    for (const flushEvery of [1, 4]) {
      const { syscalls } = await verified({ route, chunkBytes, flushEvery, strategy: 'direct-io' });
      const chunks = Math.ceil(bytes / chunkBytes);
      assert.equal(syscalls.fdatasync?.calls, Math.floor(chunks / flushEvery), route);
    }
  const mapped = await verified({ route: 'file-to-file', strategy: 'mmap-mmap', chunkBytes, flushEvery: 5 });
  assert.equal(mapped.syscalls.msync?.calls, 2);
  assert.equal((await verified({ route: 'file-to-file' })).syscalls.fdatasync, undefined);
});

test('pipe and socket sizes are asked for and the granted ones told', async () => {
  const small = await verified({
    strategy: 'splice',
    pipeBytes: 65536,
    sendBufferBytes: 32768,
    receiveBufferBytes: 40000,
    receiveLowWater: 9000,
  });
  // Linux doubles socket buffers for its own bookkeeping.
  assert.deepEqual(small.granted, {
    pipeBytes: 65536,
    sendBufferBytes: 65536,
    receiveBufferBytes: 80000,
    receiveLowWater: 9000,
  });
  const large = await verified({ strategy: 'splice' });
  assert.ok((large.granted.pipeBytes ?? 0) > 65536, 'the largest pipe allowed is the default');
  assert.equal((await verified({ route: 'file-to-file' })).granted.sendBufferBytes, null);
});

test('kernel TLS delivers what was sent, or says what the kernel lacks and how to get it', async t => {
  const { result, error } = await attempt(
    addon,
    makeSpec(path, folder, { strategy: 'sendfile', kernelTls: true }),
  );
  if (result) return assert.equal(result.hash?.sink, result.hash?.source);
  assert.equal(error.code, 'ENOTSUP', error.message);
  assert.match(said(error.why ?? ''), /no kernel TLS \(setsockopt \w+.*: E[A-Z]+, /);
  assert.match(said(error.remedy ?? ''), /modprobe tls.*CONFIG_TLS/);
  t.diagnostic(said(error.why ?? ''));
});

test('kernel TLS is refused where nothing could be encrypted', async () => {
  for (const change of [{ route: 'file-to-file' }, { socket: 'unix' }, { strategy: 'splice' }] as const) {
    const spec = makeSpec(path, folder, { strategy: 'sendfile', kernelTls: true, ...change });
    assert.equal((await attempt(addon, spec)).error?.code, 'EINVAL', JSON.stringify(change));
  }
});

test('a run without files is EINVAL', async () => {
  assert.equal((await attempt(addon, makeSpec(path, folder, { files: [] }))).error?.code, 'EINVAL');
});

test('progress rises to at most the whole', async () => {
  const seen: number[] = [];
  const spec = makeSpec(path, folder, { chunkBytes: 1, sink: 'discard' });
  await addon.run(spec, done => seen.push(done)).done;
  assert.ok(seen.length > 0);
  assert.ok(seen.every((value, at) => value <= bytes && (at === 0 || value >= seen[at - 1]!)));
});

test('a preallocated output has its blocks beforehand, and holds the bytes all the same', async () => {
  for (const route of ['file-to-file', 'socket-to-file'] as const)
    for (const strategy of meantFor[route]) {
      if (absent(probe, strategy, route) || strategy === 'reflink') continue;
      const result = await verified({ strategy, route, preallocate: true, chunkBytes: 4096 });
      assert.equal(result.syscalls.ftruncate?.calls ?? 0, strategy === 'direct-io' ? 1 : 0, strategy);
    }
});

test('a populated mapping takes all its pages by one call a window', async t => {
  const populated = await verified({ strategy: 'mmap-write', populate: true });
  if (populated.ranAs.because) return t.skip(said(populated.ranAs.because));
  assert.equal(populated.syscalls.madvise?.calls, 1);
  assert.equal((await verified({ strategy: 'mmap-write' })).syscalls.madvise, undefined);
  const both = await verified({ strategy: 'mmap-mmap', route: 'file-to-file', populate: true });
  assert.equal(both.syscalls.madvise?.calls, 2);
  const output = await verified({ strategy: 'mmap-write', route: 'socket-to-file', populate: true });
  assert.equal(output.syscalls.madvise?.calls, 1);
});
