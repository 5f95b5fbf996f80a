import assert from 'node:assert/strict';
import { test } from 'node:test';
import { independentRatio, isNarrow, medianInterval, pairedRatio } from '../../../src/measure/intervals';

test('a ratio that is the same in every round has no width, however the rounds drift', () => {
  const drift = Array.from({ length: 9 }, (_, round) => [40 * (round + 1), 100 * (round + 1)] as const);
  const ratio = pairedRatio(drift)!;
  assert.ok(Math.abs(ratio.estimate - 0.4) < 1e-12);
  assert.ok(ratio.interval!.high - ratio.interval!.low < 1e-12);
  assert.ok(isNarrow(ratio));
});

test('an interval is of order statistics: the extremes of seven, the second of nine', () => {
  assert.deepEqual(medianInterval([4, 1, 6, 2, 7, 3, 5]), { low: 1, high: 7 });
  assert.deepEqual(medianInterval([5, 1, 8, 2, 9, 4, 6, 3, 7]), { low: 2, high: 8 });
  assert.equal(medianInterval([1, 2, 3, 4, 5, 6]), null);
});

test('rounds that resemble their neighbours widen the interval', () => {
  const mixed = [5, 1, 8, 2, 9, 4, 6, 3, 7];
  const sorted = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  assert.deepEqual(medianInterval(mixed), { low: 2, high: 8 });
  assert.deepEqual(medianInterval(sorted), { low: 1, high: 9 });
});

test('few rounds give a figure and no interval, and no claim of narrowness', () => {
  const ratio = pairedRatio([
    [1, 2],
    [1, 2],
  ])!;
  assert.deepEqual(ratio, { estimate: 0.5, n: 2, interval: null });
  assert.equal(isNarrow(ratio), false);
});

test('rounds that cost nothing are no denominators', () => {
  assert.equal(pairedRatio([[1, 0]]), null);
  assert.equal(pairedRatio([]), null);
  const pairs = [
    [1, 0],
    [1, 2],
  ] as const;
  assert.equal(pairedRatio(pairs)?.n, 1);
});

test('rounds of two reports are not paired: the ends of both intervals are divided', () => {
  const base = [100, 101, 102, 103, 104, 105, 106];
  assert.deepEqual(independentRatio([50, 51, 52, 53, 54, 55, 56], base)?.interval, {
    low: 50 / 106,
    high: 56 / 100,
  });
  assert.equal(independentRatio([50, 51], base)?.interval, null);
  assert.equal(independentRatio([1, 2], [0, 0]), null);
});
