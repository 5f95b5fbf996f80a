import { decideByPass, withPass } from './passes';
import { type Scenario, wordsOf } from './scenario';

/** N2, Flink and Spark: records come in by a socket, are changed, and go to a file. */
export const streamTransform: Scenario = {
  ...wordsOf('stream-transform'),
  cases: withPass('transform', 'socket-to-file'),
  decide: report => decideByPass(report, 0.5),
};
