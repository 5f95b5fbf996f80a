// Noise as machines make it, for simulations of the procedure that measures: interleaved rounds in a random order.
import { shuffled } from '../../../src/measure/statistics';

/** Logarithm of a run's cost beside its true one. Called in the order of the runs, with the strategy that runs. */
export type Noise = (strategy: number) => number;
export type NoiseSource = (random: () => number) => Noise;

/** A normal deviate (Box and Muller). */
export function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

const exponential = (random: () => number) => -Math.log(1 - random());
const bimodal = (random: () => number) => (random() < 0.35 ? 0.5 : 0) + 0.02 * normal(random);

/** Each step keeps `kept` of the last one: spread 0.05 in the long run. */
function autoregressive(random: () => number, kept: number): () => number {
  const step = 0.05 * Math.sqrt(1 - kept * kept);
  let value = 0.05 * normal(random);
  return () => {
    value = kept * value + step * normal(random);
    return value;
  };
}

/** Load that comes and goes for ten runs on average. */
function spells(random: () => number): Noise {
  let on = false;
  return () => {
    if (random() < 0.1) on = !on;
    return (on ? 0.4 : 0) + 0.02 * normal(random);
  };
}

/** Noise that does not know which strategy runs, and noise of one strategy alone. */
export const noises: Record<string, NoiseSource> = {
  normal: random => () => 0.05 * normal(random),
  skewed: random => () => 0.1 * exponential(random),
  'heavy tails': random => () => (0.02 * normal(random)) / Math.max(0.02, Math.abs(normal(random))),
  bimodal: random => () => bimodal(random),
  drifting: random => {
    let runs = 0;
    return () => 0.01 * runs++ + 0.02 * normal(random);
  },
  autocorrelated: random => autoregressive(random, 0.9),
  spells,
  'skewed, one strategy': random => strategy =>
    strategy === 0 ? 0.2 * exponential(random) : 0.03 * normal(random),
  'bimodal, one strategy': random => strategy => (strategy === 0 ? bimodal(random) : 0.02 * normal(random)),
  "autocorrelated, each strategy's own": random => {
    const own = [autoregressive(random, 0.3), autoregressive(random, 0.3)];
    return strategy => own[strategy]?.() ?? 0;
  },
};

/** Costs of so many strategies of equal true cost, round by round, each round in a random order of its own. */
export function simulate(source: NoiseSource, rounds: number, strategies: number, random: () => number) {
  const noise = source(random);
  const order = Array.from({ length: strategies }, (_, strategy) => strategy);
  return Array.from({ length: rounds }, () => {
    const costs: number[] = [];
    for (const strategy of shuffled(order, random)) costs[strategy] = Math.exp(noise(strategy));
    return costs;
  });
}
