// Lowers assignments, declarations and functions.
import type { Node } from 'web-tree-sitter';
import type { Ir } from '../../syntax/ir';
import { keyOf, walk } from '../../syntax/ir';
import type { Lowering } from '../../syntax/lowering';
import { at } from '../../syntax/lowering';
import { buffer, declare, func, operation, wrapped } from '../../syntax/loweringRules';
import { tupleOf } from './jumps';

/** Names and values of a list, whether or not there is a list node around them. */
export function listed(node: Node | null, to: Lowering): Ir[] {
  if (!node) return [];
  return node.type === 'expression_list' ? to.children(node) : [to.lower(node)];
}

/** What is assigned: `*total` is what a pointer leads to, not the pointer. */
export function targetsOf(list: Node | null, to: Lowering): Ir[] {
  const parts = (list?.type === 'expression_list' ? list.namedChildren : [list]).filter(
    (part): part is Node => part !== null && !part.isExtra,
  );
  return parts.map(part =>
    part.type === 'unary_expression' && part.childForFieldName('operator')?.text === '*'
      ? operation(part, to)
      : to.lower(part),
  );
}

/** `a, b := f()` is one assignment of two targets; `a, b := x, y` are two. */
export function assignment(node: Node, to: Lowering): Ir {
  const targets = targetsOf(node.childForFieldName('left'), to);
  const values = listed(node.childForFieldName('right'), to);
  const operator = node.childForFieldName('operator')?.text ?? '=';
  const declares = node.type === 'short_var_declaration';
  const one = (some: Ir[], value: Ir | null): Ir =>
    at(node, {
      kind: 'assign',
      targets: some,
      operator: declares ? '=' : operator,
      value,
      declares,
      type: null,
    });
  // In `a, b = b, a` both values are those from before.
  if (targets.length > 1 && targets.length === values.length && mentions(targets, values.slice(1)))
    return one(targets, tupleOf(node, values));
  return pairs(node, targets, values, one);
}

const mentions = (targets: Ir[], values: Ir[]): boolean =>
  values.some(value => [...walk(value)].some(part => targets.some(target => isSamePlace(target, part))));
const isSamePlace = (a: Ir, b: Ir): boolean => keyOf(a) !== null && keyOf(a) === keyOf(b);

function pairs(node: Node, targets: Ir[], values: Ir[], one: (targets: Ir[], value: Ir | null) => Ir): Ir {
  if (targets.length < 2 || targets.length !== values.length) return one(targets, values[0] ?? null);
  return at(node, {
    kind: 'block',
    body: targets.map((target, position) => one([target], values[position]!)),
  });
}

/** `var a, b T = x, y`, `const c = 1`, struct fields, parameters. A `[n]byte` is a buffer of that size. */
export function declaration(node: Node, to: Lowering): Ir {
  const type = node.childForFieldName('type');
  const targets = to.fields(node, 'name');
  const values = listed(node.childForFieldName('value'), to);
  const isBytes =
    type?.type === 'array_type' && /^(byte|uint8)$/.test(type.childForFieldName('element')?.text ?? '');
  if (isBytes && values.length === 0) values.push(buffer(type!, to.field(type!, 'length')));
  return pairs(node, targets, values, (some, value) => declare(node, some, value, type?.text ?? null));
}

export const fieldDeclaration = (node: Node, to: Lowering): Ir =>
  declare(node, to.fields(node, 'name'), null, node.childForFieldName('type')?.text ?? null);

/** One declaration for each name: `dst, src *os.File` are two parameters. */
function parameters(list: Node | null, to: Lowering): Ir[] {
  const declared = (list?.namedChildren ?? []).filter((part): part is Node => part !== null && !part.isExtra);
  return declared.flatMap(part => {
    const type = part.childForFieldName('type')?.text ?? null;
    const names = to.fields(part, 'name');
    return names.length > 0
      ? names.map(target => declare(part, [target], null, type))
      : [declare(part, [], null, type)];
  });
}

/** The receiver is declared at the head of the body, so that it is no argument's place. */
export function goFunction(node: Node, to: Lowering): Ir {
  const body = to.field(node, 'body');
  const receiver = parameters(node.childForFieldName('receiver'), to);
  const results = node.childForFieldName('result');
  const named = results?.type === 'parameter_list' ? parameters(results, to) : [];
  const inner = body && at(node, { kind: 'block', body: [...receiver, ...named, body] });
  return func(
    node,
    node.childForFieldName('name')?.text ?? null,
    parameters(node.childForFieldName('parameters'), to),
    inner,
  );
}

/** `var a int` is one declaration, `var (…)` holds several. */
export function declarations(node: Node, to: Lowering): Ir {
  const parts = to.children(node);
  return parts.length === 1 ? wrapped(node, parts[0]!) : at(node, { kind: 'block', body: parts });
}
