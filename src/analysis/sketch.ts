import type { LanguageSpec } from './language';
import { Lines } from './lines';
import { Mentions, transferWords } from './mentions';

/**
 * What a text's lines tell before it is parsed: whether one of its loops can hold a read and a write, by itself or by
 * functions of the file that it calls. Says yes where it can't tell: how far a loop or a function reaches is seen by
 * indentation and by braces, and it ends where both say so.
 */
export function loopMayCopy(text: string, language: LanguageSpec): boolean {
  const { quick, iteration } = language;
  const [reads, writes] = [transferWords(text, language, 'read'), transferWords(text, language, 'write')];
  if (writes.none) return false;
  const lines = new Lines(text);
  let helpers: Helpers | null = null;
  for (const loop of loopsOf(text, quick.loop)) {
    const [start, end] = [loop.index, lines.reach(loop.index)];
    let reading = reads.within(start, end) || (iteration !== null && !/^(?:while|loop|do)/.test(loop[0]));
    let writing = writes.within(start, end);
    if (reading && writing) return true;
    helpers ??= helpersOf(lines, reads, writes);
    reading ||= helpers.reading.within(start, end);
    writing ||= helpers.writing.within(start, end);
    if (reading && writing) return true;
  }
  return lines.isTangled;
}

/** `do` stands at a loop's beginning, where `while` stands at its end. */
function loopsOf(text: string, loop: RegExp): Iterable<RegExpExecArray> {
  return text.matchAll(new RegExp(`${loop.source}|\\bdo\\b`, 'g'));
}

/** Where functions are called that read, and that write, themselves or by one they call. */
interface Helpers {
  reading: Mentions;
  writing: Mentions;
}

function helpersOf(lines: Lines, reads: Mentions, writes: Mentions): Helpers {
  const names = [...namesIn(lines.text)];
  const functions = functionsOf(lines, names);
  const calls = names.filter(({ isCall }) => isCall);
  const through = (words: Mentions): Mentions => {
    const direct = callsOf(namesAround(functions, words), calls);
    return callsOf(namesAround(functions, words, direct), calls);
  };
  return { reading: through(reads), writing: through(writes) };
}

/** A name that is called, or declared or set as a function is. */
interface Name {
  name: string;
  isCall: boolean;
  start: number;
  /** Past its bracket or its sign. */
  end: number;
}

const naming =
  /\b(\w+)\s*(?:(\()|<|(?::[^=;,\n]{1,80})?[=:]\s*(?:async\b|function\b|func\b|lambda\b|move\b|[|({]|\w+\s*=>))/g;

function* namesIn(text: string): Generator<Name> {
  for (const { 0: matched, 1: name, 2: bracket, index } of text.matchAll(naming))
    yield { name: name!, isCall: bracket !== undefined, start: index, end: index + matched.length };
}

const callsOf = (names: Set<string>, calls: Name[]): Mentions =>
  Mentions.at(calls.filter(({ name }) => names.has(name)));

/** Names of the functions in which one of the words stands. */
function namesAround(functions: Name[], ...words: Mentions[]): Set<string> {
  const around = functions.filter(({ start, end }) => words.some(word => word.within(start, end)));
  return new Set(around.map(({ name }) => name));
}

/** Lines that begin a statement or a type, and no function. */
const noFunction =
  /^\s*(?:\}\s*)?(?:else\b\s*)?(?:if|for|foreach|while|switch|return|catch|case|elif|with|match|throw|try|do|class|struct|namespace)\b/;
/** What a function on one line shows. */
const body = /[{]|=>|->|\b(?:define|fun|def|fn|lambda)\b/;

/** What may be functions, as far as they reach. */
function functionsOf(lines: Lines, names: Name[]): Name[] {
  const functions: Name[] = [];
  for (const name of names) {
    const [from, to] = lines.around(name.start);
    const end = lines.reach(name.start);
    if (end <= to && !body.test(lines.text.slice(from, to))) continue;
    if (!noFunction.test(lines.text.slice(from, name.end))) functions.push({ ...name, end });
  }
  return functions;
}
