import { decideByRatio, senderCpu } from './judging';
import { KiB, MiB, type Scenario, wordsOf } from './scenario';

/** W1, media: a player asks for ranges in an order of its own, each answered with a header. */
export const mediaRanges: Scenario = {
  ...wordsOf('media-ranges'),
  cases: [
    {
      changes: {
        strategies: ['read-write', 'mmap-write', 'sendfile', 'splice'],
        chunks: [64 * KiB],
        headerBytes: 256,
        order: 'random',
      },
      pieceBytes: MiB,
      mostBytes: 256 * MiB,
    },
  ],
  decide: report =>
    decideByRatio(report, {
      over: { strategy: 'sendfile' },
      under: { strategy: 'read-write' },
      metric: senderCpu,
      holds: 'below',
      limit: 2 / 3,
    }),
};
