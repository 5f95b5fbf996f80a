/**
 * What a language tells the engine. A language is ONE file, languages/<language>.ts, its fixtures beside each
 * other in test/detectors/<language>/, and one line in languages/index.ts. To add one:
 *
 * 1. `grammar`, `extensions`, `quick`: which wasm, which files, and the words without which a file is not parsed.
 * 2. `nodes`: a rule per node type of the grammar that lowers it to ir (lowering.ts has ready-made ones); only
 *    calls, assignments, declarations, loops, conditions, functions, members, indexes, slices and literals
 *    matter, the rest keeps its children by itself. `functions`, `globals` name the node types to look
 *    for. Whatever moves bytes per event (`on('data', …)`) is lowered to a loop with `element` and `over`.
 * 3. `transfers`: the calls that read into or write from a buffer; `allocation`: what makes a buffer of known size.
 * 4. `types`, `factories`, `hints`, `evidence`: how the two ends are told: file, socket, pipe, memory, or a layer that
 *    looks at the bytes or encrypts them.
 * 5. `views`, `pureCalls`, `effects`: what other calls do to a buffer. A call in none of them counts as looking
 *    at the bytes, which silences the loop.
 * 6. `advise` (what one call would really do in this runtime), `fix` (edits, or null), and `copyCalls`.
 *
 * The engine does the rest: flow.ts follows buffer and count through the loop and same-file helpers.
 */
import type { Node } from 'web-tree-sitter';
import type { Edit, End, FixDraft, Language, Reach, Verdict } from '../model/finding';
import type { Message } from '../model/message';
import type { ReadConvention, WriteConvention } from './calls/conventions';
import type { LoopModel } from './calls/loopModel';
import type { Binding, FixPlan, PlanBuilder } from './fixes/plan';
import type { CopyLoop } from './loops/copyLoop';
import type { Resolved } from './loops/ends';
import type { Scope } from './source/scope';
import type { SourceFile } from './source/sourceFile';
import type { Call, Ir } from './syntax/ir';
import type { Rules } from './syntax/lowering';

/** A call that moves bytes between a buffer and an end. Numbers are argument positions. */
export interface TransferShape {
  effect: 'read' | 'write';
  name: string | RegExp;
  /** True: only with a receiver; false: only a plain function; left out: both. */
  receiver?: boolean;
  /** A receiver's name the call needs (`os` for `os.read`). */
  on?: RegExp;
  /** Number of arguments, or least and most. */
  args: number | [number, number];
  /** Where the source or the sink stands. */
  end: 'receiver' | number;
  /** Where the buffer stands; `result` where a read returns the bytes. */
  buffer: number | 'result' | 'receiver';
  /** Where the byte count stands that is asked for (reads) or written (writes); two are multiplied (fread). */
  length?: number | [number, number];
  /** Where a read puts its byte count; left out: it is the call's result. */
  count?: number;
  /** Where the offset into the buffer stands; not the file's offset. */
  offset?: number;
  /** The buffer has a position and a limit of its own, between which the call moves bytes. */
  cursor?: true;
  /** The call moves a single byte. */
  single?: boolean;
  /** What it reads from asks the kernel for more than one byte at a time, whatever it is. */
  buffered?: true;
  /** What the call proves about its end (`recv`: a socket). */
  proves?: End;
  /** How the call tells what happened; without it a loop that makes the call is not followed. */
  returns?: ReadConvention | WriteConvention;
  /** The call itself changes or hides the bytes (`SSL_write`). */
  verdict?: Verdict;
  /** A last look where the table can't decide. */
  when?: (call: Call, scope: Scope) => boolean;
}

/** What a type, or the constructor of that name, says about an end. */
export interface TypeRule {
  type: RegExp;
  end?: End;
  /** Wraps the stream in its first argument, and passes bytes unchanged. */
  wraps?: boolean;
  /** Bytes do not come out as they went in, or are looked at. */
  verdict?: Verdict;
  /** A last look at a constructor's arguments; a rule with it says nothing about a written type. */
  when?: (call: Call, scope: Scope) => boolean;
  /** The type `advise` sees in place of the constructor's name. */
  as?: string;
}

/** What a call that is no constructor says about the end it returns. `path` is `receiver.name` or `name`. */
export interface FactoryRule {
  path: RegExp;
  end?: End;
  verdict?: Verdict;
  /** The end is that of the receiver or of an argument. */
  through?: 'receiver' | number;
  /** The type the call returns, for `advise`. */
  type?: string;
  /** A last look at the arguments: the mode a file is opened in, the network that is dialled. */
  when?: (call: Call, scope: Scope) => boolean;
}

/** A call that shows what one of its arguments, or its receiver, is (`setsockopt(fd, …)`). */
export interface EvidenceRule {
  call: RegExp;
  at: 'receiver' | number;
  end: End;
}

/** What a call does to a buffer it is given. */
export interface EffectRule {
  call: RegExp;
  verdict: Verdict;
}

/** A variable that is kept for the next call or watched from elsewhere, or that a function is given at its end. */
export type Outliving = 'kept' | 'cleaned';

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

/** A replacement for the text of the loop (or another range); null keeps the advice alone. */
export type FixBuilder = (flow: CopyLoop) => FixDraft | null;

export interface LanguageSpec {
  id: Language;
  /** Name of the wasm file without ending, by the source's path where there are several. */
  grammar: (path: string) => string;
  /** File endings with their dot, lower case. */
  extensions: string[];
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
  /** Names of files that hold declarations alone. */
  codeless?: RegExp;
  /** The text that is parsed, of the same length, where the grammar leaves code unparsed; left out: the file's own. */
  parsed?: (text: string) => string;
  nodes: Rules;
  functions: string[];
  /** Node types that declare fields, constants and macros outside functions; with `when`, only some of them. */
  globals: (string | { type: string; when: (node: Node) => boolean })[];
  /** The words of those that stand inside functions (`self.sock =`). */
  fieldsInFunctions?: RegExp;

  transfers: TransferShape[];
  /** The size of a buffer that a call allocates (`ByteBuffer.allocate(n)`), or null if it allocates none. */
  allocation: (call: Call) => Ir | null;
  /** A for-each over these reads: the source, and the chunk's size where it is written. */
  iteration: ((over: Ir, scope: Scope) => { source: Ir; length: Ir | null } | null) | null;
  /** Values of constants the runtime defines: BUFSIZ. */
  constants: Record<string, number>;

  types: TypeRule[];
  factories: FactoryRule[];
  /** What a member that nothing declares says about an end (`resp.Body`); `path` is its whole key. */
  members?: FactoryRule[];
  /** The name of a written type as `types` knows it; left out: its last part, without pointers and generics. */
  typeName?: (written: string) => string;
  /** The end inside a value of the file's own type that passes bytes on unseen; null for anything else. */
  wrapper?: (call: Call, scope: Scope) => Ir | null;
  /** Variable names that tell an end where types don't (`sockfd`); the last resort. */
  hints: { name: RegExp; end: End }[];
  evidence: EvidenceRule[];
  /**
   * Names that tell what is done to the bytes of an end that nothing else tells about: of the variable (`zipOut`), or
   * of the call that hands it to a function (`readFromZip(file, in -> …)`).
   */
  opaque?: { name: RegExp; verdict: Verdict }[];

  /** Names of calls (`receiver.name`) and flags that tell whether a task was called off; left out: none are known. */
  cancels?: RegExp;
  /** Whether a call hands each chunk to its reader at once, as who streams events wants it; left out: none does. */
  sendsAtOnce?: (call: Call, scope: Scope) => boolean;
  /** Calls that give the same bytes by another name: slices, wraps, casts. */
  views: RegExp;
  /** Calls that neither look at the bytes nor change them: flip, length, free. */
  pureCalls: RegExp;
  /** Calls on a source or a sink that do not change what passes: flush, close, poll. */
  housekeepingCalls: RegExp;
  effects: EffectRule[];
  /** What the interpreter of loops needs; null until the language's table of calls says it. */
  model?: LoopModel;
  /** What a method of the same file is called on, besides nothing (`this`, `self`). */
  selfReceivers: RegExp;
  /** The type whose method a function node is, where methods are found by the type of their receiver (Go). */
  ownerOf?: (node: Node) => string | null;
  /** What `Symbols.bases` says of a node; left out: none are looked for. */
  basesOf?: (node: Node) => string[];
  /** Whether a field or variable outside of functions may have another value than it is declared with; left out: none may. */
  isChangeable?: (declared: Node, name: string, file: SourceFile) => boolean;
  /** Whether a file asks failures for what tells the calls of the language apart; left out: nobody looks. */
  takesFailuresApart?: (file: SourceFile) => boolean;
  /** What a declared variable is beside a plain one of its function; left out: nothing. */
  outlives?: (node: Node) => Outliving | null;
  /** `+` joins byte strings; left out: it moves a pointer. */
  concatenates?: true;

  advise: (flow: CopyLoop) => Advice;
  /** Null where the call is already the right one. */
  copyCalls: {
    shapes: CopyCallShape[];
    advise: (call: CopyCall) => Advice | null;
    fix?: (call: CopyCall) => FixDraft | null;
    /** As `fix`, as a plan; a language has one of the two. */
    plan?: (call: CopyCall) => FixPlan | null;
  };
  fix: FixBuilder;
  /** As `fix`, from the summary of a loop; a language has one of the two. */
  plan?: PlanBuilder;
  /** The nodes of imports at the top of a file. */
  imports?: ImportSyntax;
  /** The nodes of lines for the compiler alone (`#region`): code that holds one stays. Left out: there are none. */
  directives?: string[];
}

/** How a language writes imports. */
export interface ImportSyntax {
  /** Node types at the top of a file that import. */
  types: string[];
  /** A last look at a node of these types. */
  when?: (node: Node) => boolean;
  /** What an import names: `sys/socket.h`. */
  nameOf: (node: Node) => string;
  /** The names that the file's imports bind. */
  bindings?: (file: SourceFile) => readonly Binding[];
  /** The node type of one import, where several may stand in a group of this type. */
  part?: { type: string; group: string };
  /**
   * The edits that take out the imports of some names, where one import may bind several; `line` takes out whole lines,
   * and is undefined where something else stands on them, as an edit is that can't be made.
   */
  without?: (
    file: SourceFile,
    names: readonly string[],
    line: (start: number, end: number) => Edit | undefined,
  ) => (Edit | undefined)[];
  /** What code calls an import by. */
  calledAs?: (node: Node) => string;
  /** The node types of names that may stand for an import. */
  names?: string[];
  /** The node the first import stands behind; left out: imports begin the file. */
  after?: string;
}
