import { english, type Say } from '../../src/report/sentences';
import { visibleLines } from '../../src/report/visible';

/** Longest text of a report that is shown; a label has no business being longer. */
const longest = 600;

let say: Say = english;

/** The language of the report's sentences. */
export function setSentences(to: Say): void {
  say = to;
}

/** Text of a report made fit to be shown: cut to a length, controls and bidi marks replaced by visible ones. */
export function plain(text: string, limit = longest): string {
  const cut = text.length > limit ? `${text.slice(0, limit)}…` : text;
  return visibleLines(cut);
}

/** A sentence of a report in the reader's language, fit to be shown. */
export function told(text: string, limit = longest): string {
  return plain(say(text), limit);
}
