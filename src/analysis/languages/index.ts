import type { Language } from '../../model/finding';
import type { LanguageSpec } from '../language';
import { c } from './c/c';
import { cpp } from './cpp/cpp';
import { csharp } from './csharp/csharp';
import { go } from './go/go';
import { java } from './java/java';
import { javascript } from './javascript/javascript';
import { kotlin } from './kotlin/kotlin';
import { python } from './python/python';
import { rust } from './rust/rust';
import { typescript } from './typescript/typescript';

/** Every language, one line each. */
export const specs: readonly LanguageSpec[] = [
  c,
  cpp,
  java,
  kotlin,
  go,
  rust,
  python,
  javascript,
  typescript,
  csharp,
];

const byId = new Map(specs.map(spec => [spec.id, spec]));
const byEnding = new Map(specs.flatMap(spec => spec.extensions.map(ending => [ending, spec.id] as const)));

export function specOf(language: Language): LanguageSpec | null {
  return byId.get(language) ?? null;
}

/** The language of a path by its ending; null for any other file. */
export function languageByPath(path: string): Language | null {
  const ending = /\.[^./\\]+$/.exec(path)?.[0].toLowerCase();
  return (ending && byEnding.get(ending)) || null;
}
