import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  isNoisy,
  median,
  medianAbsoluteDeviation,
  outliers,
  quantile,
  seeded,
  shuffled,
  spread,
} from '../../../src/measure/statistics';

test('median of odd, even, one and no figures', () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 3, 2]), 2.5);
  assert.equal(median([9]), 9);
  assert.equal(median([]), 0);
});

test('figures are sorted as numbers, not as text', () => {
  assert.equal(median([100, 20, 3]), 20);
});

test('quantiles lie linear between neighbours', () => {
  const sorted = [10, 20, 30, 40, 50];
  assert.equal(quantile(sorted, 0), 10);
  assert.equal(quantile(sorted, 0.25), 20);
  assert.equal(quantile(sorted, 0.1), 14);
  assert.equal(quantile(sorted, 1), 50);
});

test('median absolute deviation of a known set', () => {
  assert.equal(medianAbsoluteDeviation([1, 1, 2, 2, 4, 6, 9]), 1);
});

test('a spread keeps extremes and count, and there is none of no rounds', () => {
  assert.deepEqual(spread([5, 1, 3]), { median: 3, mad: 2, min: 1, max: 5, n: 3 });
  assert.equal(spread([]), null);
});

test('a spread takes a hundred thousand rounds', () => {
  assert.equal(spread(Array.from({ length: 100_001 }, (_, n) => n))?.max, 100_000);
});

test('a wild round is an outlier, an even set has none, and equal figures can tell nothing apart', () => {
  assert.deepEqual(outliers([10, 11, 10, 12, 11, 100]), [5]);
  assert.deepEqual(outliers([10, 11, 12, 13, 14]), []);
  assert.deepEqual(outliers([10, 10, 10, 10, 99]), []);
});

test('a seed gives the same numbers again, in [0, 1), spread evenly', () => {
  const take = (seed: number) => {
    const random = seeded(seed);
    return Array.from({ length: 10_000 }, random);
  };
  assert.deepEqual(take(1), take(1));
  assert.notDeepEqual(take(1), take(2));
  assert.ok(take(3).every(value => value >= 0 && value < 1));
  const mean = take(4).reduce((sum, value) => sum + value, 0) / 10_000;
  assert.ok(Math.abs(mean - 0.5) < 0.02, `mean ${mean}`);
});

test('a shuffle keeps every item and puts each everywhere', () => {
  const random = seeded(5);
  const firsts = new Set<number>();
  for (let n = 0; n < 200; n += 1) {
    const order = shuffled([1, 2, 3, 4], random);
    assert.deepEqual([...order].sort(), [1, 2, 3, 4]);
    firsts.add(order[0]!);
  }
  assert.equal(firsts.size, 4);
});

test('noise is more than a tenth of the median, told from three rounds on', () => {
  assert.equal(isNoisy({ median: 100, mad: 11, min: 80, max: 130, n: 5 }), true);
  assert.equal(isNoisy({ median: 100, mad: 9, min: 80, max: 130, n: 5 }), false);
  assert.equal(isNoisy({ median: 100, mad: 50, min: 50, max: 150, n: 2 }), false);
  assert.equal(isNoisy({ median: 0, mad: 0, min: 0, max: 0, n: 5 }), false);
});
