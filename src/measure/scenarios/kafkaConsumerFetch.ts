import { all, decideByRatio, senderCpu } from './judging';
import { KiB, MiB, type Scenario, wordsOf } from './scenario';

const heap = 'heap-32k';
const fetch = 'fetch-1m';

/** K1. The heap path is what Kafka does under TLS: it reads through a buffer of 32 KiB. Equal sizes are compared. */
export const kafkaConsumerFetch: Scenario = {
  ...wordsOf('kafka-consumer-fetch'),
  cases: [
    { variant: heap, changes: { strategies: ['read-write', 'sendfile'], chunks: [32 * KiB] } },
    {
      variant: fetch,
      changes: { strategies: ['read-write', 'mmap-write', 'sendfile', 'splice'], chunks: [MiB] },
    },
  ],
  decide(report) {
    const within = (variant: string) =>
      decideByRatio(report, {
        over: { strategy: 'sendfile', variant },
        under: { strategy: 'read-write', variant },
        metric: senderCpu,
        holds: 'below',
        limit: 1,
      });
    return all(within(heap), within(fetch));
  },
};
