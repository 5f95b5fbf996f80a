import { decideByPass, withPass } from './passes';
import type { Scenario } from './scenario';

/** N2. The pass changes every byte, far less work than a JSON encoder does: the claim holds the more so for one. */
export const jsonApiTransform: Scenario = {
  id: 'json-api-transform',
  title: 'JSON service: data changed on its way',
  claim: 'Where each byte is changed on its way, moving the bytes is less than half of the cost.',
  source: 'Articles on zero copy: not where data is parsed or changed (JSON, SQL).',
  textbook: 'not where data is changed',
  consequence: 'Make the work on the bytes cheaper; the way they travel is the smaller part.',
  cases: withPass('transform'),
  decide: report => decideByPass(report, 0.5),
};
