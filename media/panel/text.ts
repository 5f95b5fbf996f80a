import { english, type Say } from '../../src/report/sentences';

/** Longest text of a report that is shown; a label has no business being longer. */
const longest = 600;

// Controls, and the marks that reorder text: they could make a file name read as another.
const unsafe = /(?![\n\t])[\p{Cc}\p{Bidi_Control}\ufeff]/gu;

let say: Say = english;

/** The language of the report's sentences. */
export function setSentences(to: Say): void {
  say = to;
}

/** Text of a report made fit to be shown: cut to a length, controls and bidi marks replaced by visible ones. */
export function plain(text: string, limit = longest): string {
  const cut = text.length > limit ? `${text.slice(0, limit)}…` : text;
  return cut.replace(
    unsafe,
    letter => `⟨U+${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
  );
}

/** A sentence of a report in the reader's language, fit to be shown. */
export function told(text: string, limit = longest): string {
  return plain(say(text), limit);
}
