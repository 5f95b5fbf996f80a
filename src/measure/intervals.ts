import { ascending, median } from './statistics';

/** A 95 % confidence interval. */
export interface Interval {
  low: number;
  high: number;
}

/** A ratio of two figures over `n` rounds. `interval` is null where the rounds are too few for one. */
export interface Ratio {
  estimate: number;
  n: number;
  interval: Interval | null;
}

/**
 * Rounds from which on an interval is given. Six would do for independent rounds (min to max: 96.9 %), but cover only
 * 92 % where the rounds of one strategy depend on each other (lag-1 correlation 0.3); seven cover 95 %. See
 * test/unit/measure/coverage.test.ts.
 */
export const fewestForInterval = 7;

/** Chance left outside of an interval, shared out to both sides. */
const outside = 0.05;

/**
 * The ratio of two figures measured in the same rounds: the median of the rounds' ratios, with an exact
 * order-statistic interval for the median. It assumes no distribution: each round's ratio lies below the true median
 * with a chance of one half, whatever noise the machine makes, because the order within a round is random. Rounds
 * whose denominator is 0 do not count; null where none is left. `pairs` are in the order the rounds were made.
 */
export function pairedRatio(pairs: readonly (readonly [over: number, under: number])[]): Ratio | null {
  const ratios = pairs.filter(([, under]) => under > 0).map(([over, under]) => over / under);
  if (ratios.length === 0) return null;
  return { estimate: median(ratios), n: ratios.length, interval: medianInterval(ratios) };
}

/**
 * The ratio of the medians of two figures whose rounds were not made together, so that they cannot be paired: the
 * interval divides the far ends of both medians' intervals, which covers at least 95 %. `n` is the smaller count.
 */
export function independentRatio(over: readonly number[], under: readonly number[]): Ratio | null {
  const base = median(under);
  if (base <= 0) return null;
  const [above, below] = [medianInterval(over), medianInterval(under)];
  const interval =
    above && below && below.low > 0 ? { low: above.low / below.high, high: above.high / below.low } : null;
  return { estimate: median(over) / base, n: Math.min(over.length, under.length), interval };
}

/** 95 % interval of the median of figures in the order they were measured; null of too few. */
export function medianInterval(values: readonly number[]): Interval | null {
  if (values.length < fewestForInterval) return null;
  const rank = widened(rankOf(values.length, outside / 2), values);
  const sorted = [...values].sort(ascending);
  return { low: sorted[rank - 1]!, high: sorted[values.length - rank]! };
}

/**
 * Whether `over` costs less than `under` in the median round, tested one-sided with a chance of error of `chance`.
 * False where the rounds are too few to show it.
 */
export function isBelowOne(
  pairs: readonly (readonly [over: number, under: number])[],
  chance: number,
): boolean {
  const ratios = pairs.filter(([, under]) => under > 0).map(([over, under]) => over / under);
  const exact = ratios.length < fewestForInterval ? 0 : rankOf(ratios.length, chance);
  if (exact === 0) return false;
  return [...ratios].sort(ascending)[ratios.length - widened(exact, ratios)]! < 1;
}

/** Rounds that `isBelowOne` needs with so small a chance of error, even where all rounds agree. */
export function fewestForChance(chance: number): number {
  return Math.max(fewestForInterval, Math.ceil(-Math.log2(chance)));
}

/**
 * The largest rank (from 1) whose order statistic lies beyond the median with a chance of `tail` at most: the
 * binomial distribution of how many of `n` figures lie below their median. 0 where there is none.
 */
function rankOf(n: number, tail: number): number {
  let chance = 2 ** -n;
  let below = chance;
  let rank = 0;
  while (below <= tail) {
    rank += 1;
    chance *= (n - rank + 1) / rank;
    below += chance;
  }
  return rank;
}

/** A correlation above this leaves so few independent rounds that the extremes are taken in any case. */
const mostCorrelation = 0.9;

/** A rank moved outwards as far as neighbouring rounds resemble each other more than chance would have it. */
function widened(rank: number, values: readonly number[]): number {
  const alike = Math.min(mostCorrelation, Math.max(0, signCorrelation(values)));
  const half = values.length / 2;
  return Math.max(1, Math.floor(half - (half - rank) * Math.sqrt((1 + alike) / (1 - alike))));
}

/** Lag-1 correlation of the figures' sides of their median; 1/n makes up for the median being one of them. */
function signCorrelation(values: readonly number[]): number {
  const middle = median(values);
  const sides = values.map(value => Math.sign(value - middle));
  const products = sides.slice(1).map((side, place) => side * sides[place]!);
  return products.reduce((sum, product) => sum + product, 0) / products.length + 1 / values.length;
}

/** Whether an interval is narrow enough to stop: its width is under `part` of the estimate. */
export function isNarrow({ estimate, interval }: Ratio, part = 0.05): boolean {
  return interval !== null && estimate > 0 && (interval.high - interval.low) / estimate < part;
}
