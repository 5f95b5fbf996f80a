import type { LanguageSpec } from './language';
import { isComment } from './mentions';
import { Sketch } from './sketch';

/**
 * A cheap look at the text: its sketch where there can be anything to find, else null. A loop needs its keyword, a
 * reading and a writing word that it reaches, a copy call its name; all of them outside of comments, as far as the
 * beginning of a line tells.
 */
export function quickLook(path: string, text: string, language: LanguageSpec): Sketch | null {
  if (language.codeless?.test(path)) return null;
  const { loop, read, write, copyCall } = language.quick;
  // Most files lack one of the words altogether: that costs less than to look where they stand.
  const sketch = read.test(text) && write.test(text) && loop.test(text) ? new Sketch(text, language) : null;
  if (sketch && sketch.loops.length > 0) return sketch;
  const copies = copyCall?.test(text) === true && standsInCode(copyCall, text);
  return copies ? (sketch ?? new Sketch(text, language)) : null;
}

function standsInCode(word: RegExp, text: string): boolean {
  const all = globalOf(word);
  all.lastIndex = 0;
  for (let match = all.exec(text); match; match = all.exec(text))
    if (!isComment(text, match.index)) return true;
  return false;
}

const globals = new Map<RegExp, RegExp>();

function globalOf(word: RegExp): RegExp {
  const known = globals.get(word) ?? new RegExp(word.source, `${word.flags}g`);
  globals.set(word, known);
  return known;
}
