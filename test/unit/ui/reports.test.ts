import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareReports } from '../../../src/measure/compareReports';
import { checkReport, maximumReportBytes } from '../../../src/model/checkReport';
import { summaryOf } from '../../../src/session/summary';
import { entryOf, newId, parseIndex, reportIds, safeId, trim } from '../../../src/ui/reports/historyIndex';
import { costing, report, transfer } from '../measure/samples';

const bytes = (text: string) => new TextEncoder().encode(text);
const figures = (...nsPerKiB: number[]) => transfer({ runs: nsPerKiB.map(each => costing(each)) });
const full = report([figures(100, 110, 90)]);
const faultOf = (data: Uint8Array) => {
  const result = checkReport(data);
  assert.ok('fault' in result, 'it passed for a report');
  return result.fault;
};

test('a whole report passes as it is', () => {
  assert.deepEqual(checkReport(bytes(JSON.stringify(full))), { report: full });
});

test('what is no report is told apart from what is a broken one', () => {
  assert.equal(faultOf(bytes('{')), 'not-json');
  assert.equal(faultOf(new Uint8Array([0xff, 0xfe, 0x00])), 'not-json');
  for (const text of ['null', '[]', '7', '{}', '{"schema":"other/1"}'])
    assert.equal(faultOf(bytes(text)), 'not-a-report', text);
  assert.equal(faultOf(bytes('{"schema":"iopath-report/3"}')), 'other-version');
  assert.equal(faultOf(new Uint8Array(maximumReportBytes + 1)), 'too-large');
});

test('a figure that can not be is refused with the place it stands in', () => {
  const broken = structuredClone(full);
  broken.transfers[0]!.runs[0]!.bytes = -1;
  const result = checkReport(bytes(JSON.stringify(broken)));
  assert.ok('fault' in result && result.fault === 'invalid');
  assert.equal(result.where, 'transfers.0.runs.0.bytes');
});

test('two reports compare where both measured the same; a spread that overlaps is no difference', () => {
  const before = report([
    figures(200, 202, 198, 201, 199, 200, 203),
    figures(100, 140, 60, 120, 80, 70, 130),
  ]);
  before.transfers[1]!.strategy = 'sendfile';
  const after = structuredClone(before);
  after.transfers[0]!.runs = [100, 101, 99, 100, 102, 100, 98].map(each => costing(each));
  const { rows, changes } = compareReports(before, after);
  assert.deepEqual(
    rows.map(({ strategy, verdict }) => [strategy, verdict]),
    [
      ['read-write', 'cheaper'],
      ['sendfile', 'no measurable difference'],
    ],
  );
  assert.ok(Math.abs(rows[0]!.ratio - 0.5) < 0.02, `${rows[0]!.ratio}`);
  assert.ok(rows[0]!.low! <= rows[0]!.ratio && rows[0]!.ratio <= rows[0]!.high!);
  assert.equal(rows[0]!.n, 7);
  assert.deepEqual(changes, []);
});

test('a changed kernel, file or tool is said beside the ratios', () => {
  const other = structuredClone(full);
  other.machine.kernel = 'Linux 9.9';
  other.input.modifiedMs = 9e99;
  const { changes } = compareReports(full, other);
  assert.deepEqual(
    changes.map(({ what }) => what),
    ['kernel', 'file'],
  );
});

test('a transfer is compared with the same one only: its input, variant and receiver too', () => {
  const costs = [200, 201, 199, 200, 202, 198, 200];
  const cell = (inputBytes: number, variant?: string) => ({
    ...figures(...costs),
    inputBytes,
    ...(variant ? { variant } : {}),
  });
  const before = report([cell(1024), cell(4096), cell(4096, 'heap')]);
  const after = report([cell(4096, 'heap'), cell(4096), cell(65536)]);
  assert.deepEqual(
    compareReports(before, after).rows.map(({ inputBytes, variant }) => [inputBytes, variant]),
    [
      [4096, 'heap'],
      [4096, undefined],
    ],
  );
});

test('one file cut to other sizes by two runs is compared, and both sizes are given', () => {
  const cut = (inputBytes: number, ...others: number[]) =>
    report([inputBytes, ...others].map(each => ({ ...figures(200, 201, 199, 200), inputBytes: each })));
  const [row] = compareReports(cut(1024), cut(4096)).rows;
  assert.deepEqual([row?.beforeBytes, row?.inputBytes], [1024, 4096]);
  assert.deepEqual(compareReports(cut(1024), cut(4096, 65536)).rows, []);
  const larger = cut(4096);
  larger.input.bytes += 1;
  assert.deepEqual(compareReports(cut(1024), larger).rows, []);
});

test('a cost that is not whole is compared with nothing, as within a report', () => {
  const poller = { ...figures(6, 6, 6, 6, 6, 6, 6), strategy: 'io-uring-sqpoll' as const };
  assert.deepEqual(compareReports(report([poller]), report([poller])).rows, []);
});

test('a damaged index is made again from the report files, and from nothing else', () => {
  const [old, young] = ['2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z'].map(newId);
  const names = [
    `${old}.json`,
    'index.json',
    `${young}.json`,
    'notes.txt',
    '../x.json',
    'generated-1-ff.bin',
  ];
  assert.deepEqual(reportIds(names), [young, old]);
});

test('too few rounds give a ratio and no verdict', () => {
  const [row] = compareReports(full, full).rows;
  assert.deepEqual([row?.low, row?.high, row?.verdict], [null, null, 'too few rounds']);
});

test('the history keeps the newest, and ids that are only file names', () => {
  const entries = [3, 2, 1].map(at =>
    entryOf(summaryOf(full), { id: newId(`2026-01-0${at}`), title: `run ${at}` }),
  );
  assert.deepEqual(
    trim(entries, 2).dropped.map(({ title }) => title),
    ['run 1'],
  );
  assert.equal(trim(entries, 0).kept.length, 1, 'the newest always stays');
  assert.deepEqual(parseIndex(bytes(JSON.stringify(entries))), entries);
  assert.throws(() => parseIndex(bytes(JSON.stringify([{ ...entries[0], id: '../../etc/passwd' }]))));
  for (const id of ['../x', 'a/b', '', 'a\0b']) assert.throws(() => safeId(id), id);
});

test('a lens shows the call its fix comes down to, not whatever was cheapest', () => {
  const row = {
    chunkBytes: 8192,
    cache: 'warm',
    receiver: 'poll',
    inputBytes: 1,
    against: 'read-write 8 KiB',
  } as const;
  const compared = report([transfer({ route: 'file-to-socket' })], {
    comparison: [
      { ...row, strategy: 'io-uring-sqpoll', ratio: 0.1, low: 0.1, high: 0.1, verdict: 'cheaper' },
      { ...row, strategy: 'sendfile', ratio: 0.5, low: 0.4, high: 0.6, verdict: 'cheaper' },
    ],
  });
  assert.equal(summaryOf(compared).loop?.strategy, 'sendfile');
  assert.equal(summaryOf(report([transfer()])).loop, null);
});
