import type { Language } from '../../src/model/finding';

/** Kinds of ends the injector prepares (inject/ends.hh); `old` is a file that is there already, and longer. */
export type SourceKind = 'file' | 'fifo' | 'socket' | 'proc' | 'missing';
export type SinkKind = 'file' | 'old' | 'fifo' | 'socket';

/**
 * The parts of a program that mutations change. Each list holds lines of code, unindented; a shape puts them where
 * their name says. `afterRead` runs only where bytes were read, `afterWrite` where they were written.
 */
export interface Slots {
  imports: string[];
  parameters: string[];
  top: string[];
  before: string[];
  loopTop: string[];
  afterRead: string[];
  afterWrite: string[];
  after: string[];
  beforeClose: string[];
  /** Lines after the loop on every way out, or in `finally`. */
  leaving: string[];
  /** What is written, how much of it, and how much is asked for; in the language's own words. */
  bytes: string;
  extent: string;
  ask: string;
  size: string;
  /** Words of one language: names, modes, qualifiers; `shape` and `ends` hold the recipe's. */
  words: Record<string, string>;
}

/** How a program gets its ends, and what the harness passes it. */
export interface EndsForm {
  id: string;
  sources: SourceKind[];
  sinks: SinkKind[];
  /** The harness opens the source and passes it at an offset; else the program opens its own. */
  positioned?: boolean;
  /** Sets parameters, `top` (openings) and `beforeClose` (closings). */
  apply(slots: Slots): void;
}

/** Names of the slots that hold lines, and of those that hold one expression. */
export type Lines = Exclude<
  { [K in keyof Slots]: Slots[K] extends string[] ? K : never }[keyof Slots],
  never
>;
export type Expression = 'bytes' | 'extent' | 'ask' | 'size';

/** One way to make a plain copy something else. `$in` and `$out` stand for the names of the ends. */
export interface Mutation {
  id: string;
  /** Whether the program has a place for it; absent where every program has. */
  needs?: (slots: Slots) => boolean;
  /** Lines added behind those that are there. */
  add?: Partial<Record<Lines, string[]>>;
  set?: Partial<Record<Expression, string>>;
  words?: Record<string, string>;
}

export interface Shape {
  id: string;
  /** Whether it fits the ends (`words.ends`); absent where it fits all. */
  needs?: (slots: Slots) => boolean;
  /** Lines of the loop with everything the slots put into it. */
  lines(slots: Slots): string[];
}

export interface Recipe {
  ends: string;
  shape: string;
  mutations: string[];
}

export interface Program extends Recipe {
  /** `u17`: also the name of its function and file. */
  name: string;
  text: string;
}

export interface Toolchain {
  /** Null where it can run, else what to install. */
  lacking(): string | null;
  /**
   * Compiles the programs of `folder/src`; null where all compile, else the names of those that do not, with the
   * compiler's words.
   */
  build(folder: string, programs: Program[]): Promise<Map<string, string>>;
  /** The program that runs the cases: it gets the list of cases as its last argument. */
  command(folder: string): string[];
}

export interface LanguageForm {
  id: Language;
  extension: string;
  ends: EndsForm[];
  shapes: Shape[];
  mutations: Mutation[];
  slots(): Slots;
  /** The whole file of a program. */
  text(name: string, recipe: Recipe, slots: Slots, loop: string[]): string;
  toolchain: Toolchain;
  /** How many programs are made where no number is given, at least 300; left out: 600. */
  programs?: number;
  /** Kinds of faults this runtime never shows its programs: it waits or tries again itself. */
  withoutFaults?: Fault['kind'][];
  /** By caveat: the parts of a run that it lets differ. */
  excuses?: Record<string, Excuse>;
  /** Why results of this runtime do not count as proof; absent where they do. */
  reservation?: string;
}

export interface Fault {
  end: 'none' | 'source' | 'sink';
  kind: 'none' | 'short' | 'drip' | 'EINTR' | 'EAGAIN' | 'EIO' | 'ENOSPC' | 'EPIPE' | 'ECONNRESET';
  at: number;
}

/** One (program, input, fault) triple. */
export interface Case {
  id: number;
  program: string;
  source: SourceKind;
  size: number;
  start: number;
  sink: SinkKind;
  fault: Fault;
}

/** A line of the injector's log. */
export interface Observed {
  id: number;
  ending: string;
  said: string;
  hits: number;
  delivered: number;
  hash: string;
  mode: number;
  /** The offset of the input from which it was passed on unchanged, -1 where it was not. */
  from: number;
  /** Name of the call → [calls, bytes from the source, bytes to the sink]. */
  calls: Record<string, [number, number, number]>;
  effects: Record<string, number>;
  open: Record<string, string>;
}

/**
 * What a caveat lets differ between two runs of a case: parts of the original's record, as the other run has them.
 * `allowed` is the original's record with what the caveats before it allow.
 */
export type Excuse = (one: Case, allowed: Observed, after: Observed, before: Observed) => Partial<Observed>;
