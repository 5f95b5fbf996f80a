import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sweepOf } from '../../media/panel/curves/series';
import { pairOf } from '../../media/panel/path/pair';
import { figureColumns, scaleColumn } from '../../media/panel/table/columns';
import { lengthOf, longestOf } from '../../media/panel/table/costBar';
import { rowsOf, sortRows } from '../../media/panel/table/order';
import { reasonsOf } from '../../media/panel/table/reasons';
import { plain } from '../../media/panel/text';
import { defaultView, readView } from '../../media/panel/view';
import { floorVariant } from '../../src/model/report';
import { said } from '../english';
import { readWrite, report, ring, sendfile, splice, sweepReport } from './panelReports';

const columns = figureColumns();
const column = (id: string) => columns.find(column => column.id === id)!;

test('a row a strategy, in the order of the report, with the baseline named', () => {
  const rows = rowsOf(report());
  assert.equal(rows.length, 7);
  assert.deepEqual(
    rows.filter(row => row.baseline).map(row => row.transfer.strategy),
    ['read-write'],
  );
});

test('a transfer given twice keeps both its rows', () => {
  const keys = rowsOf(report({ transfers: [readWrite, readWrite] })).map(row => row.key);
  assert.equal(new Set(keys).size, 2);
});

test('sorting puts what has no figure last whichever way', () => {
  const rows = rowsOf(report());
  for (const descending of [false, true]) {
    const sorted = sortRows(rows, { column: 'throughput', descending }, columns);
    const names = sorted.map(row => row.transfer.strategy);
    assert.deepEqual(new Set(names.slice(-2)), new Set(['io-uring', 'vmsplice']));
    assert.equal(names[0], descending ? 'sendfile' : 'msg-zerocopy');
  }
  assert.deepEqual(
    sortRows(rows, null, columns).map(row => row.transfer.strategy),
    ['sendfile', 'splice', 'mmap-write', 'read-write', 'msg-zerocopy', 'io-uring', 'vmsplice'],
    'cheapest first where no one chose',
  );
});

test('copies are told for each byte, with the textbook beside and the reason where they differ', () => {
  const figure = column('dmaCopies').figure(readWrite)!;
  assert.equal(figure.value, 0);
  assert.equal(figure.textbook!.value, 2);
  assert.match(said(figure.textbook!.why!), /loopback/);
  assert.equal(column('cpuCopies').figure(readWrite)!.value, 2);
  assert.equal(column('cpuCopies').figure(ring), null);
});

test('mode switches are shown for each MiB and held against the textbook by the chunk', () => {
  const figure = column('modeSwitches').figure(readWrite)!;
  assert.ok(Math.abs(figure.value - 64) < 0.01);
  assert.ok(Math.abs(figure.textbook!.measured - 4) < 0.01);
});

test('one unit a column', () => {
  const scaled = scaleColumn(column('throughput'), report().transfers);
  assert.equal(scaled.unitName, 'GiB/s');
  assert.equal(scaleColumn(column('cpu'), []).unitName, 'ns/KiB');
});

test('a bar is as long as the cost, from 0 on, and never leaves its room', () => {
  const longest = longestOf(report().comparison);
  assert.equal(lengthOf(0.5, longest) * 2, lengthOf(1, longest));
  for (const ratio of [0, 1e-9, 1e9]) {
    const at = lengthOf(ratio, longest);
    assert.ok(at >= 0 && at <= lengthOf(longest, longest), String(ratio));
  }
});

test('a reason is told once, for all strategies it holds for', () => {
  const cached = reasonsOf(report()).filter(reason => reason.figure === 'dmaCopies');
  assert.equal(cached.length, 1);
  assert.deepEqual(cached[0]!.strategies, ['read-write', 'mmap-write', 'sendfile']);
});

test('the baseline and the advised strategy are drawn side by side, at equal chunks', () => {
  const names = (given: ReturnType<typeof report>) =>
    pairOf(given, defaultView).map(({ transfer }) => [transfer.strategy, transfer.chunkBytes]);
  assert.deepEqual(names(report()), [
    ['read-write', 65536],
    ['sendfile', 65536],
  ]);
  assert.deepEqual(names(sweepReport()), [
    ['read-write', 65536],
    ['sendfile', 65536],
  ]);
  assert.equal(pairOf(report({ transfers: [ring] }), defaultView).length, 0);
  assert.equal(pairOf(report({ transfers: [readWrite], advice: null }), defaultView).length, 1);
});

test('a supporting measurement is not drawn beside the loop unless chosen', () => {
  const aside = { ...sendfile, variant: floorVariant };
  const given = report({ transfers: [readWrite, aside, splice], comparison: [], advice: null });
  const names = pairOf(given, defaultView).map(({ transfer }) => transfer.strategy);
  assert.deepEqual(names, ['read-write', 'splice']);
});

test('a sweep is one curve a strategy over its points; a plain report has none', () => {
  const sweep = sweepOf(sweepReport(), 'cpu')!;
  assert.equal(sweep.axis, 'chunk');
  assert.deepEqual(
    sweep.at,
    [4, 16, 64, 256, 1024].map(kib => kib * 1024),
  );
  assert.deepEqual(
    sweep.curves.map(({ points }) => points.length),
    [5, 5, 5, 5],
  );
  assert.equal(sweepOf(report(), 'cpu'), null);
  const given = sweepReport();
  given.conditions = { ...given.conditions, swept: 'message' };
  assert.equal(sweepOf(given, 'cpu')?.axis, 'message');
});

test('text of a report is cut, and its controls and bidi marks are made visible', () => {
  assert.equal(plain('a\u202egnp.exe'), 'a⟨U+202E⟩gnp.exe');
  assert.equal(plain('a\u0000b\u001b[31m'), 'a⟨U+0000⟩b⟨U+001B⟩[31m');
  assert.equal(plain('x'.repeat(1 << 20)).length, 601);
  assert.equal(plain('одна строка 文字\n\t'), 'одна строка 文字\n\t');
});

test('a kept view of another version is taken as far as it makes sense', () => {
  assert.deepEqual(readView(undefined), defaultView);
  assert.deepEqual(readView({ tab: 'gone', columns: ['cpu', 'no-such'], sort: { column: 'x' } }).columns, [
    'cpu',
  ]);
  assert.equal(readView({ sort: { column: 'cpu', descending: true } }).sort!.descending, true);
  for (const odd of [null, 7, 'text', [], { columns: 3, sort: 5, tab: {} }])
    assert.equal(readView(odd).tab, 'result');
});
