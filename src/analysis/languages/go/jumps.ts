import type { Node } from 'web-tree-sitter';
import type { Ir } from '../../syntax/ir';
import type { Lowering } from '../../syntax/lowering';
import { at } from '../../syntax/lowering';

/** Several values at once: those of a return, or of an assignment. */
export const tupleOf = (node: Node, values: Ir[]): Ir =>
  at(node, { kind: 'operation', operator: '#tuple', operands: values });

const choices = /^(expression_switch|type_switch|select)_statement$/;

/** The loop a jump is in, or the switch it is in before that; null where it is in none. */
function enclosing(node: Node, types: RegExp): Node | null {
  for (let up = node.parent; up && !/^(function|method|func)_/.test(up.type); up = up.parent)
    if (types.test(up.type)) return up;
  return null;
}

const labelOf = (node: Node | null): string | null =>
  node?.namedChildren.find(part => part?.type === 'label_name')?.text ?? null;

/** A jump out of the innermost loop; one that a label leads elsewhere is a `goto`. */
export const leave =
  (word: 'break' | 'continue' | 'goto') =>
  (node: Node): Ir => {
    const label = labelOf(node);
    if (
      !label &&
      word === 'break' &&
      choices.test(enclosing(node, /^(for|\w+_switch|select)_statement$/)?.type ?? '')
    )
      return at(node, { kind: 'other', type: 'break_of_a_switch', children: [] });
    const loop = enclosing(node, /^for_statement$/)?.parent ?? null;
    const isOwn = !label || (loop?.type === 'labeled_statement' && labelOf(loop) === label);
    return at(node, { kind: 'jump', word: isOwn ? word : 'goto', value: null });
  };

/** A return without values hands out the named results. */
export function goReturn(node: Node, to: Lowering): Ir {
  const [values] = to.children(node);
  return at(node, { kind: 'jump', word: 'return', value: values ?? namedResults(node) });
}

function namedResults(node: Node): Ir | null {
  const list = functionAround(node)?.childForFieldName('result');
  const names = (list?.namedChildren ?? []).flatMap(part => part?.childrenForFieldName('name') ?? []);
  const values = names.flatMap(part => (part ? [at(node, { kind: 'name', name: part.text })] : []));
  return values.length > 1 ? tupleOf(node, values) : (values[0] ?? null);
}

function functionAround(node: Node): Node | null {
  for (let up = node.parent; up; up = up.parent)
    if (/^(function_declaration|method_declaration|func_literal)$/.test(up.type)) return up;
  return null;
}
