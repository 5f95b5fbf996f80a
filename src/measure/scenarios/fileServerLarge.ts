import type { Report } from '../../model/report';
import { all, decideByRatio, senderCpu } from './judging';
import { type Judgement, KiB, MiB, type Scenario, wordsOf } from './scenario';

const sizes = [64 * KiB, MiB];

const halves = (report: Report, chunkBytes: number): Judgement =>
  decideByRatio(report, {
    over: { strategy: 'sendfile', chunkBytes },
    under: { strategy: 'read-write', chunkBytes },
    metric: senderCpu,
    holds: 'below',
    limit: 0.5,
  });

/** W1, FTP and Samba: one large file, whole. Each buffer size is compared with its own. */
export const fileServerLarge: Scenario = {
  ...wordsOf('file-server-large'),
  cases: [
    {
      changes: { strategies: ['read-write', 'mmap-write', 'sendfile', 'splice'], chunks: sizes },
    },
  ],
  decide: report => all(...sizes.map(chunkBytes => halves(report, chunkBytes))),
};
