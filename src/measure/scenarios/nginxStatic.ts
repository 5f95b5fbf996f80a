import { all, decideByRatio, senderCpu } from './judging';
import { KiB, MiB, type Scenario, type ScenarioCase, wordsOf } from './scenario';

/** 256 bytes are a usual response header; the connection is kept alive, so that it costs nothing here. */
const serving = (variant: string, pieceBytes: number, mostBytes: number): ScenarioCase => ({
  variant,
  changes: { strategies: ['read-write', 'mmap-write', 'sendfile'], chunks: [64 * KiB], headerBytes: 256 },
  pieceBytes,
  mostBytes,
});

const large = 'files-16m';
const small = 'files-4k';

/** W1. Each file is opened, measured and closed, its header joined to it (MSG_MORE), as with `sendfile on; tcp_nopush on`. */
export const nginxStatic: Scenario = {
  ...wordsOf('nginx-static'),
  cases: [serving(large, 16 * MiB, 256 * MiB), serving(small, 4 * KiB, 32 * MiB)],
  decide: report =>
    all(
      decideByRatio(report, {
        over: { strategy: 'sendfile', variant: large },
        under: { strategy: 'read-write', variant: large },
        metric: senderCpu,
        holds: 'below',
        limit: 2 / 3,
      }),
      decideByRatio(report, {
        over: { strategy: 'sendfile', variant: small },
        under: { strategy: 'read-write', variant: small },
        metric: senderCpu,
        holds: 'below',
        limit: 1,
      }),
    ),
};
