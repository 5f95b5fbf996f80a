import { decideByRatio, senderCpu } from './judging';
import { MiB, type Scenario, wordsOf } from './scenario';

/**
 * K3. Entries go into a file, at the same price for both ways of looking them up. Not into a pipe: calls as small as
 * these meet its reader's lock there, and the measurement would be of that.
 */
export const kafkaIndex: Scenario = {
  ...wordsOf('kafka-index'),
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
