import type { Node } from 'web-tree-sitter';
import type { Ir } from '../../syntax/ir';
import { keyOf } from '../../syntax/ir';
import type { Lowering } from '../../syntax/lowering';
import { at } from '../../syntax/lowering';
import { block, declare } from '../../syntax/loweringRules';
import { parts } from './nodes';

/** `read is var n and > 0` is `(n = read) > 0`; what no comparison says is an operation `is` on the value. */
export function isPattern(node: Node, to: Lowering): Ir {
  const value = to.field(node, 'expression');
  const pattern = node.childForFieldName('pattern');
  return value && pattern ? test(pattern, value, to) : block(node, to);
}

function test(pattern: Node, value: Ir, to: Lowering): Ir {
  const [first, second] = parts(pattern);
  const operation = (operator: string, ...operands: Ir[]): Ir =>
    at(pattern, { kind: 'operation', operator, operands });
  switch (pattern.type) {
    case 'parenthesized_pattern':
      return first ? test(first, value, to) : operation('is', value);
    case 'declaration_pattern':
    case 'var_pattern':
      return operation('is', held(pattern, value, to));
    case 'relational_pattern':
      return operation(pattern.children[0]?.type ?? '', value, to.lower(first!));
    case 'constant_pattern':
      return operation('==', value, to.lower(first!));
    case 'negated_pattern':
      return operation('!', test(first!, value, to));
    case 'and_pattern':
      return both(pattern, [first!, second!], value, to);
    case 'or_pattern':
      if (keyOf(value) === null) return operation('is', value);
      return operation('||', test(first!, value, to), test(second!, value, to));
    default:
      return operation('is', value);
  }
}

/** Two patterns of one value: a name that one of them gives it stands for it in the other. */
function both(pattern: Node, [left, right]: [Node, Node], value: Ir, to: Lowering): Ir {
  if (names.test(left.type)) return test(right, held(left, value, to), to);
  if (names.test(right.type)) return test(left, held(right, value, to), to);
  const operands = keyOf(value) === null ? [value] : [test(left, value, to), test(right, value, to)];
  return at(pattern, { kind: 'operation', operator: operands.length > 1 ? '&&' : 'is', operands });
}

const names = /^(declaration|var)_pattern$/;

/** The declaration that a pattern makes of a value. */
function held(pattern: Node, value: Ir, to: Lowering): Ir {
  const target = pattern.childForFieldName('name') ?? parts(pattern).at(-1);
  const written = pattern.childForFieldName('type');
  const type = written && written.type !== 'implicit_type' ? written.text : null;
  return target ? declare(pattern, [to.lower(target)], value, type) : value;
}
