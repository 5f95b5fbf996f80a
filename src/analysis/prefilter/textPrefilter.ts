import { wholeCalls } from '../calls/wholeFileCalls';
import { Lines } from './lines';
import { inCode, MatchIndex, type PrefilterTables, type Range, transferWords } from './matchIndex';
import { wholeReadsIn } from './wholeReads';

/** UTF-16 units of a for-each's head that are looked at. */
const longestHead = 200;

/** What may be a function of this name, as far as it reaches; `opens` is past its bracket or its sign. */
export interface MaybeFunction extends Range {
  name: string;
  opens: number;
}

/**
 * What a text's lines tell before it is parsed: where a loop can hold a read and a write, by itself or by functions of
 * the file that it calls. It takes too much for possible rather than too little: how far a loop or a function reaches
 * is seen by indentation and by braces, and it ends where both say so.
 */
export class TextPrefilter {
  private words: Record<'reads' | 'writes', MatchIndex> | null = null;
  private allLines: Lines | null = null;
  private names: Name[] | null = null;
  private candidates: MaybeFunction[] | null = null;
  private helping: Helpers | null = null;
  private possible: Range[] | null = null;

  constructor(
    readonly text: string,
    private readonly language: PrefilterTables,
  ) {}

  /** Where calls that read all of a source may stand, outside of comments. */
  get wholeReads(): Range[] {
    const calls = wholeCalls[this.language.id];
    return calls ? wholeReadsIn(this.text, calls) : [];
  }

  /** A copy call's names, outside of comments. */
  get copyCalls(): Range[] {
    const { copyCall, copyEnds } = this.language.quick;
    if (!copyCall?.test(this.text) || copyEnds?.test(this.text) === false) return [];
    return [...inCode(this.text, copyCall)];
  }

  private get transfers(): Record<'reads' | 'writes', MatchIndex> {
    const { text, language } = this;
    this.words ??= {
      reads: transferWords(text, language, 'read'),
      writes: transferWords(text, language, 'write'),
    };
    return this.words;
  }

  private get lines(): Lines {
    this.allLines ??= new Lines(this.text);
    return this.allLines;
  }

  /** The beginnings of loops that can hold a read and a write: from the keyword to where the loop's first part begins. */
  get loops(): Range[] {
    this.possible ??= this.hasWords
      ? [...loopsOf(this.text, this.language)].filter(loop => this.mayCopy(loop))
      : [];
    return this.possible;
  }

  /** Most files lack one of the words altogether: that costs less than to look where they stand. */
  private get hasWords(): boolean {
    const { loop, read, write } = this.language.quick;
    if (![read, write, loop].every(word => word.test(this.text))) return false;
    return !this.transfers.writes.none && !this.transfers.reads.none;
  }

  private mayCopy(loop: Range): boolean {
    const range = { start: loop.start, end: this.lines.reachWithBody(loop.start) };
    const readsHere = this.transfers.reads.within(range.start, range.end) || this.readsByItself(loop);
    const writesHere = this.transfers.writes.within(range.start, range.end);
    if ((readsHere && writesHere) || this.lines.isTangled) return true;
    const { reading, writing } = this.helpers;
    return (
      (readsHere ? 0 : levelOf(reading, range)) + (writesHere ? 0 : levelOf(writing, range)) <= mostLevels
    );
  }

  /** A for-each over a name that was set to what reads. */
  private readsByItself({ start }: Range): boolean {
    const over = this.language.quick.iterates?.exec(this.text.slice(start, start + longestHead))?.[1];
    if (over === undefined) return false;
    const settings = this.text.matchAll(new RegExp(`\\b${over}\\s*(?::[^=\\n]{0,80})?=(?!=)`, 'g'));
    return [...settings].some(({ index }) => this.transfers.reads.within(index, this.lines.reach(index)));
  }

  /** Whether a function of this name can move bytes, itself or by one it calls. */
  mayMove(name: string): boolean {
    const { reading, writing } = this.helpers;
    return this.lines.isTangled || reading.names.has(name) || writing.names.has(name);
  }

  /** What may be functions, in the order of the text. */
  get functions(): MaybeFunction[] {
    this.names ??= [...namesIn(this.text)];
    this.candidates ??= functionsAmong(this.names, this.lines);
    return this.candidates;
  }

  /** Row and column of an offset, both 0-based. */
  pointAt(offset: number): { row: number; column: number } {
    return this.lines.pointAt(offset);
  }

  private get helpers(): Helpers {
    if (this.helping) return this.helping;
    const { functions, names } = this;
    const calls = names!.filter(({ isCall }) => isCall);
    this.helping = {
      reading: throughOne(functions, calls, this.transfers.reads),
      writing: throughOne(functions, calls, this.transfers.writes),
    };
    return this.helping;
  }
}

/** `do` stands at a loop's beginning, where `while` stands at its end. */
export const loopsOf = (text: string, { quick }: PrefilterTables): Iterable<Range> =>
  inCode(text, new RegExp(`${quick.loop.source}|\\bdo\\b`));

/** Functions that lead to a read or a write: their names, and where those that hold one, and that call such, are called. */
interface Leading {
  names: Set<string>;
  calls: [MatchIndex, MatchIndex];
}
type Helpers = Record<'reading' | 'writing', Leading>;

/** Functions in which one of the words stands, or a call of such a function. */
function throughOne(functions: MaybeFunction[], calls: Name[], words: MatchIndex): Leading {
  const callsOf = (names: Set<string>): MatchIndex =>
    MatchIndex.at(calls.filter(({ name }) => names.has(name)));
  const around = (...mentions: MatchIndex[]): Set<string> =>
    new Set(
      functions
        .filter(({ start, end }) => mentions.some(some => some.within(start, end)))
        .map(({ name }) => name),
    );
  const direct = callsOf(around(words));
  const names = around(words, direct);
  return { names, calls: [direct, callsOf(names)] };
}

/** How many functions lie between a piece of a text and a read or a write: a loop that is further away copies nothing by itself. */
function levelOf({ calls }: Leading, { start, end }: Range): number {
  const level = calls.findIndex(some => some.within(start, end));
  return level < 0 ? Number.POSITIVE_INFINITY : level + 1;
}

/** Of a loop's read and write together. */
const mostLevels = 2;

/** A name that is called, or declared or set as a function is; it ends past its bracket or its sign. */
interface Name extends Range {
  name: string;
  isCall: boolean;
}

const naming =
  /\b(\w+)\s*(?:(\()|<|(?::[^=;,\n]{1,80})?[=:]\s*(?:async\b|function\b|func\b|lambda\b|move\b|[|({]|\w+\s*=>))/g;

function* namesIn(text: string): Generator<Name> {
  for (const { 0: matched, 1: name, 2: bracket, index } of text.matchAll(naming))
    yield { name: name!, isCall: bracket !== undefined, start: index, end: index + matched.length };
}

/** Lines that begin a statement or a type, and no function. */
const noFunction =
  /^\s*(?:\}\s*)?(?:else\b\s*)?(?:if|for|foreach|while|switch|return|catch|case|elif|with|match|throw|try|do|class|struct|namespace)\b/;
/** What the line shows in which a function begins, where its body does not open on a later one. */
const body = /[{]|=>|->|\b(?:define|fun|def|fn|lambda)\b/;

function functionsAmong(names: Name[], lines: Lines): MaybeFunction[] {
  const functions: MaybeFunction[] = [];
  for (const { name, start, end: opens } of names) {
    const [from, to] = lines.around(start);
    const end = lines.reach(start);
    // A call over several lines reaches as far, and has no body.
    if (!body.test(lines.text.slice(from, to)) && !(end > to && lines.text.slice(to, end).includes('{')))
      continue;
    if (!noFunction.test(lines.text.slice(from, opens))) functions.push({ name, start, opens, end });
  }
  return functions;
}

/** A cheap look at the text: its prefilter where there can be anything to find, else null. */
export function prefilterOf(path: string, text: string, language: PrefilterTables): TextPrefilter | null {
  if (language.codeless?.test(path)) return null;
  const prefilter = new TextPrefilter(text, language);
  const mayFind =
    prefilter.loops.length > 0 || prefilter.copyCalls.length > 0 || prefilter.wholeReads.length > 0;
  return mayFind ? prefilter : null;
}
