import type { Spread } from '../model/report';

/** The middle of the sorted figures, or the mean of the two in the middle; 0 of none. */
export function median(values: readonly number[]): number {
  return quantile([...values].sort(ascending), 0.5);
}

/** The `part` (0..1) quantile of figures sorted ascending, linear between neighbours; 0 of none. */
export function quantile(sorted: readonly number[], part: number): number {
  if (sorted.length === 0) return 0;
  const place = (sorted.length - 1) * part;
  const below = sorted[Math.floor(place)]!;
  const above = sorted[Math.ceil(place)]!;
  return below + (above - below) * (place - Math.floor(place));
}

export const ascending = (a: number, b: number) => a - b;

/** Median absolute deviation from the median: a spread that is robust to a few outliers. */
export function medianAbsoluteDeviation(values: readonly number[]): number {
  const middle = median(values);
  return median(values.map(value => Math.abs(value - middle)));
}

/** Median, spread and extremes of one figure over rounds; null of no rounds. */
export function spread(values: readonly number[]): Spread | null {
  if (values.length === 0) return null;
  return {
    median: median(values),
    mad: medianAbsoluteDeviation(values),
    min: values.reduce((least, value) => Math.min(least, value)),
    max: values.reduce((most, value) => Math.max(most, value)),
    n: values.length,
  };
}

/**
 * Places of figures far from the rest: modified z-score above 3.5 (Iglewicz and Hoaglin, 1993). 0.6745 scales the
 * MAD to a normal distribution's standard deviation. With a MAD of 0 no difference can be judged.
 */
export function outliers(values: readonly number[]): number[] {
  const middle = median(values);
  const mad = medianAbsoluteDeviation(values);
  if (mad === 0) return [];
  return values.flatMap((value, place) => (Math.abs((0.6745 * (value - middle)) / mad) > 3.5 ? [place] : []));
}

/** Even random numbers in [0, 1) from a seed (mulberry32), so that a report can be worked out again. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A shuffled copy (Fisher-Yates). */
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const copy = [...items];
  for (let last = copy.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [copy[last], copy[other]] = [copy[other]!, copy[last]!];
  }
  return copy;
}

/** A figure whose rounds differ by more than this part of the median is noisy. */
const noisyPart = 0.1;

export function isNoisy({ median: middle, mad, n }: Spread): boolean {
  return n >= 3 && middle > 0 && mad / middle > noisyPart;
}
