import type { Node } from 'web-tree-sitter';
import type { Ir } from '../../syntax/ir';
import type { Lowering, Rule } from '../../syntax/lowering';
import { at } from '../../syntax/lowering';
import { parts } from './patterns';

const loops = /^(loop|while|for)_expression$/;
const limits = /^(function_item|closure_expression|async_block)$/;

const labelOf = (node: Node): string | null =>
  parts(node)
    .find(part => part.type === 'label')
    ?.text.replace(/:$/, '') ?? null;

function loopAround(node: Node): Node | null {
  for (let up = node.parent; up && !limits.test(up.type); up = up.parent) if (loops.test(up.type)) return up;
  return null;
}

/** Whether a loop's value is what its function gives. */
function endsFunction(loop: Node): boolean {
  const statement = loop.parent?.type === 'expression_statement' ? loop.parent : loop;
  if (statement.children.at(-1)?.type === ';') return false;
  const body = statement.parent;
  const isLast = body?.type === 'block' && parts(body).at(-1)?.id === statement.id;
  return isLast && /^(function_item|closure_expression)$/.test(body.parent?.type ?? '');
}

/** A jump that a label leads out of another loop is a `goto`; what gives the last loop of a function its value, a return. */
export const leave =
  (word: 'break' | 'continue'): Rule =>
  (node: Node, to: Lowering): Ir => {
    const label = labelOf(node);
    const value = parts(node).find(part => part.type !== 'label');
    const loop = loopAround(node);
    const isOwn = loop !== null && (label === null || labelOf(loop) === label);
    if (!isOwn) return at(node, { kind: 'jump', word: 'goto', value: null });
    if (!value) return at(node, { kind: 'jump', word, value: null });
    const given = to.lower(value);
    return endsFunction(loop)
      ? at(node, { kind: 'jump', word: 'return', value: given })
      : at(node, { kind: 'jump', word, value: given, gives: true });
  };
