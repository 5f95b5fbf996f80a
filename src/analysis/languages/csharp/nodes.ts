import type { Node } from 'web-tree-sitter';
import type { Ir } from '../../syntax/ir';
import { bareType } from '../../syntax/loweringRules';

/** The named children of a node but comments and directives. */
export const parts = (node: Node | null): Node[] =>
  (node?.namedChildren ?? []).filter((part): part is Node => part !== null && !part.isExtra);

export const first = (node: Node, type: string): Node | null =>
  parts(node).find(part => part.type === type) ?? null;

/** `Shared` of `ArrayPool<byte>.Shared`, `Rent` of `Rent<byte>`. */
export const plainName = (node: Node | null): string => bareType(node?.text ?? '');

/** Layers of syntax that the grammar has no node of its own for. */
export type Mark = 'using_declaration' | 'named_argument' | 'initializer' | 'conditional_access';

/** Notes on a piece of ir that its node has a part which the ir leaves out. */
export function marked(node: Node, ir: Ir, type: Mark): Ir {
  ir.wraps = [...(ir.wraps ?? []), { type, cast: null, start: node.startIndex, end: node.endIndex }];
  return ir;
}

export const hasMark = (node: Ir, type: Mark): boolean =>
  node.wraps?.some(wrap => wrap.type === type) ?? false;
