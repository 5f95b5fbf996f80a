import type { Node } from 'web-tree-sitter';
import type { LoopModel } from '../calls/loopModel';
import type { Call, Ir } from '../syntax/ir';
import type { Rules } from '../syntax/lowering';

/** What a parsed file and the names in it need to know of a language. */
export interface SyntaxTables {
  nodes: Rules;
  functions: string[];
  /** Node types that declare fields, constants and macros outside functions; with `when`, only some of them. */
  globals: (string | { type: string; when: (node: Node) => boolean })[];
  /** The words of those that stand inside functions (`self.sock =`). */
  fieldsInFunctions?: RegExp;
  /** What a method of the same file may be called on (`this`, `self`); a call without a receiver always may be one. */
  selfReceivers: RegExp;
  /** The type whose method a function node is, where methods are found by the type of their receiver (Go). */
  ownerOf?: (node: Node) => string | null;
  /** The name of a written type as `types` knows it; left out: its last part, without pointers and generics. */
  typeName?: (written: string) => string;
  /** The size of a buffer that a call allocates (`ByteBuffer.allocate(n)`), or null if it allocates none. */
  allocation: (call: Call) => Ir | null;
  /** Values of constants the runtime defines: BUFSIZ. */
  constants: Record<string, number>;
  /** Calls that give the same bytes by another name: slices, wraps, casts. */
  views: RegExp;
  /** What the interpreter of loops needs; null until the language's table of calls says it. */
  model?: LoopModel;
}
