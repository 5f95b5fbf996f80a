import { decideByPass, withPass } from './passes';
import type { Scenario } from './scenario';

/** N2, Flink and Spark: records come in by a socket, are changed, and go to a file. */
export const streamTransform: Scenario = {
  id: 'stream-transform',
  title: 'Stream processing: received, changed, stored',
  claim: 'Where a stream is changed between socket and file, moving the bytes is less than half of the cost.',
  source: 'Articles on zero copy: not for stream processors (Flink, Spark).',
  textbook: 'not where data is changed',
  consequence:
    'Keep records in memory between steps, and use zero copy only for the shuffle files that go out as they are.',
  cases: withPass('transform', 'socket-to-file'),
  decide: report => decideByPass(report, 0.5),
};
