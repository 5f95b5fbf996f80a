import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  bestPerStrategy,
  chunkTrials,
  finalists,
  optionTrials,
  type Trial,
} from '../../../src/measure/autotune';
import { absenceIn, failureText, isCancellation } from '../../../src/measure/failures';
import type { Input } from '../../../src/measure/files';
import { fittedBytes } from '../../../src/measure/fitting';
import { parseCpuModel } from '../../../src/measure/machine';
import {
  type Cell,
  defaultReceiver,
  emptyTransfer,
  firstBytes,
  plan,
  sweptChunks,
  sweptMessages,
  sweptSizes,
} from '../../../src/measure/plan';
import { Progress } from '../../../src/measure/progress';
import { checkRequest, defaultRequest } from '../../../src/measure/request';
import { scenarios } from '../../../src/measure/scenarios';
import { expectedRounds, goesOn, scheduleOf } from '../../../src/measure/schedule';
import { summarize } from '../../../src/measure/summary';
import { verbatim } from '../../../src/model/message';
import { Problem } from '../../../src/model/problem';
import type { ProfileRequest } from '../../../src/model/profile';
import { WorkerError } from '../../../src/worker/protocol';
import { said } from '../../english';
import { costing, mib, probe } from './samples';

const input: Input = {
  files: [
    { path: '/d/a', offset: 0, length: 3 * mib },
    { path: '/d/b', offset: 0, length: 200 * mib },
  ],
  bytes: 203 * mib,
  modifiedMs: 1,
  directory: '/d',
  excluded: [],
  identities: [],
};

const planned = (changes: Partial<ProfileRequest> = {}, cpus = 2) =>
  plan({
    request: { ...defaultRequest, paths: ['/d'], receiver: 'poll', ...changes },
    input,
    probe: probe(),
    cpus,
  });

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

test('time is shared out: timing, contrast, samples', () => {
  const schedule = scheduleOf({
    rounds: null,
    budgetMs: 10_000,
    began: 1000,
    decides: false,
    hasContrast: true,
    hasSamples: true,
  });
  assert.deepEqual(
    [schedule.timedUntil, schedule.contrastUntil, schedule.sampledUntil],
    [7000, 8500, 11_000],
  );
  const bare = scheduleOf({
    rounds: null,
    budgetMs: 10_000,
    began: 0,
    decides: false,
    hasContrast: false,
    hasSamples: false,
  });
  assert.equal(bare.timedUntil, 10_000);
});

test('at least three rounds, at least seven before they may settle, at most sixty', () => {
  const schedule = scheduleOf({
    rounds: null,
    budgetMs: 1000,
    began: 0,
    decides: false,
    hasContrast: false,
    hasSamples: false,
  });
  const goes = (done: number, now: number, settled = false) => goesOn(schedule, done, now, () => settled);
  assert.deepEqual([goes(2, 9999), goes(3, 9999)], [true, false]);
  assert.deepEqual([goes(6, 0, true), goes(7, 0, true), goes(7, 0, false)], [true, false, true]);
  assert.equal(goes(60, 0), false);
  const deciding = { ...schedule, fewest: 7 };
  assert.deepEqual(
    [6, 7].map(done => goesOn(deciding, done, 9999, () => false)),
    [true, false],
    'a claim takes the rounds of an interval',
  );
  const asked = { ...schedule, rounds: 2 };
  assert.deepEqual([goesOn(asked, 1, 9999, () => true), goesOn(asked, 2, 0, () => false)], [true, false]);
  assert.equal(expectedRounds(schedule, 0, 100), 10);
  assert.equal(expectedRounds(schedule, 0, 1), 60);
  assert.equal(expectedRounds(schedule, 9999, 100), 3);
});

test('an input is cut alike for all that are compared, never to a run of no length, nor within its first file', () => {
  const cells = planned({ strategies: ['read-write', 'sendfile'] });
  const timed = (ms: number[], files = cells[0]!.spec.files) =>
    cells.map((cell, index) => ({ index, cell: { ...cell, spec: { ...cell.spec, files } }, ms: ms[index]! }));
  const whole = [{ path: '/d/b', offset: 0, length: null }];
  assert.deepEqual(
    [...fittedBytes(timed([1000, 500], whole), 0.1)],
    [
      [0, 21 * mib],
      [1, 21 * mib],
    ],
  );
  // At 0.1 MiB a ms five of them are half a MiB: the next whole one.
  assert.deepEqual([...fittedBytes(timed([4000, 2030], whole), 0).values()], [mib, mib]);
  assert.deepEqual([...fittedBytes(timed([20, 10], whole), 0.01).values()], [102 * mib, 102 * mib]);
  assert.deepEqual([...fittedBytes(timed([4, 2], whole), 0.01)], [], 'it takes less than a run should');
  assert.deepEqual([...fittedBytes(timed([4000, 2030]), 0).values()], [3 * mib, 3 * mib]);
  assert.deepEqual([...fittedBytes(timed([1000, 500]), 1)], []);
});

test('many small files are cut too, though all of them are shorter than a step', () => {
  const files = Array.from({ length: 2000 }, (_, at) => ({ path: `/d/${at}`, offset: 0, length: 500 }));
  const [cell] = planned({ strategies: ['read-write'] });
  const small = { ...cell!, inputBytes: 1_000_000, spec: { ...cell!.spec, files } };
  assert.deepEqual([...fittedBytes([{ index: 0, cell: small, ms: 4000 }], 0.05)], [[0, 50_000]]);
});

test('progress tells the time left from whole rounds alone, never from a warm-up', () => {
  let now = 0;
  const progress = new Progress(() => now);
  progress.expect(1000);
  const left = () => progress.event(verbatim('a'), 0).msLeft;
  now = 5000; // A warm-up that was five times as slow as what follows.
  progress.finish(100);
  assert.equal(left(), null);
  progress.beginRounds(() => 0);
  now = 6000;
  progress.finish(100);
  assert.equal(left(), null, 'a part of a round may be its slowest cell');
  progress.endRound();
  assert.equal(left(), 8000);
  progress.finish(1000);
  assert.deepEqual([progress.event(verbatim('a'), 0).bytesPlanned, left()], [1200, 0]);
});

test('progress adds the time of what follows the rounds, and tells none once they are over', () => {
  let now = 0;
  const progress = new Progress(() => now);
  progress.expect(300, 5000);
  progress.beginRounds(from => (from === 3000 ? 700 : 0));
  now = 1000;
  progress.finish(100);
  progress.endRound();
  const event = progress.event(verbatim('a'), 0);
  assert.deepEqual([event.msLeft, event.bytesPlanned], [2700, 5300]);
  now = 3000; // The second round took twice as long.
  progress.finish(100);
  progress.endRound();
  assert.equal(progress.event(verbatim('a'), 0).msLeft, null);
  progress.endRounds();
  assert.equal(progress.event(verbatim('a'), 0).msLeft, null);
});

const trial = (cell: Cell, cost: number): Trial => {
  const ranAs = { strategy: cell.spec.strategy, because: null };
  const runs = [costing(cost, { ranAs, helperNs: 1 }), costing(cost, { ranAs, helperNs: 1 })];
  return { cell, transfer: { ...emptyTransfer(cell), runs, summary: summarize(runs) } };
};

test('the search goes from chunks to options to finalists, and the baselines stay as they are', () => {
  const cells = planned({ strategies: ['read-write', 'sendfile', 'splice'] });
  const tried = chunkTrials(cells);
  assert.equal(tried.length, 15);
  const cost = ({ spec }: Cell) =>
    ({ 'read-write': 250, sendfile: 100, splice: 90 })[spec.strategy as 'splice'] + spec.chunkBytes / mib;
  const trials = tried.map(cell => trial(cell, cost(cell)));
  assert.deepEqual(
    bestPerStrategy(trials).map(({ cell }) => cell.spec.strategy),
    ['splice', 'sendfile', 'read-write'],
  );
  assert.ok(optionTrials(trials).some(({ spec }) => spec.strategy === 'splice' && spec.pipeBytes > 0));
  const baselines = cells.slice(0, 2);
  const chosen = finalists(baselines, trials);
  assert.deepEqual(chosen.slice(0, 2), baselines);
  assert.equal(chosen.length, 6);
  assert.ok(
    chosen.some(({ spec, tuned }) => tuned && spec.strategy === 'splice' && spec.chunkBytes === 16 * 1024),
  );
  assert.ok(chosen.every(({ inputBytes, variant }) => inputBytes === input.bytes && variant === undefined));
  const names = chosen.map(({ spec }) => `${spec.strategy} ${spec.chunkBytes}`);
  assert.equal(new Set(names).size, names.length);
});

test('the search leaves out what can not run, and finds nothing among nothing', () => {
  const cells = planned({ strategies: ['read-write', 'sendfile'] }).map((cell, place) =>
    place === 1 ? { ...cell, unsupported: { why: verbatim(''), remedy: verbatim('') } } : cell,
  );
  assert.ok(chunkTrials(cells).every(({ spec }) => spec.strategy === 'read-write'));
  assert.deepEqual(finalists([], []), []);
});

test('a broken run tells call, errno and path, and what to do', () => {
  const error = new WorkerError({
    message: 'ENOSPC: no space',
    code: 'ENOSPC',
    syscall: 'write',
    path: '/d',
  });
  const text = failureText(error, verbatim('splice 64 KiB'));
  assert.equal(said(text.what), 'splice 64 KiB failed in write (ENOSPC) on /d.');
  assert.match(said(text.why), /full/);
  assert.match(said(text.remedy), /Free/);
  const strange = failureText(new Error('odd'), verbatim('x'));
  assert.deepEqual([said(strange.what), said(strange.why)], ['x failed.', 'odd.']);
});

test('absences and cancellations are told from failures', () => {
  assert.deepEqual(
    absenceIn(new WorkerError({ message: '', code: 'ENOTSUP', why: verbatim('a'), remedy: verbatim('b') })),
    {
      why: verbatim('a'),
      remedy: verbatim('b'),
    },
  );
  assert.equal(absenceIn(new WorkerError({ message: '', code: 'ENOTSUP' })), null);
  assert.equal(
    absenceIn(new WorkerError({ message: '', code: 'EIO', why: verbatim('a'), remedy: verbatim('b') })),
    null,
  );
  assert.equal(isCancellation(new WorkerError({ message: '', code: 'ECANCELED' })), true);
  assert.equal(isCancellation(AbortSignal.abort().reason), true);
  assert.equal(isCancellation(new Error('x')), false);
});

test('the processor is named as its kernel names it', () => {
  assert.equal(parseCpuModel('processor\t: 0\nmodel name\t: Xeon 9\n'), 'Xeon 9');
  assert.equal(
    parseCpuModel('CPU implementer\t: 0x41\nCPU part\t: 0xd0c\n'),
    'CPU implementer 0x41, part 0xd0c',
  );
  assert.equal(parseCpuModel(''), 'unknown');
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
