import type { Node } from 'web-tree-sitter';
import type { Ir } from '../../syntax/ir';
import type { Lowering, Rules } from '../../syntax/lowering';
import {
  argumentsOf,
  assign,
  at,
  bareType,
  block,
  buffer,
  call,
  callOf,
  conditional,
  create,
  declare,
  func,
  jump,
  loop,
  name,
  nothing,
  number,
  operation,
  sliceOf,
  text,
  transparent,
  update,
} from '../../syntax/lowering';

const parts = (node: Node | null): Node[] =>
  (node?.namedChildren ?? []).filter((part): part is Node => part !== null && !part.isExtra);

const first = (node: Node, type: string): Node | null => parts(node).find(part => part.type === type) ?? null;

/** `Shared` of `ArrayPool<byte>.Shared`, `Rent` of `Rent<byte>`. */
const plainName = (node: Node | null): string => bareType(node?.text ?? '');

function memberAccess(node: Node, to: Lowering): Ir {
  const object = node.childForFieldName('expression');
  const title = plainName(node.childForFieldName('name'));
  if (!object) return at(node, { kind: 'name', name: title });
  const whole = to.lower(object);
  // The bytes of a Memory or of its owner.
  if (title === 'Span' || title === 'Memory')
    return at(node, { kind: 'call', name: `As${title}`, receiver: whole, args: [], creates: false });
  return at(node, { kind: 'member', object: whole, name: title });
}

/** `base` of a class that is a stream itself: what that stream is. */
function baseOf(node: Node, to: Lowering): Ir {
  let up = node.parent;
  while (up && up.type !== 'class_declaration') up = up.parent;
  const list = up && first(up, 'base_list');
  const type = bareType(parts(list)[0]?.text ?? '');
  if (!/Stream$/.test(type)) return name(node, to);
  return at(node, { kind: 'call', name: type, receiver: null, args: [], creates: true });
}

/** `a?.B.C()`: what follows the question mark is bound to what stands before it. */
function conditionalAccess(node: Node, to: Lowering): Ir {
  const [object, ...rest] = parts(node);
  const bound = rest.at(-1);
  const whole = object ? to.lower(object) : at(node, { kind: 'block', body: [] });
  return bound ? bind(bound, whole, to) : whole;
}

function bind(node: Node, object: Ir, to: Lowering): Ir {
  const title = plainName(node.childForFieldName('name'));
  if (node.type === 'member_binding_expression') return at(node, { kind: 'member', object, name: title });
  if (node.type === 'member_access_expression') {
    const inner = node.childForFieldName('expression');
    return at(node, { kind: 'member', object: inner ? bind(inner, object, to) : object, name: title });
  }
  if (node.type === 'invocation_expression') {
    const callee = node.childForFieldName('function');
    return callOf(node, callee ? bind(callee, object, to) : object, argumentsOf(node, to));
  }
  return at(node, { kind: 'other', type: node.type, children: [object, to.lower(node)] });
}

const plainCall = call();

/** What is said about how a task is waited for: the result is the task's own. */
const waitsFor = /^(ConfigureAwait|AsTask|WaitAsync|WithCancellation|WithTimeout|TimeoutAfter)$/;

/** A read into `Memory<byte>.Empty` waits until there is something to read, and reads nothing. */
function invocation(node: Node, to: Lowering): Ir {
  const made = plainCall(node, to);
  if (made.kind !== 'call') return made;
  if (waitsFor.test(made.name) && made.receiver?.kind === 'call') return made.receiver;
  if (!/^Read(Async)?$/.test(made.name)) return made;
  if (isOwnCopy(node, made.receiver)) return { ...made, name: '#own' };
  const [buffer] = made.args;
  const nothing = (buffer?.kind === 'member' || buffer?.kind === 'call') && buffer.name === 'Empty';
  return nothing ? { ...made, name: 'Poll' } : made;
}

/** A stream's own CopyTo reads from itself: it is what would stand in place of its loop. */
function isOwnCopy(node: Node, receiver: Ir | null): boolean {
  if (receiver && !(receiver.kind === 'name' && receiver.name === 'this')) return false;
  let up = node.parent;
  while (up && up.type !== 'method_declaration') up = up.parent;
  return /^CopyTo(Async)?$/.test(up?.childForFieldName('name')?.text ?? '');
}

/** `new(…)` makes what the declaration around it says. */
function implicitCreation(node: Node, to: Lowering): Ir {
  let up = node.parent;
  while (up && !/declaration|statement/.test(up.type)) up = up.parent;
  const type = up?.childForFieldName('type')?.text ?? '';
  const list = first(node, 'argument_list');
  const args = list ? to.children(list) : [];
  return at(node, { kind: 'call', name: bareType(type), receiver: null, args, creates: true });
}

/** `new byte[n]` and `stackalloc byte[n]` hold bytes; arrays of anything else do not. */
function array(node: Node, to: Lowering): Ir {
  const type = node.childForFieldName('type');
  const rank = type?.childForFieldName('rank');
  const isBytes = type?.childForFieldName('type')?.text === 'byte';
  return isBytes && rank
    ? buffer(node, to.children(rank)[0] ?? null)
    : at(node, { kind: 'other', type: 'array', children: to.children(node) });
}

function elementAccess(node: Node, to: Lowering): Ir {
  const object = to.field(node, 'expression') ?? at(node, { kind: 'block', body: [] });
  const list = node.childForFieldName('subscript');
  const range = list ? descend(list, 'range_expression') : null;
  if (!range)
    return at(node, { kind: 'index', object, indices: list ? to.children(list) : [], slice: false });
  const dots = range.children.find(part => part?.type === '..')?.startIndex ?? range.startIndex;
  const start = parts(range).find(part => part.startIndex < dots);
  const end = parts(range).find(part => part.startIndex > dots);
  return sliceOf(node, object, start ? to.lower(start) : null, end ? to.lower(end) : null);
}

/** The range in `[..n]`, argument list and argument taken off. */
function descend(node: Node, type: string): Node | null {
  const [only, ...others] = parts(node);
  if (!only || others.length > 0) return null;
  if (only.type === type) return only;
  return only.type === 'argument' ? descend(only, type) : null;
}

function unary(node: Node, to: Lowering): Ir {
  if (/^(\+\+|--)|(\+\+|--)$/.test(node.text)) return update(node, to);
  if (node.type === 'postfix_unary_expression') return transparent()(node, to);
  return operation(node, to);
}

/** `read is var n and > 0`: the name gets the value. */
function isPattern(node: Node, to: Lowering): Ir {
  const value = to.field(node, 'expression');
  const pattern = node.childForFieldName('pattern');
  const declaration = pattern && find(pattern, /^(declaration|var)_pattern$/);
  const target = declaration?.childForFieldName('name') ?? (declaration ? parts(declaration).at(-1) : null);
  const written = declaration?.childForFieldName('type')?.text ?? null;
  const type = written === 'var' ? null : written;
  const held = target ? declare(node, [to.lower(target)], value, type) : value;
  return at(node, { kind: 'operation', operator: 'is', operands: held ? [held] : [] });
}

function find(node: Node, type: RegExp): Node | null {
  if (type.test(node.type)) return node;
  for (const part of parts(node)) {
    const found = find(part, type);
    if (found) return found;
  }
  return null;
}

/** One declaration per declarator; a cast at the end of the value tells the type where it is `var`. */
function variables(node: Node, to: Lowering): Ir {
  const written = node.childForFieldName('type')?.text ?? null;
  const declared = parts(node)
    .filter(part => part.type === 'variable_declarator')
    .map(part => {
      const target = part.childForFieldName('name') ?? part;
      const value = parts(part).find(
        inner => inner.id !== target.id && inner.type !== 'bracketed_argument_list',
      );
      const type = written === 'var' ? castType(value) : written;
      return declare(
        part,
        [at(target, { kind: 'name', name: target.text })],
        value ? to.lower(value) : null,
        type,
      );
    });
  return declared.length === 1 ? declared[0]! : at(node, { kind: 'block', body: declared });
}

const castType = (value: Node | undefined): string | null =>
  value?.type === 'cast_expression'
    ? (value.childForFieldName('type')?.text ?? null)
    : value?.type === 'as_expression'
      ? (value.childForFieldName('right')?.text ?? null)
      : null;

function parameter(node: Node, to: Lowering): Ir {
  const target = node.childForFieldName('name');
  const type = node.childForFieldName('type')?.text ?? null;
  return declare(node, target ? [to.lower(target)] : [], null, type);
}

const plainForEach = loop({ element: 'left', over: 'right' });

/** `foreach (T x in xs)`: the type of a step is written there. */
function forEach(node: Node, to: Lowering): Ir {
  const made = plainForEach(node, to);
  const type = node.childForFieldName('type')?.text ?? null;
  if (made.kind !== 'loop' || made.element?.kind !== 'name' || type === null || type === 'var') return made;
  return { ...made, element: declare(node.childForFieldName('left')!, [made.element], null, type) };
}

function method(node: Node, to: Lowering): Ir {
  const list = node.childForFieldName('parameters');
  const parameters = list?.type === 'parameter_list' ? to.children(list) : [];
  return func(node, node.childForFieldName('name')?.text ?? null, parameters, to.field(node, 'body'));
}

function declaredArgument(node: Node, to: Lowering): Ir {
  const target = node.childForFieldName('name');
  return declare(node, target ? [to.lower(target)] : [], null, node.childForFieldName('type')?.text ?? null);
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
  parenthesized_expression: transparent(),
  cast_expression: transparent('value'),
  as_expression: transparent('left'),
  await_expression: transparent(),
  checked_expression: transparent(),
  ref_expression: transparent(),
  argument: transparent(),
  expression_statement: transparent(),
  labeled_statement: transparent(),
  global_statement: transparent(),
  invocation_expression: invocation,
  object_creation_expression: create(),
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
  local_declaration_statement: (node, to) => {
    const inner = first(node, 'variable_declaration');
    return inner ? to.lower(inner) : block(node, to);
  },
  field_declaration: (node, to) => {
    const inner = first(node, 'variable_declaration');
    return inner ? to.lower(inner) : block(node, to);
  },
  variable_declaration: variables,
  declaration_expression: declaredArgument,
  parameter,
  property_declaration: parameter,
  using_statement: block,
  lock_statement: block,
  fixed_statement: block,
  unsafe_statement: block,
  checked_statement: block,
  if_statement: conditional(),
  while_statement: loop({ condition: 'condition' }),
  do_statement: loop({ condition: 'condition' }),
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
  yield_statement: jump('return'),
  break_statement: jump('break'),
  continue_statement: jump('continue'),
  goto_statement: jump('goto'),
  throw_statement: jump('throw'),
  throw_expression: jump('throw'),
};

/** Fields, properties, and what a primary constructor takes. */
export const isPrimary = (node: Node): boolean =>
  /^(class|struct|record)_declaration$/.test(node.parent?.parent?.type ?? '');
