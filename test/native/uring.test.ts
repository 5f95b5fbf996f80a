// io_uring: order and completeness of linked batches where they break, and what is told beside the counts.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { routes } from '../../src/model/route';
import type { RunSpec } from '../../src/model/runSpec';
import type { RunResult } from '../../src/model/sample';
import type { StrategyName } from '../../src/model/strategy';
import { said, skipFor } from '../english';
import {
  absent,
  addonPath,
  attempt,
  attemptWith,
  loadAddon,
  makeSpec,
  meantFor,
  scratchFolder,
  writeNoise,
} from './engine';

const addon = loadAddon();
const folder = scratchFolder();
const probe = addon.probe(folder);
const rings = [
  'io-uring',
  'io-uring-zc',
  'io-uring-sqpoll',
  'io-uring-splice',
] as const satisfies StrategyName[];
const why = (strategy: StrategyName) => {
  const found = probe.strategies[strategy]['file-to-socket'];
  return found.available ? false : found.why;
};
const skip = why('io-uring');
const skipZeroCopy = why('io-uring-zc');

const bytes = 10_000_019;
const input = writeNoise(folder, 'input', bytes);

const range = (offset: number, length: number) => ({ path: input, offset, length });

async function verified(change: Partial<RunSpec>): Promise<RunResult> {
  const { result, error } = await attempt(addon, makeSpec(input, folder, change));
  assert.ok(result, error?.message);
  assert.ok(
    result.hash && result.hash.source === result.hash.sink,
    `${change.strategy}: other bytes came out`,
  );
  return result;
}

const each = (strategies: readonly StrategyName[], route: RunSpec['route']) =>
  strategies.filter(name => meantFor[route].includes(name) && probe.strategies[name][route].available);

for (const route of routes)
  test(
    `chunks beyond a buffer, tiny and random ones keep their order, ${route}`,
    { skip: skipFor(skip) },
    async () => {
      for (const strategy of each(rings, route)) {
        for (const chunkBytes of [9_000_001, 4 << 20, 12_345])
          await verified({ strategy, route, chunkBytes });
        await verified({ strategy, route, chunkBytes: 10_007, order: 'random' });
        await verified({ strategy, route, files: [{ path: input, offset: 4097, length: 70_001 }] });
      }
    },
  );

test(
  'a send buffer far smaller than a batch is refilled without a gap',
  { skip: skipFor(skip) },
  async () => {
    for (const strategy of each(rings, 'file-to-socket'))
      for (const receiver of ['poll', 'block', 'same-core'] as const)
        await verified({ strategy, receiver, sendBufferBytes: 4096, receiveBufferBytes: 4096 });
  },
);

test('many files with headers go out one after the other', { skip: skipFor(skip) }, async () => {
  const files = [0, 1, 4096, 70_000].map(size => ({
    path: writeNoise(folder, `file-${size}`, size),
    offset: 0,
    length: null,
  }));
  for (const strategy of each(rings, 'file-to-socket'))
    await verified({ strategy, files: [...files, ...files], headerBytes: 300, chunkBytes: 5000 });
});

test(
  'a pipe of a page, ends amid pages and small buffers break splices off and lose nothing',
  { skip: skipFor(skip) },
  async () => {
    for (const route of ['file-to-socket', 'file-to-file', 'file-to-pipe'] as const) {
      if (absent(probe, 'io-uring-splice', route)) continue;
      const odd: Partial<RunSpec> = {
        strategy: 'io-uring-splice',
        route,
        pipeBytes: 4096,
        files: [range(4097, 300_001)],
      } as const;
      for (const chunkBytes of [1000, 4096, 65536]) await verified({ ...odd, chunkBytes });
      await verified({ ...odd, order: 'random', chunkBytes: 5000 });
      await verified({ ...odd, sendBufferBytes: 4096, receiveBufferBytes: 4096, receiver: 'poll' });
    }
  },
);

test(
  'a file of many slots is registered by one call more, one of few is not',
  { skip: skipFor(skip) },
  async () => {
    const registered = async (strategy: StrategyName, length: number) => {
      const { syscalls } = await verified({ strategy, chunkBytes: 4096, files: [range(0, length)] });
      return syscalls.io_uring_register!.calls;
    };
    // Buffer and files; spliced, files alone.
    for (const [strategy, fixed] of [
      ['io-uring', 2],
      ['io-uring-splice', 1],
    ] as const) {
      if (absent(probe, strategy, 'file-to-socket')) continue;
      assert.equal(await registered(strategy, 31 * 4096), fixed, strategy);
      assert.equal(await registered(strategy, 32 * 4096), fixed + 1, strategy);
    }
  },
);

test('a flush after every chunk is one fdatasync each', { skip: skipFor(skip) }, async () => {
  for (const strategy of each(['io-uring', 'io-uring-sqpoll', 'io-uring-splice'], 'file-to-file')) {
    const files = [{ path: input, offset: 0, length: 20 * 65536 }];
    const { syscalls } = await verified({ strategy, route: 'file-to-file', flushEvery: 1, files });
    assert.equal(syscalls.fdatasync?.calls, 20);
  }
});

test('Unix sockets work, but for the zero-copy send they do not have', { skip: skipFor(skip) }, async () => {
  for (const strategy of each(['io-uring', 'io-uring-sqpoll', 'io-uring-splice'], 'file-to-socket'))
    await verified({ strategy, socket: 'unix' });
  const { error } = await attempt(
    addon,
    makeSpec(input, folder, { strategy: 'io-uring-zc', socket: 'unix' }),
  );
  assert.equal(error?.code, 'ENOTSUP');
});

test(
  'completions are counted as bytes of io_uring_enter, reads and writes',
  { skip: skipFor(skip) },
  async () => {
    const { syscalls } = await verified({ strategy: 'io-uring' });
    assert.equal(syscalls.io_uring_enter?.bytes, 2 * bytes);
    const chunks = Math.ceil(bytes / 65536);
    assert.ok(syscalls.io_uring_enter.calls < chunks / 4, 'batches save calls');
  },
);

test(
  'every zero-copy send is completed, and loopback copies each',
  { skip: skipFor(skipZeroCopy) },
  async t => {
    const { zeroCopy, ranAs } = await verified({ strategy: 'io-uring-zc', chunkBytes: 65536 });
    if (ranAs.because) return t.skip(said(ranAs.because));
    assert.equal(zeroCopy?.completions, Math.ceil(bytes / 65536));
    assert.equal(zeroCopy?.copied, zeroCopy?.completions);
  },
);

test(
  "the polling thread's CPU time is told beside the sender's",
  { skip: skipFor(why('io-uring-sqpoll')) },
  async t => {
    // The kernel accounts that thread by ticks: a short run may fall between two.
    let helperNs = 0;
    for (let run = 0; run < 100 && helperNs === 0; run += 1) {
      const polled = await verified({ strategy: 'io-uring-sqpoll' });
      assert.notEqual(polled.helperNs, null);
      helperNs = polled.helperNs ?? 0;
    }
    t.diagnostic(`helpers ${helperNs} ns`);
    assert.ok(helperNs > 0);
    assert.equal((await verified({ strategy: 'read-write' })).helperNs, null);
  },
);

test('a file that shrinks under a batch is an error with its path', { skip: skipFor(skip) }, async () => {
  for (const strategy of each(rings, 'file-to-socket')) {
    const path = join(folder, `shrinking-${strategy}`);
    writeFileSync(path, '');
    truncateSync(path, 2 ** 34);
    const run = attemptWith(addon, makeSpec(path, folder, { strategy, sink: 'discard' }), {
      onFirstBytes: () => truncateSync(path, 1000),
    });
    const { error } = await run;
    assert.equal(error?.code, 'ENODATA', `${strategy}: ${error?.message}`);
    assert.equal(error?.path, path);
  }
});

// Faults put in from outside.

const script = `
const addon = require(process.argv[1]);
addon.run(JSON.parse(process.argv[2]), () => {}).done.then(
  ({ hash, ranAs, syscalls }) => console.log(JSON.stringify({ ok: hash.source === hash.sink, ranAs, syscalls })),
  ({ code, syscall }) => console.log(JSON.stringify({ code, syscall })));`;

function runWith(fault: string, change: Partial<RunSpec>) {
  const command = [
    process.execPath,
    '-e',
    script,
    addonPath,
    JSON.stringify(makeSpec(input, folder, change)),
  ];
  const { stdout, stderr } = spawnSync(
    'strace',
    ['-f', '-qq', '-o', '/dev/null', '-e', `inject=${fault}`, ...command],
    { encoding: 'utf8', timeout: 300_000 },
  );
  assert.ok(stdout, `${fault}: no answer. ${stderr}`);
  return JSON.parse(stdout);
}

const missing = spawnSync('strace', ['-V']).status === 0 ? skip : 'strace is not installed';

test('waits that are interrupted lose nothing', { skip: skipFor(missing) }, () => {
  for (const strategy of each(rings, 'file-to-socket')) {
    const { ok, syscalls } = runWith('io_uring_enter:error=EINTR:when=2+3', { strategy });
    assert.ok(ok, strategy);
    assert.ok(syscalls.io_uring_enter.errors.EINTR > 0);
  }
});

test('waits that fail for good, or return in vain for ever, end the run', { skip: skipFor(missing) }, () => {
  for (const strategy of each(rings, 'file-to-socket')) {
    const broken = runWith('io_uring_enter:error=EBADF:when=2+', { strategy });
    assert.deepEqual(broken, { code: 'EBADF', syscall: 'io_uring_enter' }, strategy);
    // A polling thread works on while waits come back in vain: then the run may even succeed.
    const vain = runWith('io_uring_enter:retval=0:when=2+', { strategy });
    if (strategy === 'io-uring-sqpoll' && vain.ok) continue;
    assert.deepEqual(vain, { code: 'EIO', syscall: 'io_uring_enter' }, strategy);
  }
});

test(
  'without the right to pin memory the buffers stay unregistered, and that is said',
  { skip: skipFor(missing) },
  () => {
    const { ok, ranAs } = runWith('io_uring_register:error=ENOMEM', { strategy: 'io-uring' });
    assert.ok(ok);
    assert.equal(ranAs.reason.code, 'uring-buffers-unregistered');
    if (absent(probe, 'io-uring-splice', 'file-to-socket')) return;
    const spliced = runWith('io_uring_register:error=EMFILE', { strategy: 'io-uring-splice' });
    assert.ok(spliced.ok);
    assert.equal(spliced.ranAs.reason.code, 'uring-files-unregistered');
  },
);

for (const route of ['file-to-socket', 'file-to-file', 'file-to-pipe'] as const)
  for (const strategy of ['io-uring', 'io-uring-sqpoll', 'io-uring-zc'] as const) {
    if (!meantFor[route].includes(strategy)) continue;
    test(
      `${strategy}, ${route}: reads that overlap deliver every byte, in order and at random`,
      { skip: absent(probe, strategy, route) },
      async () => {
        const path = writeNoise(folder, 'deep', 3_000_003);
        for (const depth of [2, 8, 16])
          for (const order of ['sequential', 'random'] as const) {
            const change = { strategy, route, depth, order, chunkBytes: 40_000 } as const;
            const { result, error } = await attempt(addon, makeSpec(path, folder, change));
            assert.ok(result, `depth ${depth}, ${order}: ${error?.message}`);
            assert.equal(result.hash?.source, result.hash?.sink, `depth ${depth}, ${order}`);
          }
      },
    );
  }

test(
  'a depth keeps as many reads in flight: fewer waits than buffers',
  { skip: absent(probe, 'io-uring', 'file-to-file') },
  async () => {
    const path = writeNoise(folder, 'waits', 64 * 65536);
    const entersAt = async (depth: number) => {
      const spec = makeSpec(path, folder, {
        strategy: 'io-uring',
        route: 'file-to-file',
        depth,
        sink: 'discard',
      });
      const { result, error } = await attempt(addon, spec);
      assert.ok(result, error?.message);
      return result.syscalls.io_uring_enter!.calls;
    };
    // 64 chunks, as many a batch as the depth.
    assert.ok((await entersAt(2)) >= 32);
    assert.ok((await entersAt(16)) <= 16);
  },
);
