import type { Node } from 'web-tree-sitter';
import type { Ir } from '../../syntax/ir';
import type { Lowering, Rule, Rules } from '../../syntax/lowering';
import { at } from '../../syntax/lowering';
import {
  assign,
  attempt,
  block,
  conditional,
  func,
  index,
  jump,
  loop,
  name,
  nothing,
  number,
  operation,
  text,
  transparent,
  truth,
  update,
  wrapped,
} from '../../syntax/loweringRules';
import {
  assignment,
  boundBy,
  declarator,
  declareBound,
  field,
  parameter,
  parameters,
  parts,
} from './binding';
import { creation, jsCall, plainMember } from './callSyntax';

/** The lowering rules JavaScript and TypeScript share. */

/** `this.out = …` declares what every method of the class sees. */
export const declaresField = (node: Node): boolean => {
  const left = node.childForFieldName('left');
  return left?.type === 'member_expression' && left.childForFieldName('object')?.type === 'this';
};

/** Declarations of the module itself. */
export const isTopLevel = (node: Node): boolean => {
  const around = node.parent?.parent;
  return around?.type === 'program' || around?.type === 'export_statement';
};

function definition(node: Node, to: Lowering): Ir {
  const label = node.childForFieldName('name')?.text ?? null;
  const made = func(node, label, parameters(node, to), to.field(node, 'body'));
  const isLater = node.children.some(part => part?.type === 'async' || part?.type === '*');
  return isLater ? { ...made, runsLater: true } : made;
}

/** A reader's result: its `value` is the bytes, its `done` says nothing about them. */
function memberOf(node: Node, to: Lowering): Ir {
  const property = node.childForFieldName('property')?.text ?? '';
  const object = node.childForFieldName('object');
  if (!/^(value|done)$/.test(property) || object?.type !== 'identifier') return plainMember(node, to);
  const args = [to.lower(object)];
  return at(node, { kind: 'call', name: `#${property}`, receiver: null, args, creates: false });
}

/** Tests of a type look at no bytes. */
function operate(node: Node, to: Lowering): Ir {
  const operator = node.childForFieldName('operator')?.text ?? '';
  if (!/^(typeof|instanceof|void|in)$/.test(operator)) return operation(node, to);
  return at(node, {
    kind: 'call',
    name: '#test',
    receiver: null,
    args: to.children(node).slice(0, 1),
    creates: false,
  });
}

/** `for (const x of xs)` and `for await`. */
function forEach(node: Node, to: Lowering): Ir {
  const left = node.childForFieldName('left')!;
  const isAwaited = node.children.some(part => part?.type === 'await');
  return at(node, {
    kind: 'loop',
    setup: [],
    condition: null,
    update: [],
    element: declareBound(left, boundBy(left, to), { value: null, type: null }),
    over: to.field(node, 'right'),
    ...(isAwaited && { steps: 'awaited' }),
    body: to.field(node, 'body') ?? at(node, { kind: 'block', body: [] }),
  });
}

/** The parts of `for (;;)` that are left out are statements of the grammar's own. */
const forLoop: Rule = (node, to) => {
  const made = loop({ setup: 'initializer', condition: 'condition', update: 'increment' })(node, to);
  if (made.kind !== 'loop') return made;
  const isLeftOut = (part: Ir): boolean => part.kind === 'other' && part.type === 'empty_statement';
  const condition = made.condition && !isLeftOut(made.condition) ? made.condition : null;
  return { ...made, setup: made.setup.filter(part => !isLeftOut(part)), condition };
};

/** `start: 10` among options: the key as a text, and the value. */
const pair: Rule = (node, to) => {
  const key = node.childForFieldName('key')!;
  const named = at(key, { kind: 'literal', value: key.text.replace(/^['"]|['"]$/g, '') });
  const value = to.field(node, 'value');
  return at(node, { kind: 'other', type: 'pair', children: value ? [named, value] : [named] });
};

/** `try { … } catch (error) { … } finally { … }`: a handler takes every failure. */
const tryStatement: Rule = (node, to) => {
  const handler = node.childForFieldName('handler');
  const caught = handler?.childForFieldName('parameter');
  const inside = (part: Node | null | undefined): Ir | null => (part ? to.field(part, 'body') : null);
  const handled = handler && {
    types: [],
    variable: caught ? declareBound(caught, boundBy(caught, to), { value: null, type: null }) : null,
    body: inside(handler) ?? at(handler, { kind: 'block', body: [] }),
  };
  return attempt(node, {
    body: to.field(node, 'body'),
    handlers: handled ? [handled] : [],
    finalizer: inside(node.childForFieldName('finalizer')),
  });
};

/** A jump to a label leaves more than one loop. */
const labelledJump =
  (word: 'break' | 'continue'): Rule =>
  node =>
    at(node, { kind: 'jump', word: node.childForFieldName('label') ? 'goto' : word, value: null });

/** `` `data: ${chunk}` `` makes a text of what it shows. */
function template(node: Node, to: Lowering): Ir {
  const shown = parts(node).filter(part => part.type === 'template_substitution');
  if (shown.length === 0) return text(node, to);
  const args = shown.flatMap(part => to.children(part));
  return at(node, { kind: 'call', name: '#format', receiver: null, args, creates: false });
}

/** The first part: what `as`, `!` and `satisfies` stand behind. */
const first: Rule = (node, to) => {
  const [part] = parts(node);
  return part ? wrapped(node, to.lower(part)) : at(node, { kind: 'block', body: [] });
};

const declarations: Rule = (node, to) => {
  const all = to.children(node);
  return all.length === 1 ? wrapped(node, all[0]!) : at(node, { kind: 'block', body: all });
};

export const functionTypes = [
  'function_declaration',
  'function_expression',
  'generator_function_declaration',
  'generator_function',
  'arrow_function',
  'method_definition',
];

export const javascriptNodes: Rules = {
  identifier: name,
  this: name,
  super: name,
  undefined: name,
  shorthand_property_identifier: name,
  shorthand_property_identifier_pattern: name,
  number,
  pair,
  string: text,
  template_string: template,
  true: truth(true),
  false: truth(false),
  null: nothing,
  parenthesized_expression: transparent(),
  expression_statement: transparent(),
  await_expression: transparent(),
  labeled_statement: transparent('body'),
  as_expression: first,
  satisfies_expression: first,
  non_null_expression: first,
  type_assertion: transparent(),
  call_expression: jsCall,
  new_expression: creation,
  member_expression: memberOf,
  subscript_expression: index('object', 'index'),
  lexical_declaration: declarations,
  variable_declaration: declarations,
  variable_declarator: declarator,
  assignment_expression: assignment,
  augmented_assignment_expression: assign(),
  update_expression: update,
  unary_expression: operate,
  binary_expression: operate,
  ternary_expression: (node, to) =>
    at(node, { kind: 'operation', operator: '?:', operands: to.children(node) }),
  field_definition: field,
  public_field_definition: field,
  required_parameter: parameter,
  optional_parameter: parameter,
  try_statement: tryStatement,
  if_statement: conditional(),
  else_clause: transparent(),
  while_statement: loop({ condition: 'condition' }),
  do_statement: loop({ condition: 'condition', testsAfter: true }),
  for_statement: forLoop,
  for_in_statement: forEach,
  ...Object.fromEntries(functionTypes.map(type => [type, definition])),
  statement_block: block,
  return_statement: jump('return'),
  yield_expression: jump('return'),
  break_statement: labelledJump('break'),
  continue_statement: labelledJump('continue'),
  throw_statement: jump('throw'),
};
