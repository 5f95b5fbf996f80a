import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Pace } from '../../../src/measure/pacing';
import { profile } from '../../../src/measure/profile';
import { defaultRequest } from '../../../src/measure/request';
import { handedOn } from '../../../src/measure/trialBytes';
import type { Language } from '../../../src/model/finding';
import type { ProfileRequest } from '../../../src/model/profile';
import type { StrategyName } from '../../../src/model/strategy';
import { said } from '../../english';
import { answer, bytesOf, fakeWorker, mib } from './samples';

const folder = mkdtempSync(join(tmpdir(), 'iopath-budget-'));
after(() => rmSync(folder, { recursive: true }));

/** A worker on a clock of its own: runs, reading and experiments take time by the bytes and files they touch. */
async function measure(
  bytes: number,
  {
    language,
    gibPerSecond = 2,
    files = 1,
    msPerFile = 0,
    msPerRun = 2,
    scenario = null,
    rounds: asked = null,
    strategies = 'all',
    sweep = null,
    msPerCall = 0,
    ...job
  }: {
    language?: Language;
    gibPerSecond?: number;
    files?: number;
    msPerFile?: number;
    /** What each run takes besides its bytes: a busy machine lets it wait for its turn. */
    msPerRun?: number;
    scenario?: string | null;
    rounds?: number | null;
    strategies?: ProfileRequest['strategies'];
    sweep?: ProfileRequest['sweep'];
    /** What each call or append takes besides its bytes. */
    msPerCall?: number;
  } & Partial<Pick<ProfileRequest, 'chunks' | 'headerBytes' | 'followBytes'>> = {},
) {
  const path = mkdtempSync(join(folder, `${files}-`));
  for (let at = 0; at < files; at += 1) {
    writeFileSync(join(path, `${at}`), '');
    truncateSync(join(path, `${at}`), bytes / files);
  }
  let ms = 0;
  const msPerByte = 1000 / (gibPerSecond * 2 ** 30);
  const slowness: Partial<Record<StrategyName, number>> = { 'direct-io': 8, 'io-uring-zc': 4 };
  const client = fakeWorker({
    run: (spec, call) => {
      call?.onProgress?.(0);
      const times = (slowness[spec.strategy] ?? 1) * (spec.sink === 'verify' ? 3 : 1);
      const perCall = spec.followBytes > 0 ? spec.followBytes : spec.chunkBytes;
      const called = (bytesOf(spec) / perCall) * msPerCall;
      ms += msPerRun + called + (handedOn(spec) * msPerByte + spec.files.length * msPerFile) * times;
      // Rounds that never settle, so that the whole budget is used.
      const base = answer(spec);
      const wobble = 1 + ((ms * 7919) % 13) / 100;
      const systemNs = Math.round(base.sender.systemNs * wobble);
      // A sample for each millisecond of CPU time.
      const copyTime = base.copyTime && { ...base.copyTime, samples: Math.round(systemNs / 1e6) };
      return { ...base, copyTime, sender: { ...base.sender, systemNs } };
    },
  });
  client.warm = async files => {
    const warmed = files.reduce((sum, { length }) => sum + (length ?? 0), 0);
    ms += warmed * msPerByte * 0.5;
    return { bytes: warmed, cachedBytes: warmed };
  };
  client.observe = async () => {
    ms += 40;
    return { segments: [], failure: null, tookNs: 1 };
  };
  const figuresAfter: number[] = [];
  const estimates: { at: number; end: number }[] = [];
  const report = await profile(
    {
      ...defaultRequest,
      ...job,
      paths: [path],
      strategies,
      sweep,
      scenario,
      receiver: null,
      rounds: asked,
      budgetMs: 10_000,
    },
    {
      client,
      now: () => ms,
      language,
      onEvent: event => {
        if (event.kind === 'report' && event.report.transfers.some(({ summary }) => summary))
          figuresAfter.push(ms);
        if (event.kind === 'progress' && event.msLeft !== null)
          estimates.push({ at: ms, end: ms + event.msLeft });
      },
    },
  );
  const rounds = (strategy: StrategyName) =>
    report.transfers.find(row => row.strategy === strategy)?.summary?.cpuNsPerKiB.n ?? 0;
  return { report, ms, rounds, estimates, firstFigures: figuresAfter[0] ?? Number.POSITIVE_INFINITY };
}

for (const bytes of [mib, 64 * mib, 256 * mib, 16 * 1024 * mib])
  for (const gibPerSecond of [0.02, 0.5, 2, 8])
    test(`10 s are kept within a fifth: ${bytes / mib} MiB at ${gibPerSecond} GiB/s`, async () => {
      const { report, ms, rounds, firstFigures } = await measure(bytes, { gibPerSecond });
      assert.ok(ms <= 12_000, `${ms} ms`);
      assert.ok(firstFigures <= 3000, `first figures after ${firstFigures} ms`);
      for (const strategy of ['read-write', 'sendfile'] as const) assert.ok(rounds(strategy) >= 7, strategy);
      assert.equal(report.advice?.strategy, 'sendfile');
    });

for (const bytes of [64 * mib, 256 * mib])
  test(`with a number of rounds, an estimate is right within a factor of 1.5: ${bytes / mib} MiB`, async () => {
    const { estimates, ms } = await measure(bytes, { rounds: 9 });
    assert.ok(estimates.length > 20, `${estimates.length} estimates`);
    const factors = estimates.map(({ at, end }) => (end - at) / (ms - at));
    const [least, most] = [Math.min(...factors), Math.max(...factors)];
    assert.ok(least > 1 / 1.5 && most < 1.5, `${least} to ${most}`);
  });

test('no estimate is shown where samples take most of the time and no deadline ends them', async () => {
  const { estimates, report } = await measure(mib, { rounds: 9 });
  assert.ok(report.transfers.some(({ runs }) => runs.some(({ phase }) => phase === 'sampled')));
  assert.deepEqual(estimates, []);
});

for (const gibPerSecond of [0.5, 2, 8])
  for (const strategies of ['best', ['read-write', 'sendfile']] as ProfileRequest['strategies'][])
    test(`10 s are kept within a fifth: ${strategies} of 16 GiB at ${gibPerSecond} GiB/s`, async () => {
      const { report, ms } = await measure(2 ** 34, { gibPerSecond, strategies });
      assert.ok(ms <= 12_000, `${ms} ms`);
      assert.ok(report.advice);
    });

for (const [bytes, msPerRun] of [
  [mib, 60],
  [64 * mib, 200],
  [256 * mib, 60],
] as [number, number][])
  for (const [strategies, sweep] of [
    ['all', null],
    [['read-write', 'sendfile', 'splice', 'direct-io'], null],
    ['all', 'chunk'],
    ['all', 'size'],
    ...(msPerRun === 200 ? [['all', 'message'] as const, ['best', null] as const] : []),
  ] as [ProfileRequest['strategies'], ProfileRequest['sweep']][])
    test(`10 s are kept within a fifth where a run waits ${msPerRun} ms: ${strategies}, sweep ${sweep}, ${bytes / mib} MiB`, async () => {
      const { report, ms } = await measure(bytes, { msPerRun, strategies, sweep });
      assert.ok(ms <= 12_000, `${Math.round(ms)} ms`);
      const shown = report.transfers.filter(({ summary, variant }) => summary && !variant);
      assert.ok(shown.length >= 2, 'nothing can be compared');
      const points = new Set(shown.map(({ chunkBytes, inputBytes }) => `${chunkBytes} ${inputBytes}`));
      if (sweep) assert.ok(points.size >= 3, 'no curve can be drawn');
      assert.ok(shown.every(({ integrity, receiver }) => receiver === 'block' || integrity?.ok));
      const left = report.transfers.filter(row => row.runs.length === 0 && !row.unsupported && !row.variant);
      const said = report.warnings.map(({ what }) => what.id);
      if (left.some(({ receiver }) => receiver === 'poll'))
        assert.ok(said.includes('warning.late') || said.includes('warning.late-rows'), String(said));
      if (report.transfers.some(({ variant, runs }) => variant === 'search' && runs.length === 0))
        assert.ok(said.includes('run.trials'), String(said));
    });

test('10 s are kept within a fifth for a claim too, and a claim without its rounds is not decided', async () => {
  const { report, ms } = await measure(64 * mib, { msPerRun: 400, scenario: 'textbook-table' });
  assert.ok(ms <= 12_000, `${Math.round(ms)} ms`);
  assert.equal(report.scenario?.verdict, 'not-decidable');
});

test('10 s are kept within a fifth where each of many small files takes its time', async () => {
  const { report, ms } = await measure(16 * mib, { files: 4096, msPerFile: 0.25 });
  assert.ok(ms <= 12_000, `${ms} ms`);
  assert.match(report.warnings.map(({ what }) => said(what)).join(), /first part of the input/);
});

for (const strategies of ['all', 'best', ['read-write', 'sendfile']] as ProfileRequest['strategies'][])
  for (const [what, job] of [
    ['a call moves one byte', { chunks: [1], msPerCall: 0.001 }],
    ['a log grows by one byte', { followBytes: 1, msPerCall: 0.02 }],
    ['a header is much larger than its file', { headerBytes: 16 * mib, files: 1024 }],
  ] as [string, Partial<Parameters<typeof measure>[1]>][])
    test(`10 s are kept within a fifth where ${what}: ${strategies}`, async () => {
      const { report, ms } = await measure(64 * mib, { strategies, ...job });
      assert.ok(ms <= 12_000, `${Math.round(ms)} ms`);
      assert.ok(report.transfers.filter(({ summary }) => summary).length >= 2, 'nothing can be compared');
    });

test('the time goes first to the calls of the language', async () => {
  const { rounds } = await measure(1024 * mib, { language: 'java', gibPerSecond: 0.3 });
  for (const strategy of ['read-write', 'sendfile'] as const) assert.ok(rounds(strategy) >= 7, strategy);
  assert.ok(rounds('splice') < rounds('sendfile'), `${rounds('splice')} of ${rounds('sendfile')}`);
});

test('what the time did not suffice for is no rival of what was measured', async () => {
  const { report } = await measure(256 * mib, { gibPerSecond: 0.5 });
  const few = report.transfers.filter(({ summary }) => (summary?.cpuNsPerKiB.n ?? 0) < 7);
  const ties = (report.advice?.ties ?? []).map(({ strategy }) => strategy);
  assert.deepEqual(
    ties.filter(tie => few.some(({ strategy, receiver }) => strategy === tie && receiver === 'poll')),
    [],
  );
});

test('a large input is cut alike for all that are compared, and said so', async () => {
  const { report } = await measure(16 * 1024 * mib);
  const moved = report.transfers.filter(({ receiver, summary }) => receiver === 'poll' && summary);
  assert.equal(new Set(moved.map(({ inputBytes }) => inputBytes)).size, 1);
  assert.ok(moved[0]!.inputBytes < report.input.bytes);
  assert.match(report.warnings.map(({ what }) => said(what)).join(), /first part of the input/);
});

test('a pace knows verifying from what a plain run took, and nothing of what never ran', () => {
  const pace = new Pace();
  assert.equal(pace.expected(0, 'timed', 100), 0);
  pace.record(0, 'warm-up', 100, 10);
  assert.equal(pace.expected(0, 'timed', 200), 20);
  assert.equal(Math.round(pace.expected(0, 'verify', 100)), 30);
  pace.record(0, 'timed', 100, 5);
  assert.equal(pace.expected(0, 'sampled', 100), 5);
});
