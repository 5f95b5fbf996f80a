import { decideByRatio, senderCpu } from './judging';
import type { Scenario } from './scenario';
import { KiB, MiB } from './sizes';

/** K1. The heap path is what Kafka does under TLS: it reads through a buffer of 32 KiB. */
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
    { variant: 'heap, 32 KiB', changes: { strategies: ['read-write'], chunks: [32 * KiB] } },
    {
      variant: 'fetch of 1 MiB',
      changes: { strategies: ['read-write', 'mmap-write', 'sendfile', 'splice'], chunks: [MiB] },
    },
  ],
  decide: report =>
    decideByRatio(report, {
      over: { strategy: 'sendfile' },
      under: { strategy: 'read-write', variant: 'heap, 32 KiB' },
      metric: senderCpu,
      holds: 'below',
      limit: 1,
    }),
};
