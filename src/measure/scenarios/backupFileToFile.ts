import { decideByRatio, senderCpu } from './judging';
import { MiB, type Scenario, wordsOf } from './scenario';

/** B1, backups: a copy on the same filesystem. */
export const backupFileToFile: Scenario = {
  ...wordsOf('backup-file-to-file'),
  cases: [
    {
      changes: {
        route: 'file-to-file',
        strategies: ['read-write', 'mmap-write', 'mmap-mmap', 'sendfile', 'copy-file-range', 'reflink'],
        chunks: [MiB],
      },
      mostBytes: 64 * MiB,
    },
  ],
  decide: report =>
    decideByRatio(report, {
      over: { strategy: 'copy-file-range' },
      under: { strategy: 'read-write' },
      metric: senderCpu,
      holds: 'below',
      limit: 1,
    }),
};
