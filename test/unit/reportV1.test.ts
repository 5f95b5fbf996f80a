import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as v from 'valibot';
import { textsIn } from '../../src/messages/texts';
import { checkReport } from '../../src/model/checkReport';
import { reportSchema } from '../../src/model/report';
import { documentOf } from '../../src/report/document';
import { inEnglish } from '../english';

const data = readFileSync('test/unit/fixtures/reportV1.json');
const old = JSON.parse(data.toString('utf8'));

function read() {
  const found = checkReport(data);
  assert.ok('report' in found, JSON.stringify(found));
  return found.report;
}

test('a report of schema 1 becomes one of schema 2, and says what it said', () => {
  const report = read();
  assert.equal(report.schema, 'iopath-report/2');
  assert.ok(v.is(reportSchema, report));
  const told = inEnglish(report);
  assert.equal(told.advice?.text, old.advice.text);
  assert.equal(told.scenario?.because, old.scenario.because);
  assert.deepEqual(told.warnings, old.warnings);
  assert.equal(told.transfers[0]?.copies[0]?.note, old.transfers[0].copies[0].note);
  assert.equal(told.transfers[0]?.runs[0]?.ranAs.because, old.transfers[0].runs[0].ranAs.because);
  assert.equal(told.transfers.at(-1)?.unsupported?.why, old.transfers.at(-1).unsupported.why);
});

test('a hop of schema 1 without the evidence of its mover is modelled', () => {
  assert.equal(read().transfers[0]?.copies[0]?.moverEvidence, 'model');
});

test('its sentences and labels are shown as they are, in every language', () => {
  for (const language of ['en', 'ru', 'zh-cn'] as const) {
    const page = JSON.stringify(documentOf(read(), textsIn(language)));
    assert.ok(page.includes(old.scenario.claim), language);
    assert.ok(page.includes('bytes passed on unseen'), language);
  }
});

test('schema 2 takes no sentence in place of a message', () => {
  const report = { ...read(), advice: { ...read().advice, text: 'Use sendfile.' } };
  const found = checkReport(Buffer.from(JSON.stringify(report)));
  assert.ok('fault' in found && found.fault === 'invalid' && found.where.startsWith('advice.text'));
});

test('messages in messages end somewhere: a deep one is refused, and exhausts no stack', () => {
  const wrapped = (depth: number) =>
    `${'{"id":"text","args":{"text":'.repeat(depth)}"x"${'}}'.repeat(depth)}`;
  for (const depth of [8, 200_000]) {
    const report = JSON.stringify({ ...read(), warnings: [{ what: '@', remedy: '@' }] });
    const found = checkReport(Buffer.from(report.replaceAll('"@"', wrapped(depth))));
    assert.ok('fault' in found && found.fault === 'invalid', `${depth}: ${JSON.stringify(found)}`);
  }
});
