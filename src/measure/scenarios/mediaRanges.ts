import { decideByRatio, senderCpu } from './judging';
import type { Scenario } from './scenario';
import { KiB, MiB } from './sizes';

/** W1, media: a player asks for ranges in an order of its own, each answered with a header. */
export const mediaRanges: Scenario = {
  id: 'media-ranges',
  title: 'Media streaming: ranges of a file',
  claim: 'Ranges of 1 MiB in random order keep the gain of sendfile: a third of the CPU less at least.',
  source: 'Articles on zero copy: media streaming; HTTP range requests (RFC 9110, 14).',
  textbook: '2 CPU copies against 0',
  consequence: 'Serve ranges by sendfile with an offset; seeking costs nothing while the file is cached.',
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
