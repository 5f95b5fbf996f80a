/**
 * What a language has to say: its syntax (source/syntaxTables.ts), the words of the first look at a text
 * (prefilter/prefilterTables.ts), its calls and types (source/languageTables.ts), and here its advice and its fixes.
 * To add one:
 *
 * 1. `grammar`, `extensions`, `quick`: which wasm, which files, and the words without which a file is not parsed.
 * 2. `nodes`: a rule per node type of the grammar that lowers it to ir (lowering.ts has ready-made ones); only
 *    calls, assignments, declarations, loops, conditions, functions, members, indexes, slices and literals
 *    matter, the rest keeps its children by itself. `functions`, `globals` name the node types to look
 *    for. Whatever moves bytes per event (`on('data', …)`) is lowered to a loop with `element` and `over`.
 * 3. `transfers`: the calls that read into or write from a buffer; `allocation`: what makes a buffer of known size.
 * 4. `types`, `factories`, `hints`, `evidence`: what the two ends are: file, socket, pipe, memory, or a layer that
 *    looks at the bytes or encrypts them.
 * 5. `views`, `pureCalls`, `effects`: what other calls do to a buffer. A call in none of them counts as looking
 *    at the bytes, which silences the loop.
 * 6. `advise` (what one call would really do in this runtime), `copyCalls`, and `plan` (a fix) once programs that run
 *    before and after it show that nothing differs.
 *
 * The engine does the rest: loops/ follows buffer and count through the loop and through helpers of the same file.
 */
import type { Reach } from '../model/finding';
import type { Message } from '../model/message';
import type { FixPlan, PlanBuilder } from './fixes/plan';
import type { CopyLoop } from './loops/copyLoop';
import type { Resolved } from './loops/ends';
import type { LanguageTables, Scope, SourceFile } from './source/languageTables';
import type { SourceFile as ParsedFile } from './source/sourceFile';
import type { Call } from './syntax/ir';

/** A call that copies by itself and looks like it does not. */
export interface CopyCallShape {
  /** Text that must occur, so that files without it are not searched. */
  name: string | RegExp;
  receiver?: boolean;
  on?: RegExp;
  args: number | [number, number];
  source: 'receiver' | number;
  sink: 'receiver' | number;
  /** Where the size of its buffer, or the buffer itself, stands. */
  chunk?: number;
  when?: (call: Call, scope: Scope) => boolean;
}

/** The truth about one loop or call in this runtime. */
export interface Advice {
  reach: Reach;
  /** The call to use, short enough for a lens; null where there is none. */
  instead: string | null;
  /** What would take no copy if an end were opened another way, short enough for a lens. */
  better?: string;
  /** What that call does here, or why nothing is gained: a clause. */
  because: Message;
}

/** A call of the copy-call table with its two ends. */
export interface CopyCall {
  call: Call;
  source: Resolved;
  sink: Resolved;
  scope: Scope;
  file: SourceFile;
}

export interface LanguageSpec extends LanguageTables {
  /** Name of the wasm file without ending, by the source's path where there are several. */
  grammar: (path: string) => string;
  /** File endings with their dot, lower case. */
  extensions: string[];
  /** What runs its programs, as people call it: Node, .NET. */
  runtime: string;
  /** The editor's names of it: `typescriptreact` is TypeScript. */
  editorIds: string[];
  /** The text that is parsed, of the same length, where the grammar leaves code unparsed; left out: the file's own. */
  parsed?: (text: string) => string;

  advise: (flow: CopyLoop) => Advice;
  /** Null where the call is already the right one. */
  copyCalls: {
    shapes: CopyCallShape[];
    advise: (call: CopyCall) => Advice | null;
    /** A call's fix; left out: the language has none. */
    plan?: (call: CopyCall) => FixPlan | null;
  };
  /** A loop's fix, from its summary; left out: the language has none. */
  plan?: PlanBuilder;
}

/** A file as the rules get it. */
export type LanguageFile = ParsedFile<LanguageSpec>;
