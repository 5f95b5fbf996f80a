import { decideByRatio, senderCpu } from './judging';
import type { Scenario, ScenarioCase } from './scenario';
import { KiB } from './sizes';

/** 16 KiB is the producer's default batch.size. */
const appending = (variant: string, preallocate: boolean): ScenarioCase => ({
  variant,
  changes: {
    route: 'socket-to-file',
    strategies: ['read-write', 'mmap-write', 'splice'],
    chunks: [16 * KiB],
    preallocate,
  },
  mostBytes: 32 * 1024 * KiB,
});

const preallocated = 'segment preallocated';

/** K2. Where a log is mapped its segments are preallocated, as a mapping cannot grow a file: that row is judged. */
export const kafkaProduce: Scenario = {
  id: 'kafka-produce',
  title: 'Kafka: a producer appends to the log',
  claim:
    'Received batches go to a preallocated log segment cheaper through a mapping of it than by recv and write.',
  source:
    'An article on zero copy in Kafka says the producer path uses mmap; the broker itself writes through FileChannel.write, into segments preallocated where log.preallocate is set.',
  textbook: '2 CPU copies against 1',
  consequence:
    'One copy less is not less work where each new page of the file must be faulted in: take the way this table shows to be cheapest on your filesystem.',
  cases: [appending(preallocated, true), appending('segment growing', false)],
  decide: report =>
    decideByRatio(report, {
      over: { strategy: 'mmap-write', variant: preallocated },
      under: { strategy: 'read-write', variant: preallocated },
      metric: senderCpu,
      holds: 'below',
      limit: 1,
    }),
};
