import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adviceOf } from '../../../src/measure/advice';
import { baselineOf, compare, isSettled } from '../../../src/measure/comparison';
import { crossoversOf } from '../../../src/measure/crossovers';
import { differencesOf } from '../../../src/measure/differences';
import { notesOf } from '../../../src/measure/notes';
import { cheapest, cheapestSet, fewestToRank } from '../../../src/measure/ranking';
import { representativeRun, summarize } from '../../../src/measure/summary';
import { textbookOf } from '../../../src/measure/textbook';
import { warningsOf } from '../../../src/measure/warnings';
import type { Language } from '../../../src/model/finding';
import { verbatim } from '../../../src/model/message';
import type { Transfer } from '../../../src/model/report';
import { inEnglish, said } from '../../english';
import { calls, costing, mib, report, run, transfer, usage } from './samples';

/** A transfer measured at these costs, ns per KiB, round by round. */
function measured(costs: number[], changes: Partial<Transfer> = {}): Transfer {
  const ranAs = { strategy: changes.strategy ?? 'read-write', because: null };
  const runs = costs.map((cost, round) =>
    costing(cost, { ranAs, round: round + 1, bytes: changes.inputBytes ?? mib }),
  );
  return transfer({ runs, summary: summarize(runs), ...changes });
}

const seven = (cost: number) => [0, 1, 2, 3, 4, 5, 6].map(n => cost + (n % 3));

test('a summary is per KiB of what was moved, over timed rounds alone', () => {
  const runs = [
    costing(900, { phase: 'warm-up' }),
    costing(100),
    costing(300),
    costing(200),
    costing(900, { phase: 'sampled' }),
  ];
  const summary = summarize(runs)!;
  assert.deepEqual(summary.cpuNsPerKiB, { median: 200, mad: 100, min: 100, max: 300, n: 3 });
  assert.equal(summary.bytesPerSecond.median, mib * 1000);
  assert.equal(summary.syscalls.median, 32);
  assert.equal(summary.bytesPerSyscall.median, mib / 32);
});

test('an empty run divides by nothing', () => {
  assert.equal(summarize([run({ bytes: 0 })]), null);
  assert.equal(summarize([]), null);
});

test("what the kernel's own threads did for the sender is part of its cost", () => {
  const own = run({ sender: usage({ userNs: 0, systemNs: 1024 }), bytes: mib });
  const helped = { ...own, helperNs: 1024 * 9 };
  assert.equal(summarize([helped])!.cpuNsPerKiB.median, 10);
});

test('the run in the middle stands for the transfer', () => {
  const runs = [costing(10), costing(30), costing(20), costing(999, { phase: 'verify' })];
  assert.equal(representativeRun(runs), runs[2]);
  assert.equal(representativeRun([]), null);
});

test('everything is held against read-write with the usual chunk', () => {
  const group = [
    measured(seven(100), { strategy: 'sendfile' }),
    measured(seven(300), { chunkBytes: 4096 }),
    measured(seven(250)),
  ];
  assert.equal(baselineOf(group), group[2]);
  const found = compare(group);
  assert.deepEqual(
    found.map(({ strategy, chunkBytes, verdict }) => [strategy, chunkBytes, verdict]),
    [
      ['sendfile', 65536, 'cheaper'],
      ['read-write', 4096, 'costlier'],
    ],
  );
  assert.ok(found.every(({ against }) => against === 'read-write 64 KiB'));
});

test('without a loop the first row measured is the baseline; of one row there is no ratio', () => {
  const group = [
    transfer(),
    measured(seven(1), { strategy: 'splice' }),
    measured(seven(2), { strategy: 'sendfile' }),
  ];
  assert.equal(baselineOf(group)?.strategy, 'splice');
  assert.deepEqual(compare([measured(seven(1))]), []);
  assert.deepEqual(compare([]), []);
});

test('different conditions are never compared', () => {
  const rows = [
    measured(seven(100)),
    measured(seven(200), { strategy: 'sendfile', receiver: 'block' }),
    measured(seven(200), { strategy: 'sendfile', inputBytes: 5 }),
    measured(seven(200), { strategy: 'sendfile', variant: 'flush' }),
  ];
  assert.deepEqual(compare(rows), []);
});

test('overlap reads "no measurable difference"', () => {
  const rows = [
    measured([100, 120, 90, 110, 95, 105, 100]),
    measured([105, 95, 100, 100, 110, 90, 103], { strategy: 'sendfile' }),
  ];
  assert.equal(compare(rows)[0]?.verdict, 'no measurable difference');
});

test('rounds too few for an interval give a ratio with its count, and no verdict', () => {
  const [found] = compare([measured([200, 200]), measured([100, 100], { strategy: 'sendfile' })]);
  assert.deepEqual(
    [found?.ratio, found?.low, found?.high, found?.n, found?.verdict],
    [0.5, null, null, 2, 'too few rounds'],
  );
});

test('only rounds made together are compared', () => {
  const early = measured(seven(100));
  const late = measured(seven(50), { strategy: 'sendfile' });
  const moved = { ...late, runs: late.runs.map(one => ({ ...one, round: one.round! + 5 })) };
  assert.equal(compare([early, late])[0]?.n, 7);
  assert.equal(compare([early, moved])[0]?.n, 2);
});

test('runs that cost nothing measurable give no ratio', () => {
  assert.deepEqual(compare([measured([0, 0, 0]), measured([1, 1, 1], { strategy: 'sendfile' })]), []);
});

test('a poller whose time the kernel hides is neither compared nor ranked', () => {
  const poller = measured(seven(1), { strategy: 'io-uring-sqpoll' });
  assert.deepEqual(compare([measured(seven(100)), poller]), []);
  assert.notEqual(cheapest([measured(seven(100)), poller]), poller);
  const told = { ...poller, runs: poller.runs.map(one => ({ ...one, helperNs: 5 })) };
  assert.equal(compare([measured(seven(100)), told]).length, 1);
  assert.equal(cheapest([measured(seven(100)), told]), told);
});

test('rounds settle when each interval is narrow', () => {
  assert.equal(
    isSettled([
      measured([100, 100, 100, 100, 100, 100, 100]),
      measured([50, 50, 50, 50, 50, 50, 50], { strategy: 'sendfile' }),
    ]),
    true,
  );
  assert.equal(
    isSettled([
      measured([100, 50, 200, 90, 130, 60, 110]),
      measured([50, 80, 20, 70, 40, 90, 30], { strategy: 'sendfile' }),
    ]),
    false,
  );
});

test('a failed, unverified or otherwise run strategy is never recommended', () => {
  const loop = measured(seven(100));
  const problem = { what: verbatim(''), why: verbatim(''), remedy: verbatim('') };
  const cheap = measured(seven(10), { strategy: 'sendfile' });
  const spoilt: Transfer[] = [
    { ...cheap, failed: problem },
    { ...cheap, integrity: { algorithm: 'x', ok: false } },
    {
      ...cheap,
      runs: cheap.runs.map(one => ({
        ...one,
        ranAs: { strategy: 'read-write', because: verbatim('EINVAL') } as const,
      })),
    },
  ];
  for (const row of spoilt) assert.equal(cheapest([loop, row]), loop);
});

test('advice rests on CPU cost, never on a low share of copying', () => {
  const copying = { share: 0.9, samples: 900, wakeShare: 0, leaves: [] };
  const idle = { ...copying, share: 0 };
  const rows = [
    measured(seven(250), { copyTime: copying }),
    measured(seven(400), { strategy: 'sendfile', copyTime: idle }),
    measured(seven(100), { strategy: 'mmap-write', copyTime: copying }),
  ];
  assert.equal(adviceOf(report(rows))?.strategy, 'mmap-write');
});

test('where nothing is measurably cheaper the loop stays', () => {
  const rows = [
    measured([100, 101, 99, 100, 102]),
    measured([101, 99, 100, 102, 100], { strategy: 'sendfile' }),
  ];
  assert.match(said(adviceOf(report(rows))?.text ?? ''), /^Keep read\/write \(64 KiB\)/);
});

test('a winner of too few rounds is none: the advice says how many it takes', () => {
  const rows = [measured([250, 251, 252]), measured([100, 101, 102], { strategy: 'sendfile' })];
  const advice = adviceOf(report(rows));
  assert.match(
    said(advice?.text ?? ''),
    /^Measure longer: sendfile used \d\d(\.\d)? % less CPU than .* Rounds: 3 of at least 7\./,
  );
});

test('the winner among many is a set: those that none is shown to be cheaper than', () => {
  const near = [100, 103, 99, 104, 98, 101, 100, 102, 97];
  const rows = [
    measured(near.map(() => 250)),
    measured(near, { strategy: 'sendfile' }),
    measured([...near].reverse(), { strategy: 'splice' }),
    measured(
      near.map(cost => cost + 60),
      { strategy: 'mmap-write' },
    ),
  ];
  assert.deepEqual(
    cheapestSet(rows).map(({ strategy }) => strategy),
    ['sendfile', 'splice'],
  );
  const advice = adviceOf(report(rows));
  assert.deepEqual(advice?.ties, [{ strategy: 'splice', chunkBytes: 65536 }]);
  assert.match(said(advice?.text ?? ''), /Just as good: splice\.$/);
});

test('of equally cheap calls the simplest is advised, whichever was the faster by chance', () => {
  const near = [100, 103, 99, 104, 98, 101, 100, 102, 97];
  const rows = (splice: number) => [
    measured(near.map(() => 250)),
    measured(
      [...near].reverse().map(cost => cost * splice),
      { strategy: 'splice' },
    ),
    measured(near, { strategy: 'sendfile' }),
  ];
  for (const splice of [0.995, 1, 1.005]) assert.equal(adviceOf(report(rows(splice)))?.strategy, 'sendfile');
});

test('advice names a call that the language has, or says that there is none', () => {
  const rows = [
    measured(seven(250)),
    measured(seven(60), { strategy: 'splice' }),
    measured(seven(100), { strategy: 'sendfile' }),
  ];
  const adviceIn = (language: Language) => adviceOf({ ...report(rows), language })!;
  assert.equal(adviceOf(report(rows))?.strategy, 'splice');
  assert.equal(adviceIn('c').strategy, 'splice');
  assert.equal(adviceIn('python').strategy, 'sendfile');
  assert.match(said(adviceIn('python').text), /^Use socket\.sendfile: \d\d(\.\d)? % less CPU/);
  assert.match(said(adviceIn('java').text), /^Use transferTo: \d\d(\.\d)? % less CPU/);
  assert.equal(adviceIn('javascript').strategy, 'read-write');
  assert.match(
    said(adviceIn('javascript').text),
    /^Node has no call .* The system call splice used \d\d(\.\d)? % less CPU/,
  );
});

test('among more rows a winner takes more rounds', () => {
  assert.deepEqual([fewestToRank(2), fewestToRank(13), fewestToRank(100)], [7, 8, 11]);
  const names = [
    'sendfile',
    'splice',
    'vmsplice',
    'mmap-write',
    'io-uring',
    'msg-zerocopy',
    'direct-io',
  ] as const;
  const others = names.map(strategy => measured(seven(250), { strategy }));
  assert.equal(cheapestSet([measured(seven(100)), ...others]).length, 8);
});

test('rounds too wild to tell are no reason to keep the loop, nor to leave it', () => {
  const rows = [
    measured([100, 101, 99, 100, 102, 100, 100]),
    measured([50, 130, 60, 120, 70, 55, 125], { strategy: 'sendfile' }),
  ];
  assert.match(said(adviceOf(report(rows))?.text ?? ''), /^Measure longer: sendfile seems to use/);
});

test('advice names its figures with their evidence, and its limits', () => {
  const advice = adviceOf(report([measured(seven(250)), measured(seven(100), { strategy: 'sendfile' })]))!;
  assert.match(said(advice.text), /^Use sendfile: \d\d(\.\d)? % less CPU than read\/write \(64 KiB\)\.$/);
  assert.ok(advice.figures.length >= 4 && advice.figures.every(({ evidence }) => evidence));
  assert.match(said(advice.limits), /locally/);
});

test('a sleeping receiver that turns the ranking is said, one that does not is said too', () => {
  const poll = [measured(seven(250)), measured(seven(100), { strategy: 'sendfile' })];
  const flipped = [
    measured(seven(300), { receiver: 'block' }),
    measured(seven(800), { strategy: 'sendfile', receiver: 'block' }),
  ];
  assert.match(
    said(adviceOf(report([...poll, ...flipped]))?.receiverNote ?? ''),
    /^The ranking flips with a sleeping receiver: read-write/,
  );
  const same = [
    measured(seven(300), { receiver: 'block' }),
    measured(seven(90), { strategy: 'sendfile', receiver: 'block' }),
  ];
  assert.match(
    said(adviceOf(report([...poll, ...same]))?.receiverNote ?? ''),
    /sendfile 64 KiB is still among the best, at 0\.\d+ times the cost/,
  );
  assert.match(said(adviceOf(report(poll))?.receiverNote ?? ''), /not measured/);
});

test('what a wake-up costs the sender is told where it shows', () => {
  const slept = (cost: number, wakeups: number) => {
    const row = measured(seven(cost), { receiver: 'block' });
    const spread = { median: wakeups, mad: 0, min: wakeups, max: wakeups, n: 7 };
    return { ...row, summary: { ...row.summary!, wakeups: spread } };
  };
  const polled = measured(seven(100));
  const note = (row: Transfer) => adviceOf(report([polled, row]))?.receiverNote ?? '';
  assert.match(
    said(note(slept(100 + 300, 16))),
    /16 context switches per MiB, which comes to about 19(\.\d+)? µs of the sender's time each/,
  );
  assert.doesNotMatch(said(note(slept(100, 16))), /µs/);
  assert.doesNotMatch(said(note(slept(400, 0))), /µs/);
});

test('a tie that a sleeping receiver breaks is no flip, and neither is another chunk of the same call', () => {
  const row = (strategy: Transfer['strategy'], cost: number[], changes: Partial<Transfer> = {}) =>
    measured(cost, { strategy, ...changes });
  const tied = [
    row('read-write', seven(250)),
    row('sendfile', [100, 99, 101, 100, 98]),
    row('splice', [99, 100, 100, 101, 99]),
  ];
  const asleep = { receiver: 'block' } as const;
  const broken = [row('sendfile', seven(100), asleep), row('splice', seven(200), asleep)];
  const note = adviceOf(report([...tied, ...broken]))?.receiverNote ?? '';
  assert.match(said(note), /sendfile 64 KiB (pulls ahead of splice|is still among)/);
  const chunks = [row('splice', seven(90)), row('splice', seven(100), { chunkBytes: 4096 })];
  const other = [
    row('splice', seven(200), asleep),
    row('splice', seven(100), { chunkBytes: 4096, ...asleep }),
  ];
  assert.match(said(adviceOf(report([...chunks, ...other]))?.receiverNote ?? ''), /pulls ahead/);
});

test('nothing measured, nothing advised', () => {
  assert.equal(adviceOf(report([transfer()])), null);
  assert.equal(adviceOf(report([])), null);
});

test('a crossover lies between the points that decide it', () => {
  const row = (strategy: Transfer['strategy'], inputBytes: number, cost: number) =>
    measured(seven(cost), { strategy, inputBytes });
  const rows = [1024, 4096, 16384, 65536].flatMap((size, step) => [
    row('read-write', size, 1000),
    row('sendfile', size, [4000, 2000, 500, 250][step]!),
  ]);
  const [found, ...others] = crossoversOf(rows, 'size');
  assert.deepEqual(others, []);
  assert.deepEqual(
    [found?.ahead, found?.behind, found?.low, found?.high],
    ['sendfile', 'read-write', 4096, 16384],
  );
  assert.ok(Math.abs(found!.fromBytes - 8192) < 100, String(found!.fromBytes));
});

test('noise around 1 is no crossover', () => {
  const rows = [1024, 4096].flatMap(size => [
    measured([100, 110, 90, 105, 95], { inputBytes: size }),
    measured([105, 95, 100, 92, 108], { strategy: 'sendfile', inputBytes: size }),
  ]);
  assert.deepEqual(crossoversOf(rows, 'size'), []);
});

test('the textbook knows the rows of the articles and is silent elsewhere', () => {
  const copies = (name: Transfer['strategy']) => {
    const found = textbookOf(name, 'file-to-socket');
    return found && [found.cpuCopies, found.dmaCopies, found.modeSwitchesPerChunk];
  };
  assert.deepEqual(copies('read-write'), [2, 2, 4]);
  assert.deepEqual(copies('mmap-write'), [1, 2, 4]);
  assert.deepEqual(copies('sendfile'), [0, 2, 2]);
  assert.equal(copies('io-uring'), null);
  assert.equal(textbookOf('sendfile', 'file-to-pipe'), null);
});

test('a warm file over loopback has no DMA, and the difference says why', () => {
  const textbook = textbookOf('sendfile', 'file-to-socket')!;
  const one = run({ syscalls: { sendfile: calls(16, mib) }, ranAs: { strategy: 'sendfile', because: null } });
  const copies = [
    {
      from: 'page-cache',
      to: 'socket-buffer',
      by: 'reference',
      bytes: mib,
      evidence: 'counted',
      moverEvidence: 'observed',
      note: verbatim(''),
    } as const,
  ];
  const found = differencesOf({
    textbook,
    run: one,
    copies: [...copies],
    chunkBytes: 65536,
    chunks: 16,
    files: 1,
    follows: false,
    filesystem: 'ext4',
  });
  assert.deepEqual(
    found.map(({ figure, measured: here }) => [figure, here]),
    [['dmaCopies', 0]],
  );
  assert.match(said(found[0]?.why ?? ''), /page cache already.*no network card/);
});

test('two calls a chunk are why splice switches more often than the articles say', () => {
  const textbook = textbookOf('splice', 'file-to-socket')!;
  const one = run({ syscalls: { splice: calls(32, 2 * mib) }, ranAs: { strategy: 'splice', because: null } });
  const found = differencesOf({
    textbook,
    run: one,
    copies: [],
    chunkBytes: 65536,
    chunks: 16,
    files: 1,
    follows: false,
    filesystem: 'ext4',
  });
  const switches = found.find(({ figure }) => figure === 'modeSwitches');
  assert.deepEqual([switches?.textbook, switches?.measured], [2, 4]);
  assert.match(said(switches?.why ?? ''), /two calls a chunk/);
});

test('a strategy that ran as another one is never silent about it', () => {
  const one = run({ ranAs: { strategy: 'read-write', because: verbatim('sendfile gave EINVAL') } });
  const row = transfer({ strategy: 'sendfile', runs: [one] });
  assert.match(
    said(notesOf(row, { machine: report().machine, observed: null })[0] ?? ''),
    /^Ran as read-write: sendfile gave EINVAL\./,
  );
});

test('samples that contradict the rules are told', () => {
  const row = transfer({
    strategy: 'sendfile',
    runs: [run({ ranAs: { strategy: 'sendfile', because: null } })],
    copyTime: { share: 0.3, samples: 600, wakeShare: 0, leaves: [] },
  });
  assert.match(
    inEnglish(notesOf(row, { machine: report().machine, observed: null })).join(),
    /trust the samples/,
  );
});

test('CPU time of kernel threads that worked for the sender is said in every export', () => {
  const one = run({ helperNs: 30_000, sender: usage({ userNs: 0, systemNs: 10_000 }) });
  const notes = notesOf(transfer({ runs: [one] }), { machine: report().machine, observed: null });
  assert.match(inEnglish(notes).join(), /75 % was spent by kernel threads/);
  const none = notesOf(transfer({ runs: [run()] }), { machine: report().machine, observed: null });
  assert.doesNotMatch(inEnglish(none).join(), /kernel threads/);
});

test('a card that gathers nothing is told on rows that hand over pages', () => {
  const machine = { ...report().machine, nics: [{ name: 'eth9', scatterGather: false }] };
  const hop = {
    from: 'page-cache',
    to: 'socket-buffer',
    by: 'reference',
    bytes: 1,
    evidence: 'counted',
    moverEvidence: 'observed',
    note: verbatim(''),
  } as const;
  assert.match(inEnglish(notesOf(transfer({ copies: [hop] }), { machine, observed: null })).join(), /eth9/);
  assert.doesNotMatch(inEnglish(notesOf(transfer(), { machine, observed: null })).join(), /eth9/);
});

const warned = (rows: Transfer[], changes = {}) =>
  warningsOf(report(rows, changes))
    .map(({ what }) => said(what))
    .join('\n');

test('warnings: noise, preemption, few rounds, short runs, a cache that held not all', () => {
  assert.match(warned([measured([100, 150, 50, 200, 90])]), /varied more than 10 %/);
  assert.doesNotMatch(
    warned([measured(seven(100))]),
    /varied|interrupted|Rounds are few|microseconds|page cache/,
  );
  const pushed = seven(100).map(cost =>
    costing(cost, { sender: usage({ systemNs: cost * 1024, involuntarySwitches: 5 }) }),
  );
  assert.match(
    warned([transfer({ runs: pushed, summary: summarize(pushed) })]),
    /Other programs interrupted the test/,
  );
  assert.match(warned([measured([100, 101])]), /Rounds are few \(2\)/);
  const brief = seven(100).map(cost => costing(cost, { wallNs: 20_000 }));
  assert.match(warned([transfer({ runs: brief, summary: summarize(brief) })]), /microseconds/);
  const partly = seven(100).map(cost => costing(cost, { cachedBytes: mib / 2 }));
  assert.match(warned([transfer({ runs: partly, summary: summarize(partly) })]), /at worst 50 %/);
});
