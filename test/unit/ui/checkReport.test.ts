import assert from 'node:assert/strict';
import { test } from 'node:test';
import { summarize } from '../../../src/measure/summary';
import { checkReport } from '../../../src/model/checkReport';
import { costing, report, transfer } from '../measure/samples';

const runs = [costing(100), costing(110), costing(90)];
const full = report([transfer({ runs, summary: summarize(runs) })]);

const check = (text: string) => checkReport(new TextEncoder().encode(text));

/** The fault and its message. */
function fault(text: string): string {
  const checked = check(text);
  assert.ok('fault' in checked, 'it was taken for a report');
  return Object.values(checked).join(' ');
}

test('a report written as JSON is read back as it was', () => {
  const parsed = check(JSON.stringify(full));
  assert.ok('report' in parsed);
  assert.deepEqual(parsed.report, full);
});

test('the older name of the verdict `costlier` is read, other names are refused', () => {
  const { strategy, chunkBytes, cache, receiver, inputBytes } = full.transfers[0]!;
  const row = { strategy, chunkBytes, cache, receiver, inputBytes, ratio: 2, low: 1.9, high: 2.1, n: 3 };
  const written = (verdict: string) =>
    JSON.stringify({ ...full, comparison: [{ ...row, verdict, against: 'read-write 64 KiB' }] });
  const parsed = check(written('dearer'));
  assert.ok('report' in parsed);
  assert.equal(parsed.report.comparison[0]?.verdict, 'costlier');
  assert.match(fault(written('worse')), /^invalid comparison\.0\.verdict/);
});

test('a report cut off anywhere is never read', () => {
  const text = JSON.stringify(full);
  for (let end = 0; end < text.length; end += 37) assert.match(fault(text.slice(0, end)), /^not-json$/);
});

test('other JSON, other versions and other things are told apart', () => {
  for (const text of ['{}', '[]', 'null', '1', '"x"', '{"schema":7}'])
    assert.match(fault(text), /^not-a-report$/);
  assert.match(fault('{"schema":"iopath-report/3"}'), /^other-version iopath-report\/3$/);
  assert.match(fault('{"schema":"iopath-report/1"}'), /^invalid /);
});

test('figures that are none are refused, with the field named', () => {
  const changed = (change: (copy: typeof full) => void) => {
    const copy = structuredClone(full);
    change(copy);
    return JSON.stringify(copy);
  };
  assert.match(
    fault(
      changed(copy => {
        copy.transfers[0]!.runs[0]!.wallNs = Number.NaN;
      }),
    ),
    /transfers\.0\.runs\.0\.wallNs/,
  );
  assert.match(
    fault(
      changed(copy => {
        copy.input.bytes = -1;
      }),
    ),
    /input\.bytes/,
  );
  assert.match(
    fault(
      changed(copy => {
        copy.input.bytes = 1.5;
      }),
    ),
    /input\.bytes/,
  );
  assert.match(fault(JSON.stringify(full).replace('"wallNs":1000000', '"wallNs":1e999')), /wallNs/);
  assert.match(
    fault(JSON.stringify(full).replace('"strategy":"read-write"', '"strategy":"magic"')),
    /strategy/,
  );
});

test('hostile JSON changes no prototype and comes back without what the schema does not know', () => {
  const text = JSON.stringify(full).replace(
    '{',
    '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},',
  );
  const parsed = check(text);
  assert.ok('report' in parsed);
  assert.equal(({} as { polluted?: number }).polluted, undefined);
  assert.ok(!Object.hasOwn(parsed.report, '__proto__') && !Object.hasOwn(parsed.report, 'constructor'));
});

test('deep nesting is refused, not fatal', () => {
  assert.match(fault('['.repeat(200_000)), /^not-json$/);
  assert.match(
    fault(`{"schema":"iopath-report/1","machine":${'['.repeat(5000)}${']'.repeat(5000)}}`),
    /^invalid /,
  );
});
