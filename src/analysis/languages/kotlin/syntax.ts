import type { Node } from 'web-tree-sitter';
import type { Ir } from '../../syntax/ir';
import type { Lowering, Rule, Rules } from '../../syntax/lowering';
import { at } from '../../syntax/lowering';
import {
  assign,
  block,
  declare,
  func,
  jump,
  name,
  number,
  operation,
  text,
  transparent,
  wrapped,
} from '../../syntax/loweringRules';
import { call, lambdaFunction, navigation } from './callSyntax';
import { declared, first, last, nothingAt, parts, types } from './nodes';
import { conditional, forLoop, tries, when, whileLoop } from './statements';

/** The grammar has no words of its own for literals and jumps; `is` stands in back quotes. */
function identifier(node: Node, to: Lowering): Ir {
  const word = node.text;
  if (word === 'true' || word === 'false') return at(node, { kind: 'literal', value: word === 'true' });
  if (word === 'null') return at(node, { kind: 'literal', value: null });
  if (word === 'break' || word === 'continue') return at(node, { kind: 'jump', word, value: null });
  if (word.startsWith('`')) return at(node, { kind: 'name', name: word.slice(1, -1) });
  return name(node, to);
}

/** `break@outer`; a statement with a label of its own is kept with it. */
function labeled(node: Node, to: Lowering): Ir {
  const [, word, label] = /^(break|continue)@(\w+)$/.exec(node.text) ?? [];
  if (!label) return at(node, { kind: 'other', type: node.type, children: to.children(node) });
  const value = at(node, { kind: 'name', name: label });
  return at(node, { kind: 'jump', word: word as 'break' | 'continue', value });
}

/** `val x: T = value`; a cast at the end of the value is the type where none is written. */
export function property(node: Node, to: Lowering): Ir {
  const variable = first(node, /^(multi_)?variable_declaration$/);
  if (!variable) return block(node, to);
  const value = parts(node).find(
    part =>
      part.startIndex >= variable.endIndex &&
      !/^(getter|setter|type_constraints|modifiers)$/.test(part.type) &&
      !types.test(part.type),
  );
  const made = value ? to.lower(value) : null;
  const names = declared(variable, made, to);
  const [only] = names;
  if (only?.kind !== 'assign' || names.length > 1) {
    return at(node, { kind: 'block', body: [...(made ? [made] : []), ...names] });
  }
  const cast = value?.type === 'as_expression' ? (value.childForFieldName('right')?.text ?? null) : null;
  return wrapped(node, declare(node, only.targets, made, only.type ?? cast ?? typeOfNumber(value)));
}

/** `0L` is a Long, `0` an Int. */
function typeOfNumber(value: Node | undefined): string | null {
  if (value?.type !== 'number_literal' || /[.uUfF]/.test(value.text)) return null;
  return value.text.endsWith('L') ? 'Long' : 'Int';
}

export function parameter(node: Node, to: Lowering): Ir {
  return declared(node, null, to)[0] ?? nothingAt(node);
}

function functionDeclaration(node: Node, to: Lowering): Ir {
  const list = first(node, /^function_value_parameters$/);
  const parameters = parts(list)
    .filter(part => part.type === 'parameter')
    .map(part => to.lower(part));
  const body = first(node, /^(function_body|block)$/);
  const title = node.childForFieldName('name')?.text ?? null;
  return func(node, title, parameters, body ? to.lower(body) : null);
}

/** `= expression` returns it. */
function functionBody(node: Node, to: Lowering): Ir {
  const inner = last(node);
  if (!inner) return nothingAt(node);
  const body = to.lower(inner);
  return inner.type === 'block' ? body : at(node, { kind: 'jump', word: 'return', value: body });
}

const chains = /^(navigation|call|index)_expression$/;
const isHead = (node: Node): boolean =>
  chains.test(node.parent?.type ?? '') && parts(node.parent)[0]?.id === node.id;

/** `!a.b()`, which the grammar takes for `(!a).b()`: the sign belongs to the whole chain. */
const chained =
  (rule: Rule): Rule =>
  (node, to) => {
    const made = rule(node, to);
    let head: Node | undefined = node;
    while (head && chains.test(head.type)) head = parts(head)[0];
    const sign = head?.type === 'unary_expression' ? /^[!-](?![!-])/.exec(head.text)?.[0] : undefined;
    return sign && !isHead(node) ? at(node, { kind: 'operation', operator: sign, operands: [made] }) : made;
  };

function unary(node: Node, to: Lowering): Ir {
  const operator = node.childForFieldName('operator')?.text ?? '';
  const argument = node.childForFieldName('argument');
  if (argument && isHead(node) && /^[!-](?![!-])/.test(node.text)) return to.lower(argument);
  if (operator === '!!' && argument) return to.lower(argument);
  if (!/^(\+\+|--)$/.test(operator) || !argument) return operation(node, to);
  return at(node, {
    kind: 'assign',
    targets: [to.lower(argument)],
    operator: operator === '++' ? '+=' : '-=',
    value: at(node, { kind: 'literal', value: 1 }),
    declares: false,
    type: null,
  });
}

const words: Record<string, string> = { shl: '<<', shr: '>>', ushr: '>>', and: '&', or: '|', xor: '^' };

function infix(node: Node, to: Lowering): Ir {
  const [left, word, right] = parts(node);
  if (!left || !word || !right) return block(node, to);
  const operands = [to.lower(left), to.lower(right)];
  const operator = words[word.text];
  return operator
    ? at(node, { kind: 'operation', operator, operands })
    : at(node, {
        kind: 'call',
        name: word.text,
        receiver: operands[0]!,
        args: [operands[1]!],
        creates: false,
      });
}

function index(node: Node, to: Lowering): Ir {
  const [object, ...indices] = parts(node);
  if (!object) return nothingAt(node);
  return at(node, {
    kind: 'index',
    object: to.lower(object),
    indices: indices.map(part => to.lower(part)),
    slice: false,
  });
}

/** `"$name"` holds the name as `"${name}"` does: the grammar has a node for the latter alone. */
const string: Rule = (node, to) => {
  const inner = parts(node).filter(part => part.type === 'interpolation');
  const names = namesInText(node, inner);
  return inner.length + names.length > 0
    ? at(node, { kind: 'other', type: 'string_literal', children: [...to.children(node), ...names] })
    : text(node, to);
};

/** The names after a `$` that no backslash takes away, outside `${…}`. */
function namesInText(node: Node, apart: Node[]): Ir[] {
  const raw = node.type === 'multiline_string_literal';
  return [...node.text.matchAll(/(\\*)\$([A-Za-z_]\w*)/g)].flatMap(found => {
    const [whole, slashes, title] = found as unknown as [string, string, string];
    const start = node.startIndex + found.index + whole.length - title.length;
    const hidden = !raw && slashes.length % 2 === 1;
    if (hidden || apart.some(part => start > part.startIndex && start < part.endIndex)) return [];
    const names: Ir = { kind: 'name', name: title, start, end: start + title.length, parent: null };
    return [names];
  });
}

function returned(node: Node, to: Lowering): Ir {
  const label = node.childForFieldName('label')?.id;
  const value = parts(node).find(part => part.id !== label && part.type !== 'label');
  return at(node, { kind: 'jump', word: 'return', value: value ? to.lower(value) : null });
}

export const kotlinNodes: Rules = {
  identifier,
  this_expression: node => at(node, { kind: 'name', name: 'this' }),
  super_expression: node => at(node, { kind: 'name', name: 'super' }),
  number_literal: number,
  string_literal: string,
  multiline_string_literal: string,
  character_literal: text,
  parenthesized_expression: transparent(),
  // `@Suppress("…") output.write(…)`
  annotated_expression: transparent(),
  as_expression: transparent('left'),
  labeled_expression: labeled,
  value_argument: transparent(),
  property_delegate: transparent(),
  call_expression: chained(call),
  navigation_expression: chained(navigation),
  index_expression: chained(index),
  assignment: assign(),
  unary_expression: unary,
  binary_expression: operation,
  infix_expression: infix,
  property_declaration: property,
  class_parameter: parameter,
  parameter,
  variable_declaration: parameter,
  if_expression: conditional,
  when_expression: when,
  while_statement: whileLoop,
  do_while_statement: whileLoop,
  for_statement: forLoop,
  try_expression: tries,
  finally_block: block,
  block,
  function_declaration: functionDeclaration,
  anonymous_function: functionDeclaration,
  secondary_constructor: functionDeclaration,
  anonymous_initializer: functionDeclaration,
  function_body: functionBody,
  lambda_literal: lambdaFunction,
  return_expression: returned,
  throw_expression: jump('throw'),
};

/** Properties of a class or of the file, and what a primary constructor takes. */
export const isMember = (node: Node): boolean =>
  /^(class_body|source_file|enum_class_body)$/.test(node.parent?.type ?? '');
