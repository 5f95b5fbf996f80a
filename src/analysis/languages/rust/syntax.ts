import type { Node } from 'web-tree-sitter';
import type { Ir } from '../../syntax/ir';
import type { Lowering, Rule, Rules } from '../../syntax/lowering';
import { at } from '../../syntax/lowering';
import {
  assign,
  block,
  call,
  callOf,
  declare,
  func,
  jump,
  loop,
  member,
  name,
  number,
  operation,
  sliceOf,
  text,
  transparent,
  truth,
} from '../../syntax/loweringRules';
import { ifExpression, letCondition, letDeclaration, matchExpression, whileExpression } from './conditions';
import { leave } from './jumps';
import { array, macro } from './macros';
import { boundIn, parts } from './patterns';

const wrappers =
  /^(Box|Arc|Rc|Mutex|RwLock|BufReader|BufWriter|LineWriter|Take|Option|Pin|Result|RefCell|Compat)$/;

/** `&mut Box<BufReader<File>>` → `File`; `std::fs::File` → `File`; `TlsStream<TcpStream>` stays `TlsStream`. */
export function rustTypeName(written: string): string {
  const plain = written.replace(/&|\bmut\b|\bdyn\b|\bimpl\b|'\w+|\s/g, ' ').trim();
  const [, outer, inner] = /^([\w: ]+?)\s*<([\s\S]*)>$/.exec(plain) ?? [null, plain, null];
  const last = outer!.trim().split('::').pop()!.trim();
  return inner !== null && wrappers.test(last) ? rustTypeName(inner.split(',')[0]!) : last.split(/[\s+]/)[0]!;
}

/** A reference, told apart where it can be written through. */
const reference: Rule = (node, to) => {
  const whole = transparent('value')(node, to);
  const own = whole.wraps?.at(-1);
  if (own && parts(node).some(part => part.type === 'mutable_specifier')) own.type = 'mutable_reference';
  return whole;
};

function parameter(node: Node): Ir {
  const type = node.childForFieldName('type')?.text ?? null;
  const mutable = parts(node).find(part => part.type === 'mutable_specifier') ?? null;
  return declare(node, boundIn(node.childForFieldName('pattern'), mutable).slice(0, 1), null, type);
}

function definition(node: Node, to: Lowering): Ir {
  const parameters = parts(node.childForFieldName('parameters'))
    .filter(part => part.type !== 'self_parameter')
    .map(part => (part.type === 'identifier' ? declare(part, [to.lower(part)], null, null) : to.lower(part)));
  return func(node, node.childForFieldName('name')?.text ?? null, parameters, to.field(node, 'body'));
}

/** `File::open` is `open` of `File`. */
const scoped = (node: Node, to: Lowering): Ir => {
  const path = to.field(node, 'path');
  const last = node.childForFieldName('name')?.text ?? '';
  return path
    ? at(node, { kind: 'member', object: path, name: last })
    : at(node, { kind: 'name', name: last });
};

const oneMore = (node: Node, value: Ir): Ir =>
  at(node, { kind: 'operation', operator: '+', operands: [value, at(node, { kind: 'literal', value: 1 })] });

/** `buf[a..b]`, `buf[..n]`, `buf[..=last]`, `buf[at]`. */
function indexed(node: Node, to: Lowering): Ir {
  const [object, place] = parts(node);
  const lowered = object ? to.lower(object) : at(node, { kind: 'block', body: [] });
  if (place?.type !== 'range_expression')
    return at(node, {
      kind: 'index',
      object: lowered,
      indices: place ? [to.lower(place)] : [],
      slice: false,
    });
  const dots = place.children.findIndex(part => part !== null && /^\.\.=?$/.test(part.type));
  const side = (some: (Node | null)[]): Ir | null => {
    const found = some.find(part => part?.isNamed);
    return found ? to.lower(found) : null;
  };
  const end = side(place.children.slice(dots + 1));
  const isInclusive = end !== null && place.children[dots]?.type === '..=';
  return sliceOf(node, lowered, side(place.children.slice(0, dots)), isInclusive ? oneMore(place, end) : end);
}

function structure(node: Node, to: Lowering): Ir {
  const fields = parts(node.childForFieldName('body')).map(part => part.childForFieldName('value') ?? part);
  const type = node.childForFieldName('name')?.text.replace(/<[\s\S]*/, '') ?? '';
  return at(node, {
    kind: 'call',
    name: type.split('::').pop() ?? '',
    receiver: null,
    args: fields.map(part => to.lower(part)),
    creates: true,
  });
}

/** A for-each gives its variable what it walks over, so that `for stream in listener.incoming()` is a socket. */
function forExpression(node: Node, to: Lowering): Ir {
  const targets = boundIn(node.childForFieldName('pattern'));
  const over = to.field(node, 'value');
  return at(node, {
    kind: 'loop',
    setup: [],
    condition: null,
    update: [],
    body: to.field(node, 'body') ?? at(node, { kind: 'block', body: [] }),
    element: declare(node, targets, null, null),
    over,
  });
}

/** `a.b(c)`; the type arguments of a call tell nothing. */
function rustCall(node: Node, to: Lowering): Ir {
  const callee = node.childForFieldName('function');
  if (callee?.type !== 'generic_function') return call()(node, to);
  return callOf(
    node,
    to.field(callee, 'function'),
    parts(node.childForFieldName('arguments')).map(part => to.lower(part)),
  );
}

const closure = (node: Node, to: Lowering): Ir => {
  const parameters = parts(node.childForFieldName('parameters')).map(part =>
    part.type === 'parameter' ? to.lower(part) : declare(part, boundIn(part).slice(0, 1), null, null),
  );
  return func(node, null, parameters, to.field(node, 'body'));
};

const declaration = (node: Node, to: Lowering): Ir =>
  declare(
    node,
    to.fields(node, 'name'),
    to.field(node, 'value'),
    node.childForFieldName('type')?.text ?? null,
  );

export const rustNodes: Rules = {
  identifier: name,
  field_identifier: name,
  type_identifier: name,
  primitive_type: name,
  shorthand_field_identifier: name,
  self: name,
  crate: name,
  super: name,
  integer_literal: number,
  float_literal: number,
  string_literal: text,
  raw_string_literal: text,
  char_literal: text,
  boolean_literal: (node, to) => truth(node.text === 'true')(node, to),
  parenthesized_expression: transparent(),
  expression_statement: transparent(),
  reference_expression: reference,
  unit_expression: block,
  negative_literal: operation,
  try_expression: transparent(),
  await_expression: transparent(),
  type_cast_expression: transparent('value'),
  unsafe_block: transparent(),
  async_block: block,
  else_clause: transparent(),
  field_initializer: transparent('value'),
  shorthand_field_initializer: transparent(),
  scoped_identifier: scoped,
  scoped_type_identifier: scoped,
  call_expression: rustCall,
  generic_function: transparent('function'),
  field_expression: member('value', 'field'),
  index_expression: indexed,
  array_expression: array,
  macro_invocation: macro,
  struct_expression: structure,
  unary_expression: operation,
  binary_expression: operation,
  assignment_expression: assign(),
  compound_assignment_expr: assign(),
  let_declaration: letDeclaration,
  let_condition: letCondition,
  const_item: declaration,
  static_item: declaration,
  field_declaration: declaration,
  parameter,
  function_item: definition,
  closure_expression: closure,
  if_expression: ifExpression,
  match_expression: matchExpression,
  loop_expression: loop({}),
  while_expression: whileExpression,
  for_expression: forExpression,
  block,
  return_expression: jump('return'),
  break_expression: leave('break'),
  continue_expression: leave('continue'),
};
