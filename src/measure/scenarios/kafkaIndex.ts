import { decideByRatio, senderCpu } from './judging';
import type { Scenario } from './scenario';
import { MiB } from './sizes';

/** K3. Entries go into a pipe, the cheapest sink there is, at the same price for both ways of looking them up. */
export const kafkaIndex: Scenario = {
  id: 'kafka-index',
  title: 'Kafka: look-ups in the index',
  claim: 'Small random reads of a cached index are cheaper through a mapping than by pread.',
  source: 'Articles on zero copy in Kafka: the offset index is mapped (AbstractIndex uses MappedByteBuffer).',
  textbook: 'a call each against none',
  consequence:
    'Map small files that stay cached and are read in tiny pieces; a mapping spares a call for each look-up, not the copy of a few bytes.',
  cases: [
    {
      changes: {
        route: 'file-to-pipe',
        order: 'random',
        strategies: ['read-write', 'mmap-write'],
        chunks: [64],
      },
      mostBytes: 2 * MiB,
    },
  ],
  decide: report =>
    decideByRatio(report, {
      over: { strategy: 'mmap-write' },
      under: { strategy: 'read-write' },
      metric: senderCpu,
      holds: 'below',
      limit: 1,
    }),
};
