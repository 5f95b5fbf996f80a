import type { Node } from 'web-tree-sitter';
import type { Ir } from '../../syntax/ir';
import type { Lowering, Rules } from '../../syntax/lowering';
import { at } from '../../syntax/lowering';
import {
  assign,
  block,
  call,
  declare,
  func,
  index,
  jump,
  member,
  name,
  nothing,
  number,
  operation,
  sliceOf,
  text,
  transparent,
  truth,
} from '../../syntax/loweringRules';
import { loopOf, pass, tries, withBlock } from './statements';

/** `a, b = f()` is one assignment of two targets; `a, b = x, y` are two. */
function assignment(node: Node, to: Lowering): Ir {
  const left = node.childForFieldName('left')!;
  const right = node.childForFieldName('right');
  const many = /^(pattern_list|tuple_pattern|list_pattern)$/.test(left.type);
  const targets = many ? to.children(left) : [to.lower(left)];
  const lists = right && /^(expression_list|tuple|list)$/.test(right.type) && many;
  const values = lists ? to.children(right) : [right ? to.lower(right) : null];
  if (targets.length > 1 && targets.length === values.length)
    return at(node, {
      kind: 'block',
      body: targets.map((target, place) => one(node, [target], values[place]!)),
    });
  return one(node, targets, values[0] ?? null);
}

function one(node: Node, targets: Ir[], value: Ir | null): Ir {
  const type = node.childForFieldName('type')?.text ?? typeOfParameter(node);
  const declares = type !== null || isGlobal(node);
  return at(node, { kind: 'assign', targets, operator: '=', value, declares, type });
}

/** Module and class level, and fields of self, are seen from every function. */
export function isGlobal(node: Node): boolean {
  const left = node.childForFieldName('left');
  if (left?.type === 'attribute') return left.childForFieldName('object')?.text === 'self';
  const around = node.parent?.parent;
  return (
    around?.type === 'module' || (around?.type === 'block' && around.parent?.type === 'class_definition')
  );
}

/** `self.sock = sock` has the type that the constructor's parameter is written with. */
function typeOfParameter(node: Node): string | null {
  const left = node.childForFieldName('left');
  const right = node.childForFieldName('right');
  if (left?.type !== 'attribute' || right?.type !== 'identifier') return null;
  let up = node.parent;
  while (up && up.type !== 'function_definition') up = up.parent;
  const parameters = up?.childForFieldName('parameters')?.namedChildren ?? [];
  const typed = parameters.find(part => {
    const named = part?.childForFieldName('name') ?? part?.namedChildren[0];
    return part?.childForFieldName('type') && named?.text === right.text;
  });
  return typed?.childForFieldName('type')?.text ?? null;
}

function parameter(node: Node, to: Lowering): Ir {
  const written = node.childForFieldName('name') ?? node.namedChildren[0] ?? node;
  const value = node.childForFieldName('value');
  return declare(
    node,
    [to.lower(written)],
    value ? to.lower(value) : null,
    node.childForFieldName('type')?.text ?? null,
  );
}

/** Parameters in order; a method's `self` and `cls` have no argument's place. */
function definition(node: Node, to: Lowering): Ir {
  const parts = (node.childForFieldName('parameters')?.namedChildren ?? []).filter(
    (part): part is Node => part !== null && !part.isExtra && !/^(self|cls)$/.test(part.text),
  );
  const parameters = parts.map(part =>
    part.type === 'identifier' ? declare(part, [to.lower(part)], null, null) : to.lower(part),
  );
  return func(node, node.childForFieldName('name')?.text ?? null, parameters, to.field(node, 'body'));
}

/** `with open(p) as f` gives f its value. */
function asPattern(node: Node, to: Lowering): Ir {
  const alias = node.childForFieldName('alias');
  const [value] = to.children(node);
  const [target] = alias ? to.children(alias) : [];
  return target && value
    ? at(node, { kind: 'assign', targets: [target], operator: '=', value, declares: false, type: null })
    : value!;
}

/** `elif` and `else` hang on the condition before them, last first. */
function conditional(node: Node, to: Lowering): Ir {
  const rest = node.childrenForFieldName('alternative').filter((part): part is Node => part !== null);
  let otherwise: Ir | null = null;
  for (const part of rest.reverse())
    otherwise = part.type === 'else_clause' ? to.field(part, 'body') : branch(part, to, otherwise);
  return branch(node, to, otherwise);
}

const branch = (node: Node, to: Lowering, otherwise: Ir | null): Ir =>
  at(node, {
    kind: 'if',
    condition: to.field(node, 'condition') ?? at(node, { kind: 'literal', value: true }),
    consequence: to.field(node, 'consequence'),
    otherwise,
  });

/** `data[a:b]` is a slice; so is `data[:b]`. With a step (`data[::-1]`) it makes something new. */
function subscript(node: Node, to: Lowering): Ir {
  const part = node.childForFieldName('subscript');
  if (part?.type !== 'slice') return index('value', 'subscript')(node, to);
  const object = to.field(node, 'value')!;
  const bounds = part.children.filter(piece => piece !== null);
  if (bounds.findLastIndex(piece => piece.type === ':') > bounds.findIndex(piece => piece.type === ':'))
    return at(node, { kind: 'call', name: '#comprehension', receiver: null, args: [object], creates: false });
  const colon = bounds.findIndex(piece => piece.type === ':');
  const before = bounds.slice(0, colon).find(piece => piece.isNamed);
  const after = bounds.slice(colon + 1).find(piece => piece.isNamed || piece.type === ':');
  return sliceOf(node, object, before ? to.lower(before) : null, after?.isNamed ? to.lower(after) : null);
}

/** A comprehension makes something new out of what it walks over. */
const comprehension = (node: Node, to: Lowering): Ir =>
  at(node, { kind: 'call', name: '#comprehension', receiver: null, args: overs(node, to), creates: false });

const overs = (node: Node, to: Lowering): Ir[] =>
  node.namedChildren.flatMap(part => {
    const over = part?.type === 'for_in_clause' ? part.childForFieldName('right') : null;
    return over ? [to.lower(over)] : [];
  });

/** `bytes(b ^ k for b in data)` has a comprehension in place of its arguments. */
function pythonCall(node: Node, to: Lowering): Ir {
  const given = node.childForFieldName('arguments');
  const made = call()(node, to);
  if (given?.type === 'generator_expression' && made.kind === 'call')
    return { ...made, args: [to.lower(given)] };
  return elsewhere(made) ?? made;
}

/** `await loop.run_in_executor(None, f.read, n)` and `await to_thread(f.read, n)` are the call a thread makes. */
function elsewhere(made: Ir): Ir | null {
  if (made.kind !== 'call' || !/^(run_in_executor|to_thread|run_sync)$/.test(made.name)) return null;
  const [called, ...args] = made.name === 'run_in_executor' ? made.args.slice(1) : made.args;
  return called?.kind === 'member' ? { ...made, name: called.name, receiver: called.object, args } : null;
}

/** `f"{chunk!r}"` names what it shows. */
function string(node: Node, to: Lowering): Ir {
  const shown = node.namedChildren.filter(part => part?.type === 'interpolation');
  if (shown.length === 0) return text(node, to);
  const args = shown.flatMap(part => (part ? to.fields(part, 'expression') : []));
  return at(node, { kind: 'call', name: '#format', receiver: null, args, creates: false });
}

const lambda = (node: Node, to: Lowering): Ir => func(node, null, [], to.field(node, 'body'));

/** `a < b < c` is no operation of two. */
const compared = (node: Node, to: Lowering): Ir => {
  const operators = node.childrenForFieldName('operators');
  const operands = to.children(node);
  if (operands.length > 2) return at(node, { kind: 'other', type: 'comparison_chain', children: operands });
  return at(node, { kind: 'operation', operator: operators[0]?.text ?? '==', operands });
};

/** `a if test else b`, the test first. */
const choice = (node: Node, to: Lowering): Ir => {
  const [yes, test, no] = to.children(node);
  return at(node, {
    kind: 'operation',
    operator: '?:',
    operands: [test, yes, no].filter(part => part !== undefined),
  });
};

export const pythonNodes: Rules = {
  identifier: name,
  integer: number,
  float: number,
  string,
  concatenated_string: text,
  true: truth(true),
  false: truth(false),
  none: nothing,
  parenthesized_expression: transparent(),
  expression_statement: transparent(),
  await: transparent(),
  keyword_argument: transparent('value'),
  type: name,
  call: pythonCall,
  attribute: member('object', 'attribute'),
  subscript,
  assignment,
  augmented_assignment: assign(),
  named_expression: (node, to) =>
    at(node, {
      kind: 'assign',
      targets: to.fields(node, 'name'),
      operator: '=',
      value: to.field(node, 'value'),
      declares: false,
      type: null,
    }),
  as_pattern: asPattern,
  default_parameter: parameter,
  typed_parameter: parameter,
  typed_default_parameter: parameter,
  unary_operator: operation,
  not_operator: operation,
  binary_operator: operation,
  boolean_operator: operation,
  comparison_operator: compared,
  conditional_expression: choice,
  list_comprehension: comprehension,
  set_comprehension: comprehension,
  dictionary_comprehension: comprehension,
  generator_expression: comprehension,
  if_statement: conditional,
  with_statement: withBlock,
  try_statement: tries,
  while_statement: loopOf({ condition: 'condition' }),
  for_statement: loopOf({ element: 'left', over: 'right' }),
  function_definition: definition,
  lambda,
  block,
  return_statement: jump('return'),
  yield: jump('yield'),
  pass_statement: pass,
  break_statement: jump('break'),
  continue_statement: jump('continue'),
  raise_statement: jump('throw'),
};
