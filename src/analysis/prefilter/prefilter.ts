import type { LanguageSpec } from '../language';
import { TextPrefilter } from './textPrefilter';

/** A cheap look at the text: its prefilter where there can be anything to find, else null. */
export function prefilterOf(path: string, text: string, language: LanguageSpec): TextPrefilter | null {
  if (language.codeless?.test(path)) return null;
  const prefilter = new TextPrefilter(text, language);
  const mayFind =
    prefilter.loops.length > 0 || prefilter.copyCalls.length > 0 || prefilter.wholeReads.length > 0;
  return mayFind ? prefilter : null;
}
