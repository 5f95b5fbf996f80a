import { decideByRatio, senderCpu } from './judging';
import type { Scenario } from './scenario';
import { KiB } from './sizes';

/** K2. 16 KiB is the producer's default batch.size. */
export const kafkaProduce: Scenario = {
  id: 'kafka-produce',
  title: 'Kafka: a producer appends to the log',
  claim: 'Received batches go to the log cheaper through a mapping of it than by recv and write.',
  source:
    'An article on zero copy in Kafka says the producer path uses mmap; the broker itself writes through FileChannel.write.',
  textbook: '2 CPU copies against 1',
  consequence:
    'One copy less is not less work where each new page of the file must be faulted in: take the way this table shows to be cheapest on your filesystem.',
  cases: [
    {
      changes: {
        route: 'socket-to-file',
        strategies: ['read-write', 'mmap-write', 'splice'],
        chunks: [16 * KiB],
      },
      mostBytes: 32 * 1024 * KiB,
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
