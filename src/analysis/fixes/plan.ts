import type { Message } from '../../model/message';
import type { Resolved } from '../loops/ends';
import type { LoopSummary } from '../loops/summary';
import type { Binding, Outliving } from '../source/languageTables';
import type { Assign, Ir } from '../syntax/ir';

/**
 * A part of new code: text of the builder's own, or a node of the program as it is written there; `whole` with the
 * syntax around it (`*total`).
 */
export type Piece = string | { node: Ir } | { whole: Ir };
/** A leading tab stands for one step of the file's own indentation. */
export type Line = Piece[];

/** What a builder wants done to the program; only the edit printer knows the source's text. */
export type Change =
  | { kind: 'insert-before'; node: Ir; lines: Line[] }
  | { kind: 'replace'; node: Ir; lines: Line[] }
  /** Takes out a statement that stands alone on its line. */
  | { kind: 'remove'; node: Ir }
  /** An import or include, or lines around it; nothing where the file has it already. `named` makes it the same one. */
  | { kind: 'import'; line: string; named: string /** Its line in a group of imports. */; part?: string }
  /** Takes out the imports that bind these names; nothing where there is none. */
  | { kind: 'unimport'; names: readonly string[] };

export interface FixPlan {
  /** What the fix does, in the imperative. */
  title: Message;
  changes: Change[];
  /** What the fix may change besides speed: clauses, `caveat.` of the catalogue. */
  caveats: Message[];
  /** The builder's rewrites were run beside the originals: what differed is what the caveats name. */
  compared?: true;
}

/** What a builder may ask about names and the file. */
export interface Symbols {
  /** A name like the wanted one that the file does not use. */
  fresh(wanted: string): string;
  /** As `fresh`, for a name at the top of the file. */
  freshInFile(wanted: string): string;
  /** The written type of a name; null where none is written. */
  typeOf(key: string): string | null;
  assignments(key: string): Assign[];
  /** The field, constant or variable of the file outside of functions that has a name; null where there is none. */
  globalOf(key: string): Assign | null;
  /** The file's imports or includes, as their nodes name them: `sys/socket.h`. Only those that hold unconditionally. */
  imports: readonly string[];
  /** The names the file takes from modules, where its language has such. */
  bindings: readonly Binding[];
  /** Whether code of the function can read a name's value when the loop is over. */
  isReadAfterLoop(key: string): boolean;
  /** Whether a name stands outside of the loop and of its own declarations. */
  isNamedElsewhere(key: string): boolean;
  /** Whether code outside of the function can: a parameter's target, a member, a global. */
  isShared(key: string): boolean;
  /** Whether a variable of the function is kept for its next call, or handed to code that runs when it is left; else null. */
  outlives(key: string): Outliving | null;
  /** The classes that the class around the loop is made from, by their last names; in C++ those whose members are not seen. */
  bases: readonly string[];
  /** Code of the file tests what it can tell of failures that differs between the calls of a language: type, text, errno. */
  failuresTakenApart: boolean;
  /** The loop stands in no function: what it uses must be there before it. */
  isTopLevel: boolean;
  /** The declaration of the variable that a name stands for at the loop; null where none is in sight. */
  declarationOf(key: string): Assign | null;
  /** The value of a constant expression; null where it can't be seen in the file. */
  valueOf(node: Ir): number | null;
  /** Whether the variable's value is read anywhere outside of these nodes. */
  isReadApartFrom(key: string, apart: readonly Ir[]): boolean;
  /** Whether a name stands anywhere in the file's code. */
  isNamed(name: string): boolean;
  /** Whether a name stands in the file's code as anything but the function of a call: it may mean one of the file. */
  isMoreThanCalled(name: string): boolean;
  /** How often a name stands in the file outside of imports and of these nodes. */
  namedInFile(name: string, apart: readonly Ir[]): number;
  /** As `namedInFile`, in the module of the file that the loop stands in: others have imports of their own. */
  namedInModule(name: string, apart: readonly Ir[]): number;
  /** The file may be included by programs of more than one language. */
  isHeader: boolean;
}

/** All that a fix builder gets. */
export interface FixRequest {
  summary: LoopSummary;
  source: Resolved;
  sink: Resolved;
  /** The variable that holds the bytes. */
  buffer: string | null;
  symbols: Symbols;
}

export type PlanBuilder = (request: FixRequest) => FixPlan | null;
