import { decideByRatio, senderCpu } from './judging';
import { KiB, MiB, type Scenario, wordsOf } from './scenario';

/** N1. 8 KiB is PostgreSQL's page; a database must look at each one, here by summing it. */
export const databaseRandomPages: Scenario = {
  ...wordsOf('database-random-pages'),
  cases: [
    {
      variant: 'page-seen',
      changes: {
        order: 'random',
        strategies: ['read-write', 'mmap-write'],
        chunks: [8 * KiB],
        pass: 'checksum',
      },
      mostBytes: 64 * MiB,
    },
    {
      variant: 'page-unseen',
      changes: { order: 'random', strategies: ['read-write', 'sendfile'], chunks: [8 * KiB] },
      mostBytes: 64 * MiB,
    },
  ],
  decide: report =>
    decideByRatio(report, {
      over: { strategy: 'sendfile', variant: 'page-unseen' },
      under: { strategy: 'read-write', variant: 'page-seen' },
      metric: senderCpu,
      holds: 'above',
      limit: 0.5,
    }),
};
