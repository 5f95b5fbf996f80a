import { decideByPass, withPass } from './passes';
import { type Scenario, wordsOf } from './scenario';

/** N2. The pass sums every byte, about the least a search can do with it. */
export const searchScan: Scenario = {
  ...wordsOf('search-scan'),
  cases: withPass('checksum'),
  decide: report => decideByPass(report, 0.5),
};
