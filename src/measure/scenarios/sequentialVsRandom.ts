import { decideByRatio, elapsed } from './judging';
import { KiB, MiB, type Scenario, type ScenarioCase, wordsOf } from './scenario';

const reading = (order: 'sequential' | 'random', cache: 'cold' | 'warm'): ScenarioCase => ({
  variant: `${order}-${cache}`,
  changes: { order, cache, strategies: ['read-write'], chunks: [4 * KiB] },
  mostBytes: 32 * MiB,
});

/** K5. */
export const sequentialVsRandom: Scenario = {
  ...wordsOf('sequential-vs-random'),
  cases: [
    reading('sequential', 'cold'),
    reading('random', 'cold'),
    reading('sequential', 'warm'),
    reading('random', 'warm'),
  ],
  decide: report =>
    decideByRatio(report, {
      over: { strategy: 'read-write', variant: 'random-cold' },
      under: { strategy: 'read-write', variant: 'sequential-cold' },
      metric: elapsed,
      holds: 'above',
      limit: 2,
    }),
};
