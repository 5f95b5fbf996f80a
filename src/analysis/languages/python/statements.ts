import type { Node } from 'web-tree-sitter';
import type { Handler, Ir } from '../../syntax/ir';
import type { Lowering, Rule } from '../../syntax/lowering';
import { at } from '../../syntax/lowering';
import type { LoopFields } from '../../syntax/loweringRules';
import { attempt, declare, loop, wrapped } from '../../syntax/loweringRules';

/** A loop; what its `else` holds runs after it, unless it breaks off. */
export const loopOf =
  (fields: LoopFields): Rule =>
  (node, to) => {
    const made = loop(fields)(node, to);
    const last = node.childForFieldName('alternative');
    if (!last) return made;
    made.end = node.childForFieldName('body')?.endIndex ?? made.end;
    const otherwise = at(last, { kind: 'other', type: last.type, children: to.children(last) });
    return at(node, { kind: 'block', body: [made, otherwise] });
  };

export const pass: Rule = node => at(node, { kind: 'block', body: [] });

const partsOf = (node: Node, ...types: string[]): Node[] =>
  node.namedChildren.filter((part): part is Node => part !== null && types.includes(part.type));

/** `with a as b, c:` opens before its body and closes on every way out. */
export function withBlock(node: Node, to: Lowering): Ir {
  const items = partsOf(node, 'with_clause').flatMap(clause => partsOf(clause, 'with_item'));
  const resources = items.map(item => wrapped(item, to.field(item, 'value') ?? pass(item, to)));
  return attempt(node, { resources, body: to.field(node, 'body') });
}

export function tries(node: Node, to: Lowering): Ir {
  const [last] = partsOf(node, 'finally_clause');
  const [otherwise] = partsOf(node, 'else_clause');
  return attempt(node, {
    body: to.field(node, 'body'),
    handlers: partsOf(node, 'except_clause', 'except_group_clause').map(part => handler(part, to)),
    otherwise: otherwise ? to.field(otherwise, 'body') : null,
    finalizer: last ? blockIn(last, to) : null,
  });
}

const blockIn = (node: Node, to: Lowering): Ir => {
  const [body] = partsOf(node, 'block');
  return body ? to.lower(body) : pass(node, to);
};

/** `except (A, B) as failure:` */
function handler(node: Node, to: Lowering): Handler {
  const [head] = node.namedChildren.filter(part => part && !part.isExtra && part.type !== 'block');
  const isNamed = head?.type === 'as_pattern';
  const taken = (isNamed ? head.namedChildren[0] : head) ?? null;
  const types = taken?.type === 'tuple' ? taken.namedChildren : [taken];
  const [name] = isNamed ? partsOf(head, 'as_pattern_target') : [];
  return {
    types: types.flatMap(type => type?.text ?? []),
    variable: name ? declare(name, to.children(name), null, null) : null,
    body: blockIn(node, to),
  };
}

/** The class whose method a function is; null for a function of the file, and for one inside another. */
export function ownerOf(node: Node): string | null {
  for (let up = node.parent; up && up.type !== 'function_definition'; up = up.parent)
    if (up.type === 'class_definition') return up.childForFieldName('name')?.text ?? null;
  return null;
}

/** The classes that the class around a node is made from, by their last names. */
export function basesOf(node: Node): string[] {
  for (let up: Node | null = node; up; up = up.parent)
    if (up.type === 'class_definition')
      return (up.childForFieldName('superclasses')?.namedChildren ?? []).flatMap(
        part => part?.text.split('.').pop() ?? [],
      );
  return [];
}
