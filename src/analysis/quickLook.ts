import type { LanguageSpec } from './language';
import { Sketch } from './sketch';

/** A cheap look at the text: its sketch where there can be anything to find, else null. */
export function quickLook(path: string, text: string, language: LanguageSpec): Sketch | null {
  if (language.codeless?.test(path)) return null;
  const sketch = new Sketch(text, language);
  return sketch.loops.length > 0 || sketch.copyCalls.length > 0 ? sketch : null;
}
