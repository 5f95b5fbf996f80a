import { all, decideByRatio, elapsed } from './judging';
import { KiB, MiB, type Scenario, type ScenarioCase, wordsOf } from './scenario';

const flushing = (variant: string, flushEvery: number): ScenarioCase => ({
  variant,
  changes: {
    route: 'socket-to-file',
    strategies: ['read-write', 'mmap-write'],
    chunks: [16 * KiB],
    flushEvery,
  },
  mostBytes: 4 * MiB,
});

const each = 'flush-each-batch';
const never = 'no-flush';

/** K4. 256 batches of 16 KiB; by fdatasync for writes, by msync for the mapping. */
export const kafkaFlushPolicy: Scenario = {
  ...wordsOf('kafka-flush-policy'),
  cases: [flushing(never, 0), flushing('flush-every-32', 32), flushing(each, 1)],
  decide: report =>
    all(
      ...(['read-write', 'mmap-write'] as const).map(strategy =>
        decideByRatio(report, {
          over: { strategy, variant: each },
          under: { strategy, variant: never },
          metric: elapsed,
          holds: 'above',
          limit: 5,
        }),
      ),
    ),
};
