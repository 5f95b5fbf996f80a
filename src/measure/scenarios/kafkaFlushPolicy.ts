import { all, decideByRatio, elapsed } from './judging';
import type { Scenario, ScenarioCase } from './scenario';
import { KiB, MiB } from './sizes';

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

const each = 'flush each batch';
const never = 'no flush';

/** K4. 256 batches of 16 KiB; by fdatasync for writes, by msync for the mapping. */
export const kafkaFlushPolicy: Scenario = {
  id: 'kafka-flush-policy',
  title: 'Kafka: when the log is flushed',
  claim:
    'Appending without a flush is fast and unsafe; a flush before each answer is at least five times slower.',
  source: 'Articles on zero copy in Kafka, on flush policy; log.flush.interval.messages (Apache Kafka).',
  textbook: 'slow against fast',
  consequence:
    'Leave flushing to the kernel and get safety from replicas, or flush every so many batches; choose by the middle row.',
  cases: [flushing(never, 0), flushing('flush every 32 batches', 32), flushing(each, 1)],
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
