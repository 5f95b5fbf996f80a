import { Mentions } from './mentions';
import type { SourceFile } from './sourceFile';
import { functionName } from './sourceFile';

/** Names of a file's functions that read, and that write, themselves or by one they call. */
export interface Helpers {
  reading: Set<string>;
  writing: Set<string>;
}

const known = new WeakMap<SourceFile, Helpers>();

/** The file's helpers as far as words tell: a function in neither set moves nothing. */
export function helpersOf(file: SourceFile): Helpers {
  const found = known.get(file) ?? {
    reading: throughOne(file, file.transferWords('read')),
    writing: throughOne(file, file.transferWords('write')),
  };
  known.set(file, found);
  return found;
}

function throughOne(file: SourceFile, words: Mentions): Set<string> {
  const functions = file.nodes(file.language.functions);
  const around = (mentions: Mentions): string[] =>
    functions.filter(node => mentions.within(node.startIndex, node.endIndex)).map(functionName);
  const direct = new Set(around(words));
  return new Set([...direct, ...around(callsOf(direct, file))]);
}

/** Where functions of these names are called. */
export const callsOf = (names: Set<string>, file: SourceFile): Mentions =>
  new Mentions(file.text, /\b(\w+)\s*\(/, ([, name]) => names.has(name!));
