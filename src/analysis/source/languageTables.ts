import type { Node } from 'web-tree-sitter';
import type { Edit, End, Verdict } from '../../model/finding';
import type { ReadConvention, WriteConvention } from '../calls/conventions';
import type { NamedShape } from '../calls/namedShapes';
import type { PrefilterTables } from '../prefilter/matchIndex';
import type { Call, Ir } from '../syntax/ir';
import type { Scope as NameScope } from './scope';
import type { SourceFile as ParsedFile } from './sourceFile';
import type { SyntaxTables } from './syntaxTables';

/** A parsed file of a language whose tables are known. */
export type SourceFile = ParsedFile<LanguageTables>;
/** What names mean in a part of such a file. */
export type Scope = NameScope<LanguageTables>;

/** A call that moves bytes between a buffer and an end. Numbers are argument positions. */
export interface TransferShape extends NamedShape {
  /** True: only with a receiver; false: only a plain function; left out: both. */
  receiver?: boolean;
  /** A receiver's name the call needs (`os` for `os.read`). */
  on?: RegExp;
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
  /** How the call reports its result; without it a loop that makes the call is not followed. */
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

/** What a macro of the file does that its name does not say: it calls another function, or leaves the loop around it. */
export type HiddenEffect = 'calls-another' | 'leaves' | 'counts-and-leaves';

/** A variable that is kept for the next call or watched from elsewhere, or that a function is given at its end. */
export type Outliving = 'kept' | 'cleaned';

/** What a language says of its code: everything below advice and fixes, which need whole loops. */
export interface LanguageTables extends PrefilterTables, SyntaxTables {
  transfers: TransferShape[];
  /** A for-each over these reads: the source, and the chunk's size where it is written. */
  iteration: ((over: Ir, scope: Scope) => { source: Ir; length: Ir | null } | null) | null;

  types: TypeRule[];
  factories: FactoryRule[];
  /** What a member that nothing declares says about an end (`resp.Body`); `path` is its whole key. */
  members?: FactoryRule[];
  /** The end inside a value of the file's own type that passes bytes on unseen; null for anything else. */
  wrapper?: (call: Call, scope: Scope) => Ir | null;
  /** Variable names that say what an end is (`sockfd`); the last resort, where its type is unknown. */
  hints: { name: RegExp; end: End }[];
  evidence: EvidenceRule[];
  /**
   * What names say about the bytes of an end of unknown type: the name of the variable (`zipOut`), or of the call that
   * passes it to a function (`readFromZip(file, in -> …)`).
   */
  opaque?: { name: RegExp; verdict: Verdict }[];

  /** Names of calls (`receiver.name`) and flags that test whether a task was cancelled; left out: none are known. */
  cancels?: RegExp;
  /** Whether a call flushes each chunk to its reader, as a stream of events does; left out: none does. */
  sendsAtOnce?: (call: Call, scope: Scope) => boolean;
  /** Calls that neither look at the bytes nor change them: flip, length, free. */
  pureCalls: RegExp;
  /** Calls on a source or a sink that do not change what passes: flush, close, poll. */
  housekeepingCalls: RegExp;
  effects: EffectRule[];
  /** `+` joins byte strings; left out: it moves a pointer. */
  concatenates?: true;

  /** The macros of a file that do more than they say, by name; left out: there are none. */
  hiddenEffects?: (file: SourceFile) => ReadonlyMap<string, HiddenEffect>;
  /** The base classes of the class around a node (`Symbols.bases`); left out: none are looked for. */
  basesOf?: (node: Node) => string[];
  /** Whether a field or variable outside of functions may have another value than it is declared with; left out: none may. */
  isChangeable?: (declared: Node, name: string, file: SourceFile) => boolean;
  /** Whether a file tests failures for what differs between the language's calls; left out: it is not checked. */
  takesFailuresApart?: (file: SourceFile) => boolean;
  /** What a declared variable is beside a plain one of its function; left out: nothing. */
  outlives?: (node: Node) => Outliving | null;
  /** The nodes of imports at the top of a file. */
  imports?: ImportSyntax;
  /** The nodes of lines for the compiler alone (`#region`): code that holds one stays. Left out: there are none. */
  directives?: string[];
}

/** A name that a file takes from a module. */
export interface Binding {
  /** The module's path: `fs.promises` for `node:fs/promises`. */
  module: string;
  /** The module's own name for it; null for the whole module. */
  name: string | null;
  local: string;
  by: 'import' | 'require';
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
  /** The node type of a module inside a file, which has imports of its own. */
  module?: string;
  /** The node types of names that may stand for an import. */
  names?: string[];
  /** The node the first import stands behind; left out: imports begin the file. */
  after?: string;
}
