import assert from 'node:assert/strict';
import { test } from 'node:test';
import { copiesOf, copyRules, type Facts, ruleOf } from '../../../src/measure/copies';
import { copiesPerByte } from '../../../src/model/figures';
import { verbatim } from '../../../src/model/message';
import type { Hop } from '../../../src/model/report';
import { type Route, routes } from '../../../src/model/route';
import { standardRun } from '../../../src/model/runSpec';
import type { Run } from '../../../src/model/sample';
import { type StrategyName, strategyNames, traitsOf } from '../../../src/model/strategy';
import { said } from '../../english';
import { calls, mib, run } from './samples';

const ext4 = { type: 'ext4', mount: '/', device: '/dev/vda', reflink: false };

/** Facts of a run of `strategy` whose calls are given by name with the bytes they returned. */
function facts(
  strategy: StrategyName,
  route: Route,
  moved: Record<string, number>,
  changes: Partial<Facts> & { runs?: Partial<Run> } = {},
): Facts {
  const { runs, ...others } = changes;
  const receiver = route === 'file-to-pipe' ? 'splice' : 'recvfrom';
  return {
    ...standardRun,
    run: run({
      ranAs: { strategy, because: null },
      syscalls: Object.fromEntries(Object.entries(moved).map(([name, bytes]) => [name, calls(16, bytes)])),
      receiverSyscalls: { [receiver]: calls(9, mib) },
      ...runs,
    }),
    route,
    filesystem: ext4,
    ...others,
  };
}

/** O_DIRECT met the device: it delivered everything. */
const delivered = (strategy: StrategyName) =>
  strategy === 'direct-io' ? { runs: { deviceReadBytes: mib } } : {};

const copied = (hops: Hop[], by: 'cpu' | 'dma' = 'cpu') => copiesPerByte(hops, by, mib);

/** What the kernel does on a warm ext4 file: CPU copies per byte between source and sink. */
const expected: [StrategyName, Route, Record<string, number>, cpu: number][] = [
  ['read-write', 'file-to-socket', { read: mib, write: mib }, 2],
  ['mmap-write', 'file-to-socket', { write: mib }, 1],
  ['sendfile', 'file-to-socket', { sendfile: mib }, 0],
  ['splice', 'file-to-socket', { splice: 2 * mib }, 0],
  ['direct-io', 'file-to-socket', { pread64: mib, write: mib }, 1],
  ['vmsplice', 'file-to-socket', { vmsplice: mib, splice: mib }, 0],
  ['io-uring', 'file-to-socket', { io_uring_enter: 0 }, 2],
  ['io-uring-sqpoll', 'file-to-socket', { io_uring_enter: 0 }, 2],
  ['io-uring-zc', 'file-to-socket', { io_uring_enter: 0 }, 1],
  ['msg-zerocopy', 'file-to-socket', { sendmsg: mib }, 0],
  ['read-write', 'file-to-file', { read: mib, write: mib }, 2],
  ['mmap-write', 'file-to-file', { write: mib }, 1],
  ['mmap-mmap', 'file-to-file', {}, 1],
  ['sendfile', 'file-to-file', { sendfile: mib }, 1],
  ['splice', 'file-to-file', { splice: 2 * mib }, 1],
  ['vmsplice', 'file-to-file', { vmsplice: mib, splice: mib }, 1],
  ['copy-file-range', 'file-to-file', { copy_file_range: mib }, 1],
  ['direct-io', 'file-to-file', { pread64: mib, write: mib }, 0],
  ['io-uring', 'file-to-file', { io_uring_enter: 0 }, 2],
  ['io-uring-sqpoll', 'file-to-file', { io_uring_enter: 0 }, 2],
  ['read-write', 'socket-to-file', { recvfrom: mib, write: mib }, 2],
  ['mmap-write', 'socket-to-file', { recvfrom: mib }, 1],
  ['splice', 'socket-to-file', { splice: 2 * mib }, 1],
  ['direct-io', 'socket-to-file', { recvfrom: mib, write: mib }, 1],
  ['io-uring', 'socket-to-file', { io_uring_enter: 0 }, 2],
  ['io-uring-sqpoll', 'socket-to-file', { io_uring_enter: 0 }, 2],
  ['read-write', 'file-to-pipe', { read: mib, write: mib }, 2],
  ['mmap-write', 'file-to-pipe', { write: mib }, 1],
  ['sendfile', 'file-to-pipe', { sendfile: mib }, 0],
  ['splice', 'file-to-pipe', { splice: mib }, 0],
  ['vmsplice', 'file-to-pipe', { vmsplice: mib }, 0],
  ['direct-io', 'file-to-pipe', { pread64: mib, write: mib }, 1],
  ['io-uring', 'file-to-pipe', { io_uring_enter: 0 }, 2],
  ['io-uring-sqpoll', 'file-to-pipe', { io_uring_enter: 0 }, 2],
];

for (const [strategy, route, moved, cpu] of expected)
  test(`${strategy}, ${route}: ${cpu} CPU copies of exactly the file's bytes`, () => {
    const hops = copiesOf(facts(strategy, route, moved, delivered(strategy)));
    const byCpu = hops.filter(hop => hop.by === 'cpu' && hop.to !== 'receiver');
    assert.equal(byCpu.length, cpu);
    assert.ok(byCpu.every(hop => hop.bytes === mib));
    assert.equal(copied(hops), cpu);
  });

test('the table above holds every rule there is', () => {
  const rules = routes.flatMap(route => Object.keys(copyRules[route]).map(name => `${name} ${route}`));
  const own = expected.filter(([name]) => traitsOf(name).movesLike === name);
  const reflink = 'reflink file-to-file';
  assert.deepEqual(new Set(rules), new Set([...own.map(([name, route]) => `${name} ${route}`), reflink]));
});

test('every strategy has a rule somewhere, and every leg a reason', () => {
  for (const name of strategyNames)
    assert.ok(
      routes.some(route => ruleOf(name, route)),
      name,
    );
  for (const [strategy, route, moved] of expected)
    for (const hop of copiesOf(facts(strategy, route, moved, delivered(strategy))))
      assert.ok(said(hop.note).length > 30, said(hop.note));
});

test('legs follow one another from the source to the sink', () => {
  for (const [strategy, route, moved] of expected) {
    const hops = copiesOf(facts(strategy, route, moved, delivered(strategy)));
    const ends = new Set(hops.map(({ from }) => from));
    for (const { from, to } of hops.slice(0, -1))
      assert.ok(
        ends.has(to) || to.startsWith('destination') || to === 'receiver',
        `${strategy} ${route}: ${from} → ${to}`,
      );
  }
});

test('copies of read-write are counted from return values', () => {
  const hops = copiesOf(facts('read-write', 'file-to-socket', { read: mib, write: mib }));
  assert.deepEqual(
    hops.map(({ from, to, by, evidence }) => [from, to, by, evidence]),
    [
      ['page-cache', 'user-buffer', 'cpu', 'counted'],
      ['user-buffer', 'socket-buffer', 'cpu', 'counted'],
      ['socket-buffer', 'receiver', 'discarded', 'counted'],
    ],
  );
});

test('the disk is met only for what the device delivered', () => {
  const warm = copiesOf(facts('sendfile', 'file-to-socket', { sendfile: mib }));
  assert.equal(copied(warm, 'dma'), 0);
  const half = copiesOf(
    facts('sendfile', 'file-to-socket', { sendfile: mib }, { runs: { deviceReadBytes: mib / 2 } }),
  );
  const disk = half.find(({ from }) => from === 'disk');
  assert.deepEqual([disk?.by, disk?.bytes, disk?.evidence], ['dma', mib / 2, 'kernel']);
});

test('loopback never meets a network card', () => {
  for (const [strategy, route, moved] of expected)
    assert.ok(
      copiesOf(facts(strategy, route, moved)).every(({ from, to }) => from !== 'nic' && to !== 'nic'),
    );
});

test('a filesystem that gives no pages costs sendfile and splice a copy, marked as modelled', () => {
  for (const strategy of ['sendfile', 'splice'] as const) {
    const hops = copiesOf(
      facts(strategy, 'file-to-socket', { [strategy]: mib }, { filesystem: { ...ext4, type: 'proc' } }),
    );
    assert.equal(copied(hops), 1);
    assert.equal(hops.find(({ by }) => by === 'cpu')?.evidence, 'model');
  }
});

test('zero-copy sends that the kernel copied are copies by its own word', () => {
  const all = facts(
    'msg-zerocopy',
    'file-to-socket',
    { sendmsg: mib },
    { runs: { zeroCopy: { completions: 8, copied: 8 } } },
  );
  assert.equal(copied(copiesOf(all)), 1);
  assert.equal(copiesOf(all)[0]?.evidence, 'kernel');
  const half = facts(
    'msg-zerocopy',
    'file-to-socket',
    { sendmsg: mib },
    { runs: { zeroCopy: { completions: 8, copied: 4 } } },
  );
  assert.equal(copied(copiesOf(half)), 0.5);
  const none = facts(
    'msg-zerocopy',
    'file-to-socket',
    { sendmsg: mib },
    { runs: { zeroCopy: { completions: 8, copied: 0 } } },
  );
  assert.equal(copied(copiesOf(none)), 0);
});

test('reflink and copy_file_range on a sharing filesystem move no byte', () => {
  const btrfs = { ...ext4, type: 'btrfs', reflink: true };
  const clone = copiesOf(
    facts('reflink', 'file-to-file', {}, { filesystem: btrfs, runs: { sharedBytes: mib } }),
  );
  assert.deepEqual(
    clone.map(({ by, bytes, evidence }) => [by, bytes, evidence]),
    [['reference', mib, 'kernel']],
  );
  const range = copiesOf(
    facts(
      'copy-file-range',
      'file-to-file',
      { copy_file_range: mib },
      { filesystem: btrfs, runs: { sharedBytes: mib } },
    ),
  );
  assert.equal(copied(range), 0);
  const part = copiesOf(
    facts(
      'copy-file-range',
      'file-to-file',
      { copy_file_range: mib },
      { filesystem: btrfs, runs: { sharedBytes: mib / 4 } },
    ),
  );
  assert.equal(copied(part), 0.75);
});

test('a filesystem that rounds shared extents up shares no more than the file', () => {
  const hops = copiesOf(facts('reflink', 'file-to-file', {}, { runs: { sharedBytes: mib + 4096 } }));
  assert.equal(hops[0]?.bytes, mib);
});

test('headers are a copy of their own and not part of the file', () => {
  const hops = copiesOf(
    facts('read-write', 'file-to-socket', { read: mib, write: mib, sendto: 300 }, { headerBytes: 300 }),
  );
  const fromUser = hops.filter(({ from }) => from === 'user-buffer').map(({ bytes }) => bytes);
  assert.deepEqual(fromUser, [300, mib]);
});

test('the copies are those of the strategy that really ran', () => {
  const fell = facts(
    'sendfile',
    'file-to-socket',
    { read: mib, write: mib },
    { runs: { ranAs: { strategy: 'read-write', because: verbatim('EINVAL') } } },
  );
  assert.equal(copied(copiesOf(fell)), 2);
});

test("a receiver that keeps the bytes copies them, which is not the sender's path", () => {
  const hops = copiesOf(facts('sendfile', 'file-to-socket', { sendfile: mib }, { socket: 'unix' }));
  assert.equal(hops.at(-1)?.by, 'cpu');
  assert.equal(hops.at(-1)?.to, 'receiver');
  assert.equal(copied(hops), 0);
});

test('written pages reach the disk within the run only where it flushes', () => {
  const lazy = copiesOf(facts('read-write', 'file-to-file', { read: mib, write: mib }));
  assert.ok(!lazy.some(({ to }) => to === 'destination-disk'));
  const flushed = copiesOf(facts('read-write', 'file-to-file', { read: mib, write: mib }, { flushEvery: 1 }));
  assert.equal(flushed.at(-1)?.evidence, 'model');
  assert.equal(flushed.at(-1)?.to, 'destination-disk');
  const tmpfs = { type: 'tmpfs', mount: '/dev/shm', device: null, reflink: false };
  const memory = copiesOf(
    facts('read-write', 'file-to-file', { read: mib, write: mib }, { flushEvery: 1, filesystem: tmpfs }),
  );
  assert.ok(!memory.some(({ to }) => to === 'destination-disk'));
});

test('direct-io that had to go through the page cache says so in its legs', () => {
  const reason = { code: 'direct-output-refused', values: {} };
  const hops = copiesOf(
    facts(
      'direct-io',
      'file-to-file',
      { pread64: mib, write: mib },
      {
        runs: {
          deviceReadBytes: mib,
          ranAs: { strategy: 'direct-io', because: verbatim('any words'), reason },
        },
      },
    ),
  );
  assert.equal(copied(hops), 1);
});

test('O_DIRECT writes to btrfs go through its pages, and reads from it do not', () => {
  const btrfs = { type: 'btrfs', mount: '/', device: '/dev/vdb', reflink: true };
  const runs = { deviceReadBytes: mib };
  const hops = copiesOf(
    facts('direct-io', 'file-to-file', { pread64: mib, write: mib }, { filesystem: btrfs, runs }),
  );
  assert.deepEqual(
    hops.map(({ to, by }) => `${by} ${to}`),
    ['dma user-buffer', 'cpu destination-page-cache'],
  );
});

test('O_DIRECT on tmpfs copies twice, whatever it is called', () => {
  const tmpfs = { type: 'tmpfs', mount: '/dev/shm', device: null, reflink: false };
  const hops = copiesOf(
    facts('direct-io', 'file-to-file', { pread64: mib, write: mib }, { filesystem: tmpfs }),
  );
  assert.equal(copied(hops), 2);
  assert.equal(copied(hops, 'dma'), 0);
});

test('what the device did not deliver to O_DIRECT came out of the page cache', () => {
  const runs = { deviceReadBytes: mib / 4 };
  const hops = copiesOf(facts('direct-io', 'file-to-socket', { pread64: mib, write: mib }, { runs }));
  assert.equal(copied(hops, 'dma'), 0.25);
  assert.equal(copied(hops), 1.75);
});

test('an unknown pair of strategy and route has no legs rather than wrong ones', () => {
  assert.deepEqual(copiesOf(facts('mmap-mmap', 'file-to-socket', {})), []);
});

test('copies per byte of nothing are none', () => {
  assert.equal(copiesPerByte([], 'cpu', 0), 0);
});

test('what kernel TLS sends passes the CPU once, on its way out of the page cache', () => {
  const hops = copiesOf(facts('sendfile', 'file-to-socket', { sendfile: mib }, { kernelTls: true }));
  assert.equal(copied(hops), 1);
  assert.match(said(hops.find(({ by }) => by === 'cpu')?.note ?? ''), /encrypts/);
});

test('whole blocks that direct-io reads beyond what was asked for are counted', () => {
  const read = 4 * mib;
  const runs = { deviceReadBytes: read };
  const hops = copiesOf(facts('direct-io', 'file-to-socket', { pread64: read, write: mib }, { runs }));
  const [fetched] = hops;
  assert.deepEqual([fetched?.by, fetched?.bytes], ['dma', read]);
  assert.match(said(fetched?.note ?? ''), /Whole blocks were read, 4(\.0+)?× of the bytes asked for\./);
});

test('copy_file_range on a network filesystem is the copy of its server', () => {
  const filesystem = { type: 'nfs4', mount: '/n', device: 'server:/x', reflink: null };
  const hops = copiesOf(facts('copy-file-range', 'file-to-file', { copy_file_range: mib }, { filesystem }));
  assert.equal(copied(hops), 0);
  assert.match(hops.map(({ note }) => said(note)).join(), /its server/);
});
