import { decideByRatio, senderCpu } from './judging';
import { KiB, type Scenario, type ScenarioCase, wordsOf } from './scenario';

/** 16 KiB is the producer's default batch.size. */
const appending = (variant: string, preallocate: boolean): ScenarioCase => ({
  variant,
  changes: {
    route: 'socket-to-file',
    strategies: ['read-write', 'mmap-write', 'splice'],
    chunks: [16 * KiB],
    preallocate,
  },
  mostBytes: 32 * 1024 * KiB,
});

const preallocated = 'segment-preallocated';

/** K2. Where a log is mapped its segments are preallocated, as a mapping cannot grow a file: that row is judged. */
export const kafkaProduce: Scenario = {
  ...wordsOf('kafka-produce'),
  cases: [appending(preallocated, true), appending('segment-growing', false)],
  decide: report =>
    decideByRatio(report, {
      over: { strategy: 'mmap-write', variant: preallocated },
      under: { strategy: 'read-write', variant: preallocated },
      metric: senderCpu,
      holds: 'below',
      limit: 1,
    }),
};
