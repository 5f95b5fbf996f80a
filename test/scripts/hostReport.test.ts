import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type HostReport, shortcomings } from '../vscode/tiny/report';

const entry = (outcome: 'passed' | 'failed' | 'skipped') => ({ name: outcome, outcome, detail: '', ms: 1 });
const whole = (...outcomes: ('passed' | 'failed' | 'skipped')[]): HostReport => ({
  complete: true,
  tests: outcomes.map(entry),
});

test('a whole report with passes and exit 0 is green', () => {
  assert.deepEqual(shortcomings(0, whole('passed', 'skipped')), []);
});

test('exit 0 alone proves nothing', () => {
  assert.equal(shortcomings(0, null).length, 1);
  assert.equal(shortcomings(0, { complete: false, tests: [entry('passed')] }).length, 1);
  assert.deepEqual(shortcomings(0, whole()), ['no test ran']);
  assert.deepEqual(shortcomings(0, whole('skipped')), ['no test ran']);
  assert.deepEqual(shortcomings(0, whole('passed', 'failed')), ['1 tests failed']);
});

test('an exit that never came, or is not 0, is red', () => {
  assert.equal(shortcomings(null, whole('passed')).length, 1);
  assert.equal(shortcomings(1, whole('passed')).length, 1);
});
