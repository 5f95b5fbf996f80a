import type { Node } from 'web-tree-sitter';
import type { Ir } from '../../syntax/ir';
import type { Lowering, Rules } from '../../syntax/lowering';
import { at } from '../../syntax/lowering';
import {
  assign,
  block,
  conditional,
  declare,
  func,
  goTo,
  jump,
  labelled,
  loop,
  name,
  nothing,
  number,
  operation,
  text,
  transparent,
  update,
} from '../../syntax/loweringRules';
import {
  argument,
  array,
  baseOf,
  conditionalAccess,
  creation,
  elementAccess,
  implicitCreation,
  invocation,
  memberAccess,
} from './callSyntax';
import { first, parts, plainName } from './nodes';
import { isPattern } from './patterns';
import { forEach, localDeclaration, tries, using, variables, yields } from './statements';

/** A label above a loop goes with the loop. */
const holdsLoop = (node: Node): boolean =>
  node.namedChildren.some(part => /^(while|do|for|foreach)_statement$/.test(part?.type ?? ''));

function unary(node: Node, to: Lowering): Ir {
  if (/^(\+\+|--)|(\+\+|--)$/.test(node.text)) return update(node, to);
  if (node.type === 'postfix_unary_expression') return transparent()(node, to);
  return operation(node, to);
}

/** What `ref` and `out` pass is a variable of the caller's: its type says so. */
function parameter(node: Node, to: Lowering): Ir {
  const target = node.childForFieldName('name');
  const written = node.childForFieldName('type')?.text ?? null;
  const isReference = /^(ref|out)\s/.test(node.text);
  const type = written !== null && isReference ? `ref ${written}` : written;
  return declare(node, target ? [to.lower(target)] : [], null, type);
}

/** An asynchronous method gives a task, an iterator nothing, before its body has run to its end. */
function method(node: Node, to: Lowering): Ir {
  const list = node.childForFieldName('parameters');
  const parameters = list?.type === 'parameter_list' ? to.children(list) : [];
  const title = node.childForFieldName('name')?.text ?? null;
  const made = func(node, title, parameters, to.field(node, 'body'));
  const isLater = parts(node).some(part => part.type === 'modifier' && part.text === 'async');
  return isLater ? { ...made, runsLater: true } : made;
}

function declaredArgument(node: Node, to: Lowering): Ir {
  const target = node.childForFieldName('name');
  return declare(node, target ? [to.lower(target)] : [], null, node.childForFieldName('type')?.text ?? null);
}

function field(node: Node, to: Lowering): Ir {
  const inner = first(node, 'variable_declaration');
  return inner ? to.lower(inner) : block(node, to);
}

export const csharpNodes: Rules = {
  identifier: name,
  this: name,
  base: baseOf,
  this_expression: name,
  base_expression: baseOf,
  predefined_type: name,
  generic_name: node => at(node, { kind: 'name', name: plainName(node) }),
  integer_literal: number,
  real_literal: number,
  string_literal: text,
  verbatim_string_literal: text,
  raw_string_literal: text,
  character_literal: text,
  boolean_literal: node => at(node, { kind: 'literal', value: node.text === 'true' }),
  null_literal: nothing,
  default_expression: nothing,
  parenthesized_expression: transparent(),
  cast_expression: transparent('value'),
  as_expression: transparent('left'),
  await_expression: transparent(),
  checked_expression: transparent(),
  ref_expression: transparent(),
  argument,
  expression_statement: transparent(),
  labeled_statement: (node, to) => (holdsLoop(node) ? transparent() : labelled)(node, to),
  global_statement: transparent(),
  invocation_expression: invocation,
  object_creation_expression: creation,
  implicit_object_creation_expression: implicitCreation,
  array_creation_expression: array,
  stackalloc_expression: array,
  member_access_expression: memberAccess,
  conditional_access_expression: conditionalAccess,
  element_access_expression: elementAccess,
  assignment_expression: assign(),
  prefix_unary_expression: unary,
  postfix_unary_expression: unary,
  binary_expression: operation,
  is_pattern_expression: isPattern,
  conditional_expression: (node, to) =>
    at(node, { kind: 'operation', operator: '?:', operands: to.children(node) }),
  local_declaration_statement: localDeclaration,
  field_declaration: field,
  variable_declaration: variables,
  declaration_expression: declaredArgument,
  parameter,
  property_declaration: parameter,
  using_statement: using,
  try_statement: tries,
  unsafe_statement: block,
  checked_statement: block,
  if_statement: conditional(),
  while_statement: loop({ condition: 'condition' }),
  do_statement: loop({ condition: 'condition', testsAfter: true }),
  for_statement: loop({ setup: 'initializer', condition: 'condition', update: 'update' }),
  foreach_statement: forEach,
  method_declaration: method,
  constructor_declaration: method,
  local_function_statement: method,
  accessor_declaration: method,
  lambda_expression: (node, to) => func(node, null, [], to.field(node, 'body')),
  anonymous_method_expression: (node, to) => func(node, null, [], to.lower(parts(node).at(-1) ?? node)),
  arrow_expression_clause: jump('return'),
  block,
  return_statement: jump('return'),
  yield_statement: yields,
  break_statement: jump('break'),
  continue_statement: jump('continue'),
  goto_statement: goTo,
  empty_statement: transparent(),
  throw_statement: jump('throw'),
  throw_expression: jump('throw'),
};

/** Fields, properties, and what a primary constructor takes. */
export const isPrimary = (node: Node): boolean =>
  /^(class|struct|record)_declaration$/.test(node.parent?.parent?.type ?? '');
