import table from './languages.json';

/** What all that must not load the analysis knows of a language. `npm run reference` writes it from the languages' own files. */
interface LanguageRow {
  /** What runs its programs, as people call it: Node, .NET. */
  runtime: string;
  /** File endings with their dot, lower case. */
  extensions: readonly string[];
  /** The editor's names of it. */
  editorIds: readonly string[];
  /** Names of its grammars' wasm files without ending. */
  grammars: readonly string[];
}

export type Language = keyof typeof table;
export const languageTable: Readonly<Record<Language, LanguageRow>> = table;
export const languages = Object.keys(table) as Language[];
