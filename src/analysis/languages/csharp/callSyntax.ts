import type { Node } from 'web-tree-sitter';
import type { Call, Ir } from '../../syntax/ir';
import type { Lowering } from '../../syntax/lowering';
import { at } from '../../syntax/lowering';
import {
  argumentsOf,
  bareType,
  buffer,
  call,
  callOf,
  create,
  name,
  sliceOf,
  transparent,
} from '../../syntax/loweringRules';
import { first, marked, parts, plainName } from './nodes';

/** How calls, members, indexes and `new` of C# become ir. */

export function memberAccess(node: Node, to: Lowering): Ir {
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
export function baseOf(node: Node, to: Lowering): Ir {
  let up = node.parent;
  while (up && up.type !== 'class_declaration') up = up.parent;
  const list = up && first(up, 'base_list');
  const type = bareType(parts(list)[0]?.text ?? '');
  if (!/Stream$/.test(type)) return name(node, to);
  return at(node, { kind: 'call', name: type, receiver: null, args: [], creates: true });
}

/** `a?.B.C()`: what follows the question mark is bound to what stands before it, which is marked. */
export function conditionalAccess(node: Node, to: Lowering): Ir {
  const [object, ...rest] = parts(node);
  const bound = rest.at(-1);
  const whole = object ? to.lower(object) : at(node, { kind: 'block', body: [] });
  return bound ? bind(bound, marked(node, whole, 'conditional_access'), to) : whole;
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

export function invocation(node: Node, to: Lowering): Ir {
  const made = plainCall(node, to);
  if (made.kind !== 'call') return made;
  if (/^(AsSpan|AsMemory|Slice)$/.test(made.name) && made.receiver)
    return (
      rangeIn(node, node.childForFieldName('arguments'), made.receiver, to) ??
      piece(node, made.receiver, made.args) ??
      made
    );
  if (!/^Read(Async)?$/.test(made.name)) return made;
  if (isOwnCopy(node, made.receiver)) return { ...made, name: '#own' };
  // A read into `Memory<byte>.Empty` waits until there is something to read, and reads nothing.
  const [into] = made.args;
  const nothing = (into?.kind === 'member' || into?.kind === 'call') && into.name === 'Empty';
  return nothing ? { ...made, name: 'Poll' } : made;
}

/** `buffer.AsMemory(start, length)` is the slice from `start` to `start + length`; null where it is all of the buffer. */
function piece(node: Node, whole: Ir, [start, length]: Ir[]): Ir | null {
  if (!start) return null;
  if (!length) return sliceOf(node, whole, start, null);
  const isFirst = start.kind === 'literal' && start.value === 0;
  const end: Ir = isFirst
    ? length
    : at(node, { kind: 'operation', operator: '+', operands: [length, { ...start }] });
  return sliceOf(node, whole, start, end);
}

/** A stream's own CopyTo reads from itself: it is what would stand in place of its loop. */
function isOwnCopy(node: Node, receiver: Ir | null): boolean {
  if (receiver && !(receiver.kind === 'name' && receiver.name === 'this')) return false;
  let up = node.parent;
  while (up && up.type !== 'method_declaration') up = up.parent;
  return /^CopyTo(Async)?$/.test(up?.childForFieldName('name')?.text ?? '');
}

const views = /^((ReadOnly)?(Memory|Span)|ArraySegment)$/;

/** `new T(…)`; one with an initializer behind it is marked, and a view of a piece is a slice. */
export function creation(node: Node, to: Lowering): Ir {
  return completed(node, create()(node, to) as Call);
}

/** `new(…)` makes what the declaration around it says. */
export function implicitCreation(node: Node, to: Lowering): Ir {
  let up = node.parent;
  while (up && !/declaration|statement/.test(up.type)) up = up.parent;
  const type = bareType(up?.childForFieldName('type')?.text ?? '');
  const list = first(node, 'argument_list');
  const args = list ? to.children(list) : [];
  const made = at(node, { kind: 'call', name: type, receiver: null, args, creates: true });
  return completed(node, made as Call);
}

function completed(node: Node, made: Call): Ir {
  if (first(node, 'initializer_expression')) return marked(node, made, 'initializer');
  const [whole, ...bounds] = made.args;
  return (views.test(made.name) && whole && piece(node, whole, bounds)) || made;
}

/** A name before an argument may put it in another place. */
export function argument(node: Node, to: Lowering): Ir {
  const made = transparent()(node, to);
  return node.childForFieldName('name') ? marked(node, made, 'named_argument') : made;
}

/** `new byte[n]` and `stackalloc byte[n]` hold bytes; arrays of anything else do not. */
export function array(node: Node, to: Lowering): Ir {
  const type = node.childForFieldName('type');
  const rank = type?.childForFieldName('rank');
  const isBytes = type?.childForFieldName('type')?.text === 'byte';
  return isBytes && rank
    ? buffer(node, to.children(rank)[0] ?? null)
    : at(node, { kind: 'other', type: 'array', children: to.children(node) });
}

export function elementAccess(node: Node, to: Lowering): Ir {
  const object = to.field(node, 'expression') ?? at(node, { kind: 'block', body: [] });
  const list = node.childForFieldName('subscript');
  const indices = list ? to.children(list) : [];
  return rangeIn(node, list, object, to) ?? at(node, { kind: 'index', object, indices, slice: false });
}

/** The slice that `[..n]` or `(..n)` takes of a whole; null where the list holds no range alone. */
function rangeIn(node: Node, list: Node | null, whole: Ir, to: Lowering): Ir | null {
  const range = list && descend(list, 'range_expression');
  if (!range) return null;
  const dots = range.children.find(part => part?.type === '..')?.startIndex ?? range.startIndex;
  const start = parts(range).find(part => part.startIndex < dots);
  const end = parts(range).find(part => part.startIndex > dots);
  return sliceOf(node, whole, start ? to.lower(start) : null, end ? to.lower(end) : null);
}

/** The range in `[..n]`, argument list and argument taken off. */
function descend(node: Node, type: string): Node | null {
  const [only, ...others] = parts(node);
  if (!only || others.length > 0) return null;
  if (only.type === type) return only;
  return only.type === 'argument' ? descend(only, type) : null;
}
