import type { Format } from '../messages/format';
import type { Translate } from './translate';

/** What text with figures is written with: the person's language and its numbers. */
export interface Wording {
  t: Translate;
  format: Format;
}
