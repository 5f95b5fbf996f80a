import { t } from '@vscode/l10n';
import type { Language } from '../../../src/model/finding';
import type { Route } from '../../../src/model/route';
import { hasCall } from '../../../src/model/runtimeCalls';
import type { StrategyName } from '../../../src/model/strategy';
import { codeInC } from './c';
import { runtimeCode } from './runtimes';

export const codeLanguages: [Language, string][] = [
  ['c', 'C'],
  ['cpp', 'C++'],
  ['java', 'Java'],
  ['kotlin', 'Kotlin'],
  ['go', 'Go'],
  ['rust', 'Rust'],
  ['python', 'Python'],
  ['javascript', 'JavaScript'],
  ['typescript', 'TypeScript'],
  ['csharp', 'C#'],
];

/** Whether a stored choice names a language with code. */
export const isCodeLanguage = (id: string | null): id is Language =>
  codeLanguages.some(([known]) => known === id);

export interface Snippet {
  /** Empty if there is no code to show. */
  code: string;
  note: string;
}

export interface SnippetWish {
  language: Language;
  route: Route;
  strategy: StrategyName;
  chunkBytes: number;
}

/** Code that moves bytes by the advised strategy, or the nearest that the language’s runtime has, with a note. */
export function codeFor({ language, route, strategy, chunkBytes }: SnippetWish): Snippet {
  if (language === 'c' || language === 'cpp') return inC(route, strategy, chunkBytes);
  const runtime = runtimeCode(language === 'typescript' ? 'javascript' : language, route);
  if (!runtime) return { code: '', note: t('Its runtime has no call of its own for this; look at the C.') };
  if (hasCall(language, route, strategy)) return runtime;
  const nearest = t('Its runtime has no {0}; this is the nearest it offers.', strategy);
  return { code: runtime.code, note: `${nearest} ${runtime.note}` };
}

/** The nearest strategy with short code, if the advised one needs long code. */
const simple: Record<Route, StrategyName> = {
  'file-to-socket': 'sendfile',
  'file-to-pipe': 'splice',
  'file-to-file': 'copy-file-range',
  'socket-to-file': 'splice',
};

function inC(route: Route, strategy: StrategyName, chunkBytes: number): Snippet {
  const ends = t('source and target are open descriptors, left the bytes to move.');
  const code = codeInC(strategy, chunkBytes);
  if (code !== null) return { code, note: ends };
  const nearest = t(
    '{0} takes more than a few lines; this is {1}, the nearest that does not.',
    strategy,
    simple[route],
  );
  return { code: codeInC(simple[route], chunkBytes)!, note: `${nearest} ${ends}` };
}
