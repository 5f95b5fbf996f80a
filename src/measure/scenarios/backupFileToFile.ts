import { decideByRatio, senderCpu } from './judging';
import type { Scenario } from './scenario';
import { MiB } from './sizes';

/** B1, backups: a copy on the same filesystem. */
export const backupFileToFile: Scenario = {
  id: 'backup-file-to-file',
  title: 'Backup: file to file',
  claim: 'copy_file_range copies a file for less CPU than a read and write loop.',
  source:
    'Articles on zero copy: backups of HDFS and FastDFS; on btrfs Rust measured 1741 to 12134 MB/s with copy_file_range (rust-lang/rust, PR 75272).',
  textbook: '2 CPU copies against 1 or 0',
  consequence:
    'Use the copying call of your runtime. Where the filesystem shares extents (btrfs, xfs) it moves no byte; elsewhere it saves one copy of two.',
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
