import type { Report } from '../../model/report';
import { all, decideByRatio, senderCpu } from './judging';
import type { Judgement, Scenario } from './scenario';
import { KiB, MiB } from './sizes';

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
  id: 'file-server-large',
  title: 'FTP, Samba: one large file',
  claim: 'A large file leaves a file server for at most half the CPU by sendfile.',
  source:
    'Articles on zero copy: FTP and Samba servers; the smb.conf option "use sendfile"; IBM developerWorks, 2008 ("about 65 %" less time).',
  textbook: 'about 65 % less time',
  consequence:
    'Let the server send large files by sendfile; a bigger buffer in the loop is the next best thing.',
  cases: [
    {
      changes: { strategies: ['read-write', 'mmap-write', 'sendfile', 'splice'], chunks: sizes },
    },
  ],
  decide: report => all(...sizes.map(chunkBytes => halves(report, chunkBytes))),
};
