import { decideByRatio, senderCpu } from './judging';
import type { Scenario } from './scenario';
import { KiB, MiB } from './sizes';

/** N1. 8 KiB is PostgreSQL's page; a database must look at each one, here by summing it. */
export const databaseRandomPages: Scenario = {
  id: 'database-random-pages',
  title: 'Database: random pages',
  claim:
    'Zero copy does not serve a database: sent page by page and looked at, it would save less than half of the CPU.',
  source:
    'Articles on zero copy: not for databases (random access, pages that are checked and changed in memory).',
  textbook: 'not for databases',
  consequence:
    'Look for gains elsewhere: fewer, larger reads and a cache of pages. A page that must be looked at has to be in user memory anyway.',
  cases: [
    {
      variant: 'page looked at',
      changes: {
        order: 'random',
        strategies: ['read-write', 'mmap-write'],
        chunks: [8 * KiB],
        pass: 'checksum',
      },
      mostBytes: 64 * MiB,
    },
    {
      variant: 'page unseen',
      changes: { order: 'random', strategies: ['read-write', 'sendfile'], chunks: [8 * KiB] },
      mostBytes: 64 * MiB,
    },
  ],
  decide: report =>
    decideByRatio(report, {
      over: { strategy: 'sendfile', variant: 'page unseen' },
      under: { strategy: 'read-write', variant: 'page looked at' },
      metric: senderCpu,
      holds: 'above',
      limit: 0.5,
    }),
};
