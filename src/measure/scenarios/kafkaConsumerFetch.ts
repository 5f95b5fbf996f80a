import { all, decideByRatio, senderCpu } from './judging';
import type { Scenario } from './scenario';
import { KiB, MiB } from './sizes';

const heap = 'heap, 32 KiB';
const fetch = 'fetch of 1 MiB';

/** K1. The heap path is what Kafka does under TLS: it reads through a buffer of 32 KiB. Equal sizes are compared. */
export const kafkaConsumerFetch: Scenario = {
  id: 'kafka-consumer-fetch',
  title: 'Kafka: a consumer fetches from the log',
  claim:
    'A log segment sent by sendfile costs the broker less CPU than one read into its heap and written out.',
  source:
    'Articles on zero copy in Kafka; PlaintextTransportLayer.transferFrom calls FileChannel.transferTo (Apache Kafka).',
  textbook: '2 CPU copies against 0',
  consequence:
    'Keep the plain listener for traffic that may go unencrypted; with TLS every fetch takes the heap path.',
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
