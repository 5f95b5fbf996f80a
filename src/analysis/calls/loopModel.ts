import type { CallRule } from './callRules';

/** What the interpreter of copy loops needs to know of a language. Without it no fix of a language is proven. */
export interface LoopModel {
  calls: readonly CallRule[];
  /** The variable that holds the kind of the last failure (`errno`); null where there is none. */
  errorVariable: string | null;
  /** Error kinds with two names: `EWOULDBLOCK` is `EAGAIN`. */
  errorNames: Readonly<Record<string, string>>;
  /** Names of variables that hold kinds of failures (io.EOF); left out: there are none. */
  failures?: RegExp;
  /** Names with a fixed value: `NULL` (null), `true` (1). */
  constants: Readonly<Record<string, number | null>>;
  /** Types wide enough to hold any count: casts to them keep a number's value. */
  wholeNumbers: RegExp;
  /** Types without a sign. */
  unsigned: RegExp;
  /** A number with a sign is taken for one without where the two are compared (C); left out: it is not. */
  mixesSigns?: true;
  /** Types of streams whose own state says whether the last call succeeded; left out: none. */
  streams?: RegExp;
  /** Calls that give no memory where there is none, and no failure; left out: allocating raises one. */
  mayGiveNothing?: RegExp;
  /** The node type of what returns a failure to the caller (`?`); left out: none. */
  handsOn?: string;
  /** The last expression of a function's body is its value (Rust); left out: only `return` gives one. */
  bodiesGiveValues?: true;
  /** Types of handlers that take every failure of a read or a write; left out: none does but one without a type. */
  catchesAll?: RegExp;
  /** Members that give the number of bytes of what they stand behind: `length`. */
  lengthMembers?: RegExp;
  /** Types of one byte, whose pointers count bytes. */
  byteTypes: RegExp;
  /** A second declaration of a name in a block makes another variable (Rust); left out: it is the same one. */
  redeclares?: true;
  /** A name that a function assigns is a variable of its own; left out: only a declared one is. */
  assigningDeclares?: true;
}
