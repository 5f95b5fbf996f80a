import assert from 'node:assert/strict';
import { test } from 'node:test';
import { summarize } from '../../../src/measure/summary';
import { parseReport } from '../../../src/report/parse';
import { costing, report, transfer } from '../measure/samples';

const runs = [costing(100), costing(110), costing(90)];
const full = report([transfer({ runs, summary: summarize(runs) })]);

function why(text: string): string {
  const parsed = parseReport(text);
  assert.ok('problem' in parsed, 'it was read as a report');
  assert.ok(parsed.problem.what && parsed.problem.remedy);
  return parsed.problem.why;
}

test('a report written as JSON is read back as it was', () => {
  const parsed = parseReport(JSON.stringify(full));
  assert.ok('report' in parsed);
  assert.deepEqual(parsed.report, full);
});

test('a report cut off anywhere is never read', () => {
  const text = JSON.stringify(full);
  for (let end = 0; end < text.length; end += 37) assert.match(why(text.slice(0, end)), /not JSON|cut off/);
});

test('other JSON, other versions and other things are told apart', () => {
  for (const text of ['{}', '[]', 'null', '1', '"x"', '{"schema":7}'])
    assert.match(why(text), /not a report/);
  assert.match(why('{"schema":"iopath-report/2"}'), /'iopath-report\/2'.*'iopath-report\/1'/);
  assert.match(why('{"schema":"iopath-report/1"}'), /field '/);
});

test('figures that are none are refused, with the field named', () => {
  const changed = (change: (copy: typeof full) => void) => {
    const copy = structuredClone(full);
    change(copy);
    return JSON.stringify(copy);
  };
  assert.match(
    why(
      changed(copy => {
        copy.transfers[0]!.runs[0]!.wallNs = Number.NaN;
      }),
    ),
    /transfers\.0\.runs\.0\.wallNs/,
  );
  assert.match(
    why(
      changed(copy => {
        copy.input.bytes = -1;
      }),
    ),
    /input\.bytes/,
  );
  assert.match(
    why(
      changed(copy => {
        copy.input.bytes = 1.5;
      }),
    ),
    /input\.bytes/,
  );
  assert.match(why(JSON.stringify(full).replace('"wallNs":1000000', '"wallNs":1e999')), /wallNs/);
  assert.match(
    why(JSON.stringify(full).replace('"strategy":"read-write"', '"strategy":"magic"')),
    /strategy/,
  );
});

test('hostile JSON changes no prototype and comes back without what the schema does not know', () => {
  const text = JSON.stringify(full).replace(
    '{',
    '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},',
  );
  const parsed = parseReport(text);
  assert.ok('report' in parsed);
  assert.equal(({} as { polluted?: number }).polluted, undefined);
  assert.ok(!Object.hasOwn(parsed.report, '__proto__') && !Object.hasOwn(parsed.report, 'constructor'));
});

test('deep nesting is refused, not fatal', () => {
  assert.match(why('['.repeat(200_000)), /not JSON/);
  assert.match(
    why(`{"schema":"iopath-report/1","machine":${'['.repeat(5000)}${']'.repeat(5000)}}`),
    /field '/,
  );
});
