import { decideByRatio, senderCpu } from './judging';
import type { Scenario } from './scenario';
import { MiB } from './sizes';

/**
 * K3. Entries go into a file, at the same price for both ways of looking them up. Not into a pipe: calls as small as
 * these meet its reader's lock there, and the measurement would be of that.
 */
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
        route: 'file-to-file',
        order: 'random',
        strategies: ['read-write', 'mmap-write', 'mmap-mmap'],
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
