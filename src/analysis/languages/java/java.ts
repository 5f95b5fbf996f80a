import type { Node } from 'web-tree-sitter';
import type { LanguageSpec } from '../../language';
import type { SourceFile } from '../../source/languageTables';
import { ownerOf } from '../../syntax/classes';
import type { Handler, Ir } from '../../syntax/ir';
import type { Lowering, Rule, Rules } from '../../syntax/lowering';
import { at } from '../../syntax/lowering';
import {
  assign,
  attempt,
  block,
  buffer,
  conditional,
  create,
  declaration,
  declare,
  func,
  index,
  jump,
  loop,
  member,
  methodCall,
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
import { jvmModel, transfers } from '../jvm/calls';
import * as ends from '../jvm/ends';
import { jvmImports } from '../jvm/imports';
import * as jvm from '../jvm/jvm';
import { planLoop } from '../jvm/plan';
import { planCall } from '../jvm/planCall';
import { dialect } from './fix';

/** One declaration per declarator; several share the written type. */
function variables(node: Node, to: Lowering): Ir {
  const type = node.childForFieldName('type')?.text ?? null;
  const declared = node
    .childrenForFieldName('declarator')
    .filter(part => part !== null)
    .map(part => {
      const value = part.childForFieldName('value');
      const target = part.childForFieldName('name')!;
      return declare(part, [to.lower(target)], value ? to.lower(value) : null, type === 'var' ? null : type);
    });
  return declared.length === 1 ? wrapped(node, declared[0]!) : at(node, { kind: 'block', body: declared });
}

/** `try (var in = …)`, whose `var` is of the value's type; `try (in)`. */
const resource: Rule = (node, to) => {
  if (!node.childForFieldName('name')) return transparent()(node, to);
  const type = node.childForFieldName('type')?.text ?? null;
  return declare(node, to.fields(node, 'name'), to.field(node, 'value'), type === 'var' ? null : type);
};

const partsOf = (node: Node, type: string): Node[] =>
  node.namedChildren.filter((part): part is Node => part?.type === type);

function tries(node: Node, to: Lowering): Ir {
  const [last] = partsOf(node, 'finally_clause');
  const opened = node.childForFieldName('resources');
  return attempt(node, {
    resources: opened ? to.children(opened) : [],
    body: to.field(node, 'body'),
    handlers: partsOf(node, 'catch_clause').map(part => handler(part, to)),
    finalizer: last ? to.lower(partsOf(last, 'block')[0]!) : null,
  });
}

/** `catch (A | B failure) { … }` */
function handler(node: Node, to: Lowering): Handler {
  const [parameter] = partsOf(node, 'catch_formal_parameter');
  const types = parameter ? partsOf(parameter, 'catch_type').flatMap(part => part.namedChildren) : [];
  return {
    types: types.map(type => type?.text ?? ''),
    variable: parameter ? to.lower(parameter) : null,
    body: to.field(node, 'body') ?? block(node, to),
  };
}

function method(node: Node, to: Lowering): Ir {
  const parameters = node.childForFieldName('parameters');
  return func(
    node,
    node.childForFieldName('name')?.text ?? null,
    parameters ? to.children(parameters) : [],
    to.field(node, 'body'),
  );
}

/** `new Thread() { … }`: the call, and beside it the methods of the class it makes. */
function created(node: Node, to: Lowering): Ir {
  const made = create()(node, to);
  const body = node.namedChildren.find(part => part?.type === 'class_body');
  return body ? at(node, { kind: 'other', type: 'anonymous_class', children: [made, to.lower(body)] }) : made;
}

/** `x -> …`, `(x, y) -> …`: names without a type; with types they are parameters as any. */
function lambda(node: Node, to: Lowering): Ir {
  const list = node.childForFieldName('parameters');
  const names = list?.type === 'identifier' ? [list] : (list?.namedChildren ?? []);
  const parameters = names
    .filter(part => part !== null)
    .map(part => (part.type === 'identifier' ? declare(part, [to.lower(part)], null, null) : to.lower(part)));
  return func(node, null, parameters, to.field(node, 'body'));
}

/** `new byte[n]` holds bytes; arrays of anything else do not. */
function array(node: Node, to: Lowering): Ir {
  const isBytes = node.childForFieldName('type')?.text === 'byte';
  const size = node.childForFieldName('dimensions');
  return isBytes
    ? buffer(node, size ? (to.children(size)[0] ?? null) : null)
    : at(node, { kind: 'other', type: 'array', children: to.children(node) });
}

const nodes: Rules = {
  identifier: name,
  this: name,
  super: name,
  type_identifier: name,
  decimal_integer_literal: number,
  hex_integer_literal: number,
  octal_integer_literal: number,
  binary_integer_literal: number,
  string_literal: text,
  character_literal: text,
  true: truth(true),
  false: truth(false),
  null_literal: nothing,
  parenthesized_expression: transparent(),
  cast_expression: transparent('value'),
  expression_statement: transparent(),
  method_invocation: methodCall(),
  object_creation_expression: created,
  array_creation_expression: array,
  field_access: member('object', 'field'),
  array_access: index('array', 'index'),
  assignment_expression: assign(),
  update_expression: update,
  binary_expression: operation,
  unary_expression: operation,
  ternary_expression: (node, to) =>
    at(node, { kind: 'operation', operator: '?:', operands: to.children(node) }),
  local_variable_declaration: variables,
  field_declaration: variables,
  constant_declaration: variables,
  resource,
  formal_parameter: declaration('name', 'value', 'type'),
  catch_formal_parameter: declaration('name', 'value', 'type'),
  try_statement: tries,
  try_with_resources_statement: tries,
  if_statement: conditional(),
  while_statement: loop({ condition: 'condition' }),
  do_statement: loop({ condition: 'condition', testsAfter: true }),
  for_statement: loop({ setup: 'init', condition: 'condition', update: 'update' }),
  enhanced_for_statement: loop({ element: 'name', over: 'value' }),
  method_declaration: method,
  constructor_declaration: method,
  lambda_expression: lambda,
  block,
  constructor_body: block,
  return_statement: jump('return'),
  break_statement: jump('break'),
  continue_statement: jump('continue'),
  throw_statement: jump('throw'),
};

const advise = jvm.adviseJvm('InputStream.transferTo');

/** A field that is not final, and that another class may set, or that this file does. */
function isChangeable(declared: Node, name: string, file: SourceFile): boolean {
  let field: Node | null = declared;
  while (field && field.type !== 'field_declaration') field = field.parent;
  const modifiers = field?.namedChildren.find(part => part?.type === 'modifiers')?.text ?? '';
  if (!field || /\bfinal\b/.test(modifiers)) return false;
  const targets = file
    .nodes(['assignment_expression', 'update_expression'])
    .map(node => (node.childForFieldName('left') ?? node.namedChildren[0])?.text ?? '');
  return !/\bprivate\b/.test(modifiers) || targets.some(text => text.split('.').pop() === name);
}

export const java: LanguageSpec = {
  id: 'java',
  runtime: 'Java',
  editorIds: ['java'],
  grammar: () => 'tree-sitter-java',
  extensions: ['.java'],
  quick: {
    loop: /\b(?:for|while)\s*[(/]/,
    read: /\bread(?:Fully|NBytes)?\s*\(/,
    write: /\b(?:write|send)[A-Z]?\w{0,10}\s*\(/,
    copyCall: jvm.copyWords,
    exact: true,
  },
  nodes,
  functions: ['method_declaration', 'constructor_declaration', 'lambda_expression'],
  globals: ['field_declaration', 'constant_declaration'],

  transfers,
  allocation: jvm.sizeOfAllocation,
  iteration: null,
  constants: {},

  types: ends.types,
  factories: ends.factories,
  members: ends.members,
  hints: ends.hints,
  evidence: [],
  opaque: ends.opaque,

  views: jvm.views,
  pureCalls: jvm.pureCalls,
  housekeepingCalls: jvm.housekeepingCalls,
  effects: jvm.effects,
  model: jvmModel,
  cancels: jvm.cancels,
  selfReceivers: jvm.selfReceivers,
  ownerOf,
  isChangeable,

  advise,
  copyCalls: {
    shapes: jvm.copyShapes,
    advise: jvm.adviseJvmCall,
    plan: planCall(dialect),
  },
  plan: planLoop(dialect),
  imports: jvmImports(['import_declaration']),
};
