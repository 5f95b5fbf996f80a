import type { Node } from 'web-tree-sitter';
import type { Ir } from '../../syntax/ir';
import type { Lowering, Rules } from '../../syntax/lowering';
import {
  assign,
  at,
  block,
  buffer,
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
  parseNumber,
  sliceOf,
  text,
  transparent,
  truth,
} from '../../syntax/lowering';

const wrappers =
  /^(Box|Arc|Rc|Mutex|RwLock|BufReader|BufWriter|LineWriter|Take|Option|Pin|Result|RefCell|Compat)$/;

/** `&mut Box<BufReader<File>>` → `File`; `std::fs::File` → `File`; `TlsStream<TcpStream>` stays `TlsStream`. */
export function rustTypeName(written: string): string {
  const plain = written.replace(/&|\bmut\b|\bdyn\b|\bimpl\b|'\w+|\s/g, ' ').trim();
  const [, outer, inner] = /^([\w: ]+?)\s*<([\s\S]*)>$/.exec(plain) ?? [null, plain, null];
  const last = outer!.trim().split('::').pop()!.trim();
  return inner !== null && wrappers.test(last) ? rustTypeName(inner.split(',')[0]!) : last.split(/[\s+]/)[0]!;
}

const parts = (node: Node | null): Node[] =>
  (node?.namedChildren ?? []).filter((part): part is Node => part !== null && !part.isExtra);

/** The names a pattern binds; what an error or a `None` binds is no data. */
function bound(pattern: Node | null, to: Lowering): Ir[] {
  if (!pattern || /^(mutable_specifier|integer_literal|range_pattern|self)$/.test(pattern.type)) return [];
  if (pattern.type === 'identifier') return /^[A-Z]/.test(pattern.text) ? [] : [to.lower(pattern)];
  if (pattern.type === 'tuple_struct_pattern') {
    const [kind, ...inner] = parts(pattern);
    return kind?.text === 'Err' ? [] : inner.flatMap(part => bound(part, to));
  }
  if (pattern.type === 'match_pattern') {
    const condition = pattern.childForFieldName('condition')?.id;
    return parts(pattern)
      .filter(part => part.id !== condition)
      .flatMap(part => bound(part, to));
  }
  if (pattern.type === 'tuple_pattern')
    return parts(pattern).map(part => bound(part, to)[0] ?? at(part, { kind: 'name', name: '_' }));
  return parts(pattern).flatMap(part => bound(part, to));
}

function letDeclaration(node: Node, to: Lowering): Ir {
  const pattern = node.childForFieldName('pattern');
  const value = node.childForFieldName('value');
  const type = node.childForFieldName('type')?.text ?? null;
  const otherwise = to.field(node, 'alternative');
  const targets = bound(pattern, to);
  const declared =
    value?.type === 'match_expression'
      ? matchedInto(node, targets, value, type, to)
      : pattern?.type === 'tuple_pattern' && value?.type === 'tuple_expression'
        ? tuples(node, targets, to.children(value))
        : declare(node, targets, value ? to.lower(value) : null, type);
  return otherwise ? at(node, { kind: 'block', body: [declared, otherwise] }) : declared;
}

const tuples = (node: Node, targets: Ir[], values: Ir[]): Ir =>
  at(node, {
    kind: 'block',
    body: targets.map((target, place) => declare(node, [target], values[place] ?? null, null)),
  });

/** `let n = match read { Ok(n) => n, … }`: what the arms bind is what the variable gets. */
function matchedInto(node: Node, targets: Ir[], match: Node, type: string | null, to: Lowering): Ir {
  const matched = matchExpression(match, to);
  const names = boundInArms(match, to);
  const handed = names[0] ?? at(match, { kind: 'other', type: 'match_expression', children: [] });
  return at(node, { kind: 'block', body: [matched, declare(node, targets, handed, type)] });
}

const armsOf = (match: Node): Node[] =>
  parts(match.childForFieldName('body')).filter(part => part.type === 'match_arm');

const boundInArms = (match: Node, to: Lowering): Ir[] =>
  armsOf(match).flatMap(arm => bound(arm.childForFieldName('pattern'), to));

/** A match as the declaration of what its arms bind, and a chain of conditions. */
function matchExpression(node: Node, to: Lowering): Ir {
  const value = to.field(node, 'value');
  const names = boundInArms(node, to).filter(part => part.kind === 'name');
  const distinct = names.filter(
    (one, place) => names.findIndex(other => nameOf(other) === nameOf(one)) === place,
  );
  const [first, ...others] = distinct;
  const head = first ? declare(node, [first], value, null) : value;
  const aliases = others.map(other =>
    declare(node, [other], at(node, { kind: 'name', name: nameOf(first!) }), null),
  );
  let chain: Ir | null = null;
  for (const arm of armsOf(node).reverse()) chain = armOf(arm, to, chain, first ?? null);
  const body = [head, ...aliases, chain].filter(part => part !== null);
  return at(node, { kind: 'block', body });
}

const nameOf = (node: Ir): string => (node.kind === 'name' ? node.name : '');

function armOf(arm: Node, to: Lowering, otherwise: Ir | null, subject: Ir | null): Ir {
  const pattern = arm.childForFieldName('pattern');
  const guard = pattern?.childForFieldName('condition');
  const literal = pattern?.descendantsOfType('integer_literal')[0];
  const condition = guard
    ? to.lower(guard)
    : literal && subject
      ? at(arm, { kind: 'operation', operator: '==', operands: [{ ...subject }, to.lower(literal)] })
      : at(arm, { kind: 'literal', value: true });
  return at(arm, { kind: 'if', condition, consequence: to.field(arm, 'value'), otherwise });
}

/** `if let Ok(n) = …`, `while let n @ 1.. = …` bind in the condition. */
function letCondition(node: Node, to: Lowering): Ir {
  const targets = bound(node.childForFieldName('pattern'), to);
  const value = to.field(node, 'value');
  return targets.length > 0
    ? declare(node, targets, value, null)
    : (value ?? at(node, { kind: 'block', body: [] }));
}

function parameter(node: Node, to: Lowering): Ir {
  const type = node.childForFieldName('type')?.text ?? null;
  return declare(node, bound(node.childForFieldName('pattern'), to).slice(0, 1), null, type);
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

/** `buf[a..b]`, `buf[..n]`, `buf[at]`. */
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
  return sliceOf(node, lowered, side(place.children.slice(0, dots)), side(place.children.slice(dots + 1)));
}

/** `[0u8; n]` is a buffer; `[1, 2]` as well, of nothing to count. */
function array(node: Node, to: Lowering): Ir {
  const length = node.childForFieldName('length');
  const isBytes = !/^\[[^;]*(u16|u32|u64|i16|i32|i64|usize|f32|f64)\b/.test(node.text);
  if (!isBytes) return at(node, { kind: 'other', type: 'array', children: to.children(node) });
  return buffer(node, length ? to.lower(length) : null);
}

/** Macros hold tokens, not expressions: `vec![0; n]` is a buffer, the others name what they use. */
function macro(node: Node): Ir {
  const tree = parts(node).find(part => part.type === 'token_tree');
  const called = node.childForFieldName('macro')?.text.split('::').pop() ?? '';
  if (called === 'vec') return vector(node, tree ?? null);
  return at(node, {
    kind: 'call',
    name: called,
    receiver: null,
    args: tree ? named(tree) : [],
    creates: false,
  });
}

function vector(node: Node, tree: Node | null): Ir {
  const tokens = (tree?.children ?? []).filter((part): part is Node => part !== null);
  const semicolon = tokens.findIndex(part => part.type === ';');
  const wide = /^(0|1)?(u16|u32|u64|i16|i32|i64|usize|f32|f64)|^(None|Vec|String|false|true)/.test(
    tokens[1]?.text ?? '',
  );
  if (semicolon < 0 || wide)
    return at(node, { kind: 'other', type: 'vec', children: tree ? named(tree) : [] });
  return buffer(node, sum(tokens.slice(semicolon + 1, -1), node));
}

/** `64 * BLOCK`, `1 << 20`, `Self::SIZE / 2`: names and numbers joined from left to right. */
function sum(tokens: Node[], node: Node): Ir | null {
  let value: Ir | null = null;
  let operator: string | null = null;
  for (let place = 0; place < tokens.length; place += 1) {
    const token = tokens[place]!;
    if (/^(\*|\/|\+|-|<<)$/.test(token.type)) operator = token.type;
    else if (/^(integer_literal|identifier|self|metavariable)$/.test(token.type)) {
      if (/^(::|\.)$/.test(tokens[place + 1]?.type ?? '')) continue;
      const operand = operandOf(token);
      value =
        value && operator ? at(node, { kind: 'operation', operator, operands: [value, operand] }) : operand;
    } else if (token.type === 'token_tree') return null;
  }
  return value;
}

const operandOf = (token: Node): Ir =>
  token.type === 'integer_literal'
    ? at(token, { kind: 'literal', value: parseNumber(token.text) })
    : at(token, { kind: 'name', name: token.text });

/** The variables named in a macro's tokens, `a.b` as a member. */
function named(tree: Node): Ir[] {
  const found: Ir[] = [];
  const tokens = tree.children.filter((part): part is Node => part !== null);
  let open: Ir | null = null;
  tokens.forEach((token, place) => {
    if (token.type === 'token_tree') found.push(...named(token));
    else if (token.type === 'identifier' || token.type === 'self') {
      const inner: Ir = open
        ? at(token, { kind: 'member', object: open, name: token.text })
        : at(token, { kind: 'name', name: token.text });
      const goesOn = tokens[place + 1]?.type === '.' && tokens[place + 3]?.type !== 'token_tree';
      open = goesOn ? inner : null;
      if (!goesOn) found.push(inner);
    } else if (token.type !== '.') open = null;
  });
  return found;
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
  const targets = bound(node.childForFieldName('pattern'), to);
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
    part.type === 'parameter' ? to.lower(part) : declare(part, bound(part, to).slice(0, 1), null, null),
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
  reference_expression: transparent('value'),
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
  if_expression: (node, to) =>
    at(node, {
      kind: 'if',
      condition: to.field(node, 'condition') ?? at(node, { kind: 'literal', value: true }),
      consequence: to.field(node, 'consequence'),
      otherwise: to.field(node, 'alternative'),
    }),
  match_expression: matchExpression,
  loop_expression: loop({}),
  while_expression: loop({ condition: 'condition' }),
  for_expression: forExpression,
  block,
  return_expression: jump('return'),
  break_expression: jump('break'),
  continue_expression: jump('continue'),
};
