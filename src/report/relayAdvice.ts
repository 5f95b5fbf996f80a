// What one call would do for the bytes of a relay, in the language that the program is written in.
import type { Language } from '../model/finding';
import { languages, languageTable } from '../model/languages';
import { type Route, routes } from '../model/route';
import { callNameOf, isNative, runtimeCallOf, runtimeNameOf } from '../model/runtimeCalls';
import type { TracedRelay } from '../model/trace';

export type RelayAdvice =
  /** `call` moves them with so many copies by the CPU of each byte. */
  | { kind: 'call'; call: string; copies: number }
  /** The kernel has a call, and this runtime does not offer it. */
  | { kind: 'no-call'; runtime: string }
  /** No call is known that does it. */
  | { kind: 'none' };

/** By the ending of a file; those of C and C++ are not among them: any call of the kernel is theirs. */
const byEnding: Record<string, Language> = {
  ...Object.fromEntries(
    languages
      .filter(language => !isNative(language))
      .flatMap(language => languageTable[language].extensions.map(ending => [ending, language])),
  ),
  // Other languages of the Java virtual machine, whose lines a trace names too, call Java's library.
  '.scala': 'java',
  '.groovy': 'java',
  '.clj': 'java',
};

/** Runtimes that are known by the name of their process: where no line was found, its language is. */
const byProcess: [name: RegExp, language: Language][] = [
  [/^(node|MainThread)$/, 'javascript'],
  [/^(python|pypy)[\d.]*$/, 'python'],
  [/^java$/, 'java'],
  [/^dotnet$/, 'csharp'],
];

/** The language of a relay's line, else of its process; undefined for what may call the kernel directly. */
export function languageOfRelay({ location, process }: TracedRelay): Language | undefined {
  if (location?.line) return byEnding[/\.\w+$/.exec(location.file)?.[0] ?? ''];
  return byProcess.find(([name]) => name.test(process.name))?.[1];
}

export function relayAdvice(relay: TracedRelay): RelayAdvice {
  const { best, bytes, from, to } = relay;
  if (!best) return { kind: 'none' };
  const language = languageOfRelay(relay);
  const route = routes.find((one): one is Route => one === `${from.kind}-to-${to.kind}`);
  const copies = bytes > 0 ? Math.round(best.copiedBytes / bytes) : 0;
  if (language === undefined) return { kind: 'call', call: best.strategy.replaceAll('-', '_'), copies };
  if (!route) return { kind: 'none' };
  if (!runtimeCallOf(language, route)) return { kind: 'no-call', runtime: runtimeNameOf(language) };
  return { kind: 'call', call: callNameOf(best.strategy, route, language), copies };
}
