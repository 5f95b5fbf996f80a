// Parts of Kotlin syntax trees that several lowering rules need.
import type { Node } from 'web-tree-sitter';
import type { Ir } from '../../syntax/ir';
import type { Lowering } from '../../syntax/lowering';
import { at } from '../../syntax/lowering';
import { declare } from '../../syntax/loweringRules';

export const parts = (node: Node | null): Node[] =>
  (node?.namedChildren ?? []).filter((part): part is Node => part !== null && !part.isExtra);

export const last = (node: Node): Node | null => parts(node).at(-1) ?? null;
export const first = (node: Node, types: RegExp): Node | null =>
  parts(node).find(part => types.test(part.type)) ?? null;

export const types = /^(user_type|nullable_type|parenthesized_type|non_nullable_type)$/;

interface LoopParts {
  condition?: Ir | null;
  element?: Ir | null;
  over?: Ir | null;
  testsAfter?: boolean;
  body: Ir;
}

export const loopOf = (
  node: Node,
  { condition = null, element = null, over = null, testsAfter = false, body }: LoopParts,
): Ir => {
  const made = { kind: 'loop', setup: [], condition, update: [], body, element, over } as const;
  return at(
    node,
    testsAfter ? { ...made, setup: [], update: [], testsAfter } : { ...made, setup: [], update: [] },
  );
};

export const nothingAt = (node: Node): Ir => at(node, { kind: 'block', body: [] });

/** The names of a `variable_declaration`, or of several in brackets, with a value. */
export function declared(node: Node, value: Ir | null, to: Lowering): Ir[] {
  if (node.type === 'multi_variable_declaration')
    return parts(node).flatMap(part => declared(part, null, to));
  const target = first(node, /^identifier$/);
  return target ? [declare(node, [to.lower(target)], value, first(node, types)?.text ?? null)] : [];
}
