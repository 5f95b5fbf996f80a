import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCpuModel } from '../../../src/measure/machine';
import {
  defaultReceiver,
  emptyTransfer,
  firstBytes,
  sweptChunks,
  sweptMessages,
  sweptSizes,
} from '../../../src/measure/plan';
import { checkRequest, defaultRequest } from '../../../src/measure/request';
import { scenarios } from '../../../src/measure/scenarios';
import { Problem } from '../../../src/model/problem';
import type { ProfileRequest } from '../../../src/model/profile';
import { input, planned } from './plans';
import { mib } from './samples';

test('a cell for each strategy and chunk', () => {
  const cells = planned({ strategies: ['read-write', 'splice'], chunks: [4096, 65536] });
  assert.deepEqual(
    cells.map(({ spec }) => `${spec.strategy} ${spec.chunkBytes}`),
    ['read-write 4096', 'splice 4096', 'read-write 65536', 'splice 65536'],
  );
  assert.ok(
    cells.every(({ inputBytes, spec }) => inputBytes === input.bytes && spec.outputDirectory === '/d'),
  );
});

test('the receiver polls where it has a core, else it sleeps, and then there is nothing to contrast', () => {
  assert.equal(defaultReceiver(1), 'block');
  assert.equal(defaultReceiver(2), 'poll');
  assert.ok(
    planned({ receiver: null }, 1).every(({ role, spec }) => role === 'main' && spec.receiver === 'block'),
  );
});

test('a contrast is short, and has no place in a sweep, between files or where a receiver was chosen', () => {
  const roles = (changes: Partial<ProfileRequest>) =>
    new Set(planned(changes).map(({ role }) => role)).has('contrast');
  assert.equal(roles({ receiver: null }), true);
  assert.equal(roles({ receiver: null, sweep: 'size' }), false);
  assert.equal(roles({ receiver: null, route: 'file-to-file' }), false);
  assert.equal(roles({ receiver: 'poll' }), false);
  const contrast = planned({ receiver: null }).find(({ role }) => role === 'contrast');
  assert.equal(contrast?.inputBytes, 16 * mib);
});

test('a chunk sweep goes from 512 B to 16 MiB on a bounded part of the input', () => {
  assert.deepEqual([sweptChunks[0], sweptChunks.at(-1)], [512, 16 * mib]);
  assert.ok([4096, 65536, mib].every(size => sweptChunks.includes(size)));
  const cells = planned({ sweep: 'chunk', strategies: ['sendfile'] });
  assert.equal(cells.length, sweptChunks.length);
  assert.ok(cells.every(({ inputBytes }) => inputBytes === 64 * mib));
});

test('a message sweep goes from 64 B to 64 KiB, each point on the same bytes', () => {
  assert.deepEqual(sweptMessages, [64, 256, 1024, 4096, 16384, 65536]);
  const cells = planned({ sweep: 'message', strategies: ['read-write', 'sendfile'] });
  assert.equal(cells.length, 2 * sweptMessages.length);
  assert.ok(cells.every(({ inputBytes }) => inputBytes === 8 * mib));
});

test('a size sweep ends with the whole input, once', () => {
  assert.deepEqual(sweptSizes(5000), [1024, 4096, 5000]);
  assert.deepEqual(sweptSizes(4096), [1024, 4096]);
  assert.deepEqual(sweptSizes(1), [1]);
  assert.equal(sweptSizes(2 ** 40).at(-2), 2 ** 32);
});

test('the first bytes of a set run over its files and keep offsets', () => {
  assert.deepEqual(firstBytes(input.files, 4 * mib), {
    files: [
      { path: '/d/a', offset: 0, length: 3 * mib },
      { path: '/d/b', offset: 0, length: mib },
    ],
    inputBytes: 4 * mib,
  });
  assert.equal(firstBytes(input.files, 1e12).inputBytes, input.bytes);
  assert.deepEqual(firstBytes([{ path: 'x', offset: 9, length: 5 }], 3).files, [
    { path: 'x', offset: 9, length: 3 },
  ]);
});

test('options reach the backend as they were asked for', () => {
  const changes = {
    headerBytes: 1,
    pass: 'checksum',
    flushEvery: 2,
    followBytes: 7,
    pipeBytes: 3,
    depth: 5,
    preallocate: true,
    populate: true,
    sendBufferBytes: 4,
    receiveBufferBytes: 5,
    receiveLowWater: 6,
    socket: 'unix',
    order: 'random',
  } as const;
  const [cell] = planned({ ...changes, strategies: ['read-write'] });
  for (const [name, value] of Object.entries(changes))
    assert.equal(cell?.spec[name as keyof typeof changes], value);
});

test('io_uring reads ahead where the cache is cold, as deep as its buffers allow', () => {
  assert.equal(planned({ cache: 'warm' })[0]?.spec.depth, 1);
  assert.equal(planned({ cache: 'cold' })[0]?.spec.depth, 8);
  for (const depth of [0, 17, 1.5])
    assert.throws(() => checkRequest({ ...defaultRequest, paths: ['x'], depth }), Problem, String(depth));
});

test('scenarios have ids of their own, and each has a case', () => {
  assert.equal(new Set(scenarios.map(({ id }) => id)).size, scenarios.length);
  for (const { id, cases, claim, source } of scenarios) assert.ok(cases.length > 0 && claim && source, id);
});

test('a followed log counts its chunks record by record, and refuses what makes no sense of it', () => {
  const files = [{ path: '/d/a', offset: 0, length: 250 }];
  const [cell] = planned({ strategies: ['sendfile'], chunks: [40], followBytes: 100 });
  assert.equal(cell?.spec.followBytes, 100);
  // 100 bytes are three chunks of 40, twice; the last 50 are two.
  assert.equal(emptyTransfer({ ...cell!, spec: { ...cell!.spec, files } }).chunks, 8);
  const asked = { ...defaultRequest, paths: ['x'], followBytes: 4096 };
  checkRequest(asked);
  for (const change of [
    { order: 'random' },
    { cache: 'cold' },
    { headerBytes: 1 },
    { followBytes: 1e9 },
  ] as const)
    assert.throws(() => checkRequest({ ...asked, ...change }), Problem);
});
test('the processor is named as its kernel names it', () => {
  assert.equal(parseCpuModel('processor\t: 0\nmodel name\t: Xeon 9\n'), 'Xeon 9');
  assert.equal(
    parseCpuModel('CPU implementer\t: 0x41\nCPU part\t: 0xd0c\n'),
    'CPU implementer 0x41, part 0xd0c',
  );
  assert.equal(parseCpuModel(''), 'unknown');
});
