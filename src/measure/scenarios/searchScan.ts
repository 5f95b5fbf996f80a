import { decideByPass, withPass } from './passes';
import type { Scenario } from './scenario';

/** N2. The pass sums every byte, about the least a search can do with it. */
export const searchScan: Scenario = {
  id: 'search-scan',
  title: 'Search: data read through',
  claim: 'Where each byte is looked at, moving the bytes is less than half of the cost.',
  source: 'Articles on zero copy: not for search engines, whose data must be in user memory.',
  textbook: 'not where data is read',
  consequence: 'Map the file: a search through a mapping spares the copy in, and sends only what it found.',
  cases: withPass('checksum'),
  decide: report => decideByPass(report, 0.5),
};
