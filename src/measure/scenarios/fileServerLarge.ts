import { decideByRatio, senderCpu } from './judging';
import type { Scenario } from './scenario';
import { KiB, MiB } from './sizes';

/** W1, FTP and Samba: one large file, whole. */
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
      changes: { strategies: ['read-write', 'mmap-write', 'sendfile', 'splice'], chunks: [64 * KiB, MiB] },
    },
  ],
  decide: report =>
    decideByRatio(report, {
      over: { strategy: 'sendfile', chunkBytes: MiB },
      under: { strategy: 'read-write', chunkBytes: 64 * KiB },
      metric: senderCpu,
      holds: 'below',
      limit: 0.5,
    }),
};
