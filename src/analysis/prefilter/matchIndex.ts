import type { Language } from '../../model/finding';
import { type NamedShape, shapesNamed } from '../calls/namedShapes';

/** A piece of a text, UTF-16 offsets. */
export interface Range {
  start: number;
  end: number;
}

/** Where the words of a pattern stand in a text: found in one pass, then looked up for any range of it. */
export class MatchIndex {
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];

  /** `takes` says which matches count. */
  constructor(text: string, pattern: RegExp, takes: (match: RegExpExecArray) => boolean = () => true) {
    const words = new RegExp(pattern.source, `${pattern.flags.replace(/[gy]/g, '')}g`);
    for (let match = words.exec(text); match; match = words.exec(text)) {
      // An empty match would be found for ever.
      if (match[0] === '') words.lastIndex += 1;
      else if (takes(match)) {
        this.starts.push(match.index);
        this.ends.push(match.index + match[0].length);
      }
    }
  }

  /** Of places that are known, in the order of the text. */
  static at(places: { start: number; end: number }[]): MatchIndex {
    const mentions = new MatchIndex('', /(?!)/);
    for (const { start, end } of places) {
      mentions.starts.push(start);
      mentions.ends.push(end);
    }
    return mentions;
  }

  get none(): boolean {
    return this.starts.length === 0;
  }

  /** Whether one stands wholly inside [start, end). */
  within(start: number, end: number): boolean {
    const first = firstAtLeast(this.starts, start);
    return first < this.ends.length && this.ends[first]! <= end;
  }
}

/** Place of the first value of a sorted list that is at least `least`; the list's length where there is none. */
export function firstAtLeast(sorted: readonly number[], least: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where a text reads or writes as far as its words tell, outside of comments. */
export function transferWords(text: string, language: PrefilterTables, effect: 'read' | 'write'): MatchIndex {
  const { quick } = language;
  if (!quick.exact) return new MatchIndex(text, quick[effect], ({ index }) => !isComment(text, index));
  return new MatchIndex(text, quick[effect], match => {
    if (isComment(text, match.index)) return false;
    if (!match[0].endsWith('(')) return true;
    const [name, isBare] = calledAt(text, match);
    const takes = (shape: NamedShape): boolean => shape.effect === effect && !(isBare && needsMore(shape));
    return shapesNamed(name, language.transfers).some(takes);
  });
}

/** The whole name of a call whose matched part ends in its opening bracket, and whether it has no arguments. */
function calledAt(text: string, { index, 0: matched }: RegExpExecArray): [string, boolean] {
  const end = index + matched.length;
  const [, part = ''] = /(\w*)\s*\($/.exec(matched) ?? [];
  let start = index;
  if (matched.startsWith(part)) while (start > 0 && /\w/.test(text[start - 1]!)) start -= 1;
  return [text.slice(start, index) + part, /^\s*\)/.test(text.slice(end, end + 20))];
}

const needsMore = ({ args }: NamedShape): boolean => (typeof args === 'number' ? args : args[0]) > 0;

/** Whether the line begins as a line comment, or one inside a block comment, does. */
export function isComment(text: string, offset: number): boolean {
  let at = text.lastIndexOf('\n', offset - 1) + 1;
  while (text[at] === ' ' || text[at] === '\t') at += 1;
  return at < offset && (text.startsWith('//', at) || text.startsWith('* ', at));
}

/** Where a pattern's words stand outside of comments, judged by the beginning of the line. */
export function* inCode(text: string, words: RegExp): Generator<Range> {
  for (const { 0: matched, index } of text.matchAll(new RegExp(words.source, 'g')))
    if (!isComment(text, index)) yield { start: index, end: index + matched.length };
}

/** What the look at a text before it is parsed needs to know of a language. */
export interface PrefilterTables {
  id: Language;
  /** Names of files that hold declarations alone. */
  codeless?: RegExp;
  /** A file without a loop's keyword, a reading and a writing word, or without a copy call's word, is not parsed. */
  quick: {
    loop: RegExp;
    read: RegExp;
    write: RegExp;
    copyCall: RegExp | null;
    /** The words of the ends without which no copy call is worth a finding; left out: any may be. */
    copyEnds?: RegExp;
    /** The head of a for-each that may read though it holds no word for it; its first group is what it walks over. */
    iterates?: RegExp;
    /** Only calls whose whole name is in `transfers` count: where the words are parts of many names. */
    exact?: true;
  };
  transfers: readonly NamedShape[];
}
