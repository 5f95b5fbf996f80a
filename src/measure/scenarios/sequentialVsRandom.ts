import { decideByRatio, elapsed } from './judging';
import type { Scenario, ScenarioCase } from './scenario';
import { KiB, MiB } from './sizes';

const reading = (order: 'sequential' | 'random', cache: 'cold' | 'warm'): ScenarioCase => ({
  variant: `${order}, ${cache}`,
  changes: { order, cache, strategies: ['read-write'], chunks: [4 * KiB] },
  mostBytes: 32 * MiB,
});

/** K5. */
export const sequentialVsRandom: Scenario = {
  id: 'sequential-vs-random',
  title: 'Sequential against random reads',
  claim: 'A cold file is read at least twice as fast in order as in random order.',
  source:
    'Articles on zero copy in Kafka: sequential disk access; A. Jacobs, "The Pathologies of Big Data", ACM Queue, 2009.',
  textbook: 'sequential far faster',
  consequence:
    'On a cold disk the order decides, through read-ahead; on cached data hardly. Lay out what is read together side by side.',
  cases: [
    reading('sequential', 'cold'),
    reading('random', 'cold'),
    reading('sequential', 'warm'),
    reading('random', 'warm'),
  ],
  decide: report =>
    decideByRatio(report, {
      over: { strategy: 'read-write', variant: 'random, cold' },
      under: { strategy: 'read-write', variant: 'sequential, cold' },
      metric: elapsed,
      holds: 'above',
      limit: 2,
    }),
};
