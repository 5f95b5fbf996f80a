// Compares two ways of doing one thing in pairs close in time and in alternating order, so that drift and noise of the
// machine affect both alike.

const median = values => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/** A seeded generator, so that the same ratios give the same interval. */
function* randomIndexes(n) {
  let state = 12345;
  for (;;) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    yield Math.floor((state / 2 ** 32) * n);
  }
}

/** 95 % bootstrap interval of the median. */
export function interval(values, resamples = 1000) {
  const indexes = randomIndexes(values.length);
  const medians = Array.from({ length: resamples }, () =>
    median(values.map(() => values[indexes.next().value])),
  ).sort((a, b) => a - b);
  return {
    median: median(values),
    low: medians[Math.floor(resamples * 0.025)],
    high: medians[Math.floor(resamples * 0.975)],
    rounds: values.length,
  };
}

/**
 * Measures `first` and `second` (async, each returns a cost) until the interval of first/second is narrower than
 * `width` or `most` rounds are made. The first round warms up and is dropped.
 */
export async function compare(first, second, { least = 11, most = 61, width = 0.02 } = {}) {
  const ratios = [];
  for (let round = 0; round <= most; round += 1) {
    let costs;
    if (round % 2) costs = [await first(), await second()];
    else costs = [await second(), await first()].reverse();
    if (round > 0) ratios.push(costs[0] / costs[1]);
    if (ratios.length < least) continue;
    const { low, high } = interval(ratios, 200);
    if (high - low < width) break;
  }
  return interval(ratios);
}

/** `0.998 (0.991 to 1.004, 21 rounds)` */
export const tell = ({ median: middle, low, high, rounds }) =>
  `${middle.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)}, ${rounds} rounds)`;
