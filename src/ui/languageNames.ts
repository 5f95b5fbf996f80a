import type { Language } from '../model/finding';

/** Languages as people write them; names are the same in every tongue. */
export const languageNames: Record<Language, string> = {
  c: 'C',
  cpp: 'C++',
  java: 'Java',
  kotlin: 'Kotlin',
  go: 'Go',
  rust: 'Rust',
  python: 'Python',
  javascript: 'JavaScript',
  typescript: 'TypeScript',
  csharp: 'C#',
};
