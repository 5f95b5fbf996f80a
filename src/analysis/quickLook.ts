import type { LanguageSpec } from './language';
import { isComment } from './mentions';
import { loopMayCopy } from './sketch';

/**
 * A cheap look at the text: whether there can be anything to find. A loop needs its keyword, a reading and a writing
 * word, a copy call its name; all of them outside of comments, as far as the beginning of a line tells.
 */
export function mayHold(path: string, text: string, language: LanguageSpec): boolean {
  if (language.codeless?.test(path)) return false;
  const { loop, read, write, copyCall } = language.quick;
  // Most files lack one of the words altogether: that costs less than to look where they stand.
  if (read.test(text) && write.test(text) && loop.test(text) && loopMayCopy(text, language)) return true;
  return copyCall?.test(text) === true && standsInCode(copyCall, text);
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
