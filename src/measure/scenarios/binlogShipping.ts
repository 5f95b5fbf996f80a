import { all, decideByRatio, senderCpu } from './judging';
import { KiB, MiB, type Scenario, type ScenarioCase, wordsOf } from './scenario';

/** A log to which `followBytes` are appended at a time; the loop's buffer holds 64 KiB of it. */
const growingBy = (variant: string, followBytes: number): ScenarioCase => ({
  variant,
  changes: {
    strategies: ['read-write', 'mmap-write', 'sendfile', 'splice'],
    chunks: [64 * KiB],
    followBytes,
  },
  mostBytes: 16 * MiB,
});

const events = 'events-4k';
const batches = 'batches-1m';

/** B1, binlog shipping. Each append is sent once it is there, and waited for in a sleep: that is part of the cost. */
export const binlogShipping: Scenario = {
  ...wordsOf('binlog-shipping'),
  cases: [growingBy(events, 4 * KiB), growingBy(batches, MiB)],
  decide(report) {
    const ratioWithin = (variant: string, holds: 'below' | 'above') =>
      decideByRatio(report, {
        over: { strategy: 'sendfile', variant },
        under: { strategy: 'read-write', variant },
        metric: senderCpu,
        holds,
        limit: 2 / 3,
      });
    return all(ratioWithin(batches, 'below'), ratioWithin(events, 'above'));
  },
};
