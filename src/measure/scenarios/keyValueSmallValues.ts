import { decideByRatio, senderCpu } from './judging';
import { MiB, type Scenario, wordsOf } from './scenario';

/** N1. A value of 128 bytes, from a random place. */
export const keyValueSmallValues: Scenario = {
  ...wordsOf('key-value-small-values'),
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
