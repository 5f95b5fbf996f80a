import { all, decideByRatio, senderCpu } from './judging';
import type { Scenario, ScenarioCase } from './scenario';
import { KiB, MiB } from './sizes';

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

const events = 'events of 4 KiB';
const batches = 'batches of 1 MiB';

/** B1, binlog shipping. Each append is sent once it is there, and waited for in a sleep: that is part of the cost. */
export const binlogShipping: Scenario = {
  id: 'binlog-shipping',
  title: 'MySQL: the binlog shipped to a replica',
  claim:
    'sendfile ships a growing log for at most two thirds of the CPU in batches of 1 MiB, but not event by event (4 KiB), where waiting outweighs the copies.',
  source:
    'Articles on zero copy: replication and log shipping (MySQL binlog). The file is followed: a writer appends, the sender sleeps until there is more.',
  textbook: '2 CPU copies against 0',
  consequence:
    'Ship in batches first: with each small event the sender falls asleep and is woken, which costs more than both copies. Once batches are large sendfile is worth having.',
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
