import { decideByRatio, senderCpu } from './judging';
import type { Scenario } from './scenario';
import { MiB } from './sizes';

/** N1. A value of 128 bytes, from a random place. */
export const keyValueSmallValues: Scenario = {
  id: 'key-value-small-values',
  title: 'Key-value store: small values',
  claim:
    'For small values at random places zero copy gains nothing worth a change: sendfile saves less than a tenth of what read and write cost.',
  source: 'Articles on zero copy: not for key-value stores.',
  textbook: 'not for key-value stores',
  consequence: 'Batch answers into one call; the calls are the cost here, the copies are not.',
  cases: [
    {
      changes: { order: 'random', strategies: ['read-write', 'mmap-write', 'sendfile'], chunks: [128] },
      mostBytes: MiB,
    },
  ],
  decide: report =>
    decideByRatio(report, {
      over: { strategy: 'sendfile' },
      under: { strategy: 'read-write' },
      metric: senderCpu,
      holds: 'above',
      limit: 0.9,
    }),
};
