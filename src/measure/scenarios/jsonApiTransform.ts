import { decideByPass, withPass } from './passes';
import { type Scenario, wordsOf } from './scenario';

/** N2. The pass changes every byte, far less work than a JSON encoder does: the claim holds the more so for one. */
export const jsonApiTransform: Scenario = {
  ...wordsOf('json-api-transform'),
  cases: withPass('transform'),
  decide: report => decideByPass(report, 0.5),
};
