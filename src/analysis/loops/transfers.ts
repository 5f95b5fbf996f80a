import type { End, Verdict } from '../../model/finding';
import { shapesNamed } from '../calls/namedShapes';
import type { Scope, SourceFile, TransferShape } from '../source/languageTables';
import { helperScope } from '../source/scope';
import type { Call, Func, Ir, Loop } from '../syntax/ir';
import { ancestors, isWithin, keyOf, walk } from '../syntax/ir';

/** A read into, or a write from, a buffer. */
export interface Transfer {
  effect: 'read' | 'write';
  /** The call; for a for-each over chunks, the loop itself. */
  at: Call | Loop;
  /** The source or the sink; null where the call does not say (a helper's own field). */
  end: Ir | null;
  /** The variable that holds the bytes, and how a write reached it. */
  buffer: BufferPart | null;
  /** What stands in the buffer's place in a write, as written; null for reads and helpers. */
  bytes: Ir | null;
  /** Where a read's byte count is kept; null where it is the length of what was returned, or nowhere. */
  count: string | null;
  length: Ir | null;
  /** Factors of the length where two are multiplied (fread). */
  lengths: Ir[];
  offset: Ir | null;
  single: boolean;
  /** The read takes from a buffer of the end's own. */
  buffered: boolean;
  /** The read returned the bytes themselves. */
  returnsBytes: boolean;
  proves: End | null;
  verdict: Verdict | null;
  /** The same-file function that makes the call; null where it is made directly. */
  helper: Func | null;
}

/** A piece of a buffer: which variable, and from where in it. */
export interface BufferPart {
  key: string;
  node: Ir;
  /** Start of the piece within the buffer; null for its beginning. */
  from: Ir | null;
  /** The piece's end or length bounds, where a slice says so. */
  bounds: Ir[];
  /** A call other than a view that stands between the variable and the use. */
  through: Call | null;
}

const within = (count: number, allowed: number | [number, number]): boolean =>
  typeof allowed === 'number' ? count === allowed : count >= allowed[0] && count <= allowed[1];

/** Whether a call has this shape's name, receiver and number of arguments. */
export function fits(
  call: Call,
  shape: { name: string | RegExp; receiver?: boolean; on?: RegExp; args: number | [number, number] },
): boolean {
  const named = typeof shape.name === 'string' ? shape.name === call.name : shape.name.test(call.name);
  if (!named || call.creates || !within(call.args.length, shape.args)) return false;
  if (shape.receiver !== undefined && shape.receiver !== (call.receiver !== null)) return false;
  return !shape.on || shape.on.test(keyOf(call.receiver) ?? '');
}

/** The buffer behind an expression: slices, pointer sums, views and references taken off; null if there is none. */
export function bufferIn(node: Ir, scope: Scope): BufferPart | null {
  const part = { from: null as Ir | null, bounds: [] as Ir[], through: null as Call | null };
  let at: Ir | undefined = node;
  while (at) {
    const key = keyOf(at);
    if (key) return { ...part, key, node: at };
    if (at.kind === 'index') {
      part.from ??= at.indices[0] ?? null;
      if (at.slice) part.bounds.push(...at.indices.slice(1));
      at = at.object;
    } else if (at.kind === 'operation' && isAddress(at.operator, scope)) {
      if (at.operator === '+') part.from ??= at.operands[1] ?? null;
      at = at.operands[0];
    } else if (at.kind === 'call') {
      if (at.name === '#buffer') return null;
      if (handsOnItsReceiver(at)) {
        at = at.receiver ?? undefined;
        continue;
      }
      const view = scope.file.language.views.test(at.name);
      if (view) takeBounds(at, part, scope);
      if (!view) part.through ??= at;
      at = inside(at, scope);
    } else return null;
  }
  return null;
}

/** A call that gives what a result holds, or puts another failure in place of its failure (Rust). */
export const handsOnItsReceiver = ({ name, receiver, args }: Call): boolean =>
  receiver !== null &&
  (/^(unwrap|expect|map_err|context|with_context)$/.test(name) ||
    (name === 'or' && args[0]?.kind === 'call' && args[0].name === 'Err'));

const isAddress = (operator: string, scope: Scope): boolean =>
  /^[&*]$/.test(operator) || (operator === '+' && !scope.file.language.concatenates);

/** A view's arguments after the buffer: its start, then its end or length. */
function takeBounds(call: Call, part: { from: Ir | null; bounds: Ir[] }, scope: Scope): void {
  const bounds = inside(call, scope) === call.receiver ? call.args : call.args.slice(1);
  part.from ??= bounds[0] ?? null;
  part.bounds.push(...bounds.slice(1));
}

/** The part of a call that carries the bytes: the receiver of a method on a variable, else the first argument. */
function inside(call: Call, scope: Scope): Ir | undefined {
  const own = call.receiver && scope.file.language.views.test(call.name) && !call.creates;
  if (own && !isTypeName(call.receiver!, scope)) return call.receiver!;
  return call.args[0];
}

/** `ByteBuffer` in `ByteBuffer.wrap(b)`: a name with a capital that nothing declares. */
function isTypeName(node: Ir, scope: Scope): boolean {
  const key = keyOf(node);
  return key !== null && scope.declaration(key) === null && /^[A-Z]|^(std|bytes|core)\b/.test(key);
}

/** All transfers inside a node, in source order; helpers of the same file count as what they do. */
export function transfersIn(root: Ir, scope: Scope, depth = 0): Transfer[] {
  const found: Transfer[] = [];
  for (const node of walk(root)) {
    const transfer = transferOf(node, scope, depth);
    if (transfer) found.push(transfer);
  }
  return found;
}

/** As `transfersIn`, where the loops hold both a read and a write; else none. What stands in no loop is looked at last. */
export function transfersAroundLoops(scope: Scope): Transfer[] {
  const nodes = [...walk(scope.root)].filter(node => node.kind === 'call' || node.kind === 'loop');
  const looped = new Set<Ir>();
  for (const node of nodes)
    if (node.kind === 'loop' && !looped.has(node)) for (const part of walk(node)) looped.add(part);
  const known = new Map<Ir, Transfer | null>();
  const moveOf = (node: Ir): Transfer | null => {
    const move = known.has(node) ? known.get(node)! : transferOf(node, scope, 0);
    known.set(node, move);
    return move;
  };
  const inLoops = nodes.filter(node => looped.has(node));
  for (const effect of ['read', 'write'])
    if (!inLoops.some(node => moveOf(node)?.effect === effect)) return [];
  return nodes.flatMap(node => moveOf(node) ?? []);
}

function transferOf(node: Ir, scope: Scope, depth: number): Transfer | null {
  if (node.kind === 'loop') return iterationOf(node, scope, depth);
  if (node.kind !== 'call' || !mayMove(node, scope)) return null;
  const helper = depth < 2 ? scope.helper(node) : null;
  // A method of an interface says nothing about what it does.
  const done = helper?.body ? helperTransfer(node, helper, scope, depth) : null;
  if (helper?.body && (done || !delegates(helper, scope))) return done;
  const call = unbound(node, scope);
  const shape = shapeOf(call, scope);
  return shape && shapedTransfer(call, shape, scope, node);
}

/** The row of the table of reads and writes that a call is; null for any other call. */
export function shapeOf(call: Call, scope: Scope): TransferShape | null {
  for (const shape of shapesNamed(call.name, scope.file.language.transfers)) {
    if (fits(call, shape) && !readsNothing(call, shape) && (!shape.when || shape.when(call, scope)))
      return shape;
  }
  return null;
}

/** By its name alone, so that no function is looked into for a call that moves nothing. */
function mayMove(call: Call, scope: Scope): boolean {
  const { file } = scope;
  if (file.prefilter.mayMove(call.name)) return true;
  const meant = unbound(call, scope);
  return shapesNamed(meant.name, file.language.transfers).some(shape => fits(meant, shape));
}

/** `size_t read(void *p, size_t n) { return onRead(p, n); }`: what it does is said by its name. */
function delegates({ name, body }: Func, { file }: Scope): boolean {
  const [only, ...others] = body?.kind === 'block' ? body.body : [];
  const value = only?.kind === 'jump' ? only.value : only;
  const moves = /read|write|send|recv/i;
  if (others.length > 0 || value?.kind !== 'call' || !moves.test(value.name) || !moves.test(name ?? ''))
    return false;
  // Which of several classes' methods is meant can't be seen.
  const heads = file.text.match(new RegExp(`\\b${name}\\s*\\([^;{}()]*\\)[\\w\\s]*\\{`, 'g')) ?? [];
  return heads.length === 1;
}

/** `options.read(true)` switches something on. */
const readsNothing = (call: Call, { effect, buffer }: TransferShape): boolean =>
  effect === 'read' && typeof buffer === 'number' && call.args[buffer]?.kind === 'literal';

/** `read = f.read` before the loop, `read(n)` in it: the method that the name stands for. */
function unbound(call: Call, scope: Scope): Call {
  const [only, ...others] = call.receiver ? [] : scope.assignments(call.name);
  if (others.length > 0 || only?.value?.kind !== 'member') return call;
  return { ...call, name: only.value.name, receiver: only.value.object };
}

function iterationOf(loop: Loop, scope: Scope, depth: number): Transfer | null {
  const rule = scope.file.language.iteration;
  const key = keyOf(loop.element?.kind === 'assign' ? (loop.element.targets[0] ?? null) : loop.element);
  if (!rule || !loop.over || !key) return null;
  const read = rule(loop.over, scope) ?? generated(loop.over, scope, depth);
  if (!read) return null;
  return {
    ...blank('read', loop),
    end: read.source,
    buffer: { key, node: loop.element!, from: null, bounds: [], through: null },
    length: read.length,
    lengths: read.length ? [read.length] : [],
    returnsBytes: true,
  };
}

/** A for-each over a generator of the same file that yields what it reads. */
function generated(over: Ir, scope: Scope, depth: number): { source: Ir; length: Ir | null } | null {
  const helper = over.kind === 'call' && depth < 2 ? scope.helper(over) : null;
  if (!helper || over.kind !== 'call') return null;
  if ([...walk(helper)].some(node => isHandedOut(node) && isChosen(node, helper))) return null;
  const { inner, all } = insideOf(helper, scope, depth);
  const mapped = (node: Ir | null): Ir | null => mappedArgument(node, over, inner) ?? node;
  const handed = handedOut(helper, inner);
  if (handed) return { source: mapped(handed.source)!, length: mapped(handed.length) };
  const read = all.find(move => move.effect === 'read' && move.returnsBytes);
  if (!read || all.some(move => move.effect === 'write') || !returnsOnly(helper, read)) return null;
  const source = mappedArgument(read.end, over, inner) ?? read.end;
  return source && { source, length: mappedArgument(read.length, over, inner) ?? read.length };
}

const isHandedOut = (node: Ir): boolean => node.kind === 'jump' && /^(return|yield)$/.test(node.word);

/** Whether a generator gives a chunk on only where it passes a test, other than that there is one. */
const isChosen = (given: Ir, helper: Func): boolean =>
  given.kind === 'jump' &&
  given.value !== null &&
  given.value.kind !== 'literal' &&
  [...ancestors(given)].some(up => up.kind === 'if' && isWithin(up, helper) && !isPresence(up.condition));

/** `chunk`, `n > 0`, `len(chunk)`, `chunk.length !== 0` */
function isPresence(condition: Ir): boolean {
  if (condition.kind === 'call') return /^(len|length|size|is_?empty|has_?remaining)$/i.test(condition.name);
  if (condition.kind !== 'operation') return condition.kind !== 'index';
  return condition.operands.every(part => part.kind === 'literal' || isPresence(part));
}

/** What `return iter(partial(f.read, n), b'')` reads, where it is all that a function returns. */
function handedOut(helper: Func, inner: Scope): { source: Ir; length: Ir | null } | null {
  const [only, ...others] = [...walk(helper)].filter(isHandedOut);
  const value = only?.kind === 'jump' && others.length === 0 ? only.value : null;
  return value?.kind === 'call' ? (inner.file.language.iteration?.(value, inner) ?? null) : null;
}

function blank(effect: 'read' | 'write', at: Call | Loop): Transfer {
  return {
    effect,
    at,
    end: null,
    buffer: null,
    bytes: null,
    count: null,
    length: null,
    lengths: [],
    offset: null,
    single: false,
    buffered: false,
    returnsBytes: false,
    proves: null,
    verdict: null,
    helper: null,
  };
}

const argument = (call: Call, position: number | 'receiver'): Ir | null =>
  position === 'receiver' ? call.receiver : (call.args[position] ?? null);

function shapedTransfer(call: Call, shape: TransferShape, scope: Scope, written: Call): Transfer {
  const returnsBytes = shape.buffer === 'result';
  const result = returnsBytes ? resultOf(written, scope.file.language.views) : resultOf(written);
  const bufferNode = shape.buffer === 'result' ? result : argument(call, shape.buffer);
  const positions = shape.length === undefined ? [] : [shape.length].flat();
  const lengths = positions.map(position => call.args[position]).filter(part => part !== undefined);
  return {
    ...blank(shape.effect, written),
    end: argument(call, shape.end),
    buffer: bufferNode ? bufferIn(bufferNode, scope) : null,
    bytes: shape.effect === 'write' ? bufferNode : null,
    count: returnsBytes ? null : keyOf(shape.count === undefined ? result : placeOf(call.args[shape.count])),
    length: lengths.length === 1 ? lengths[0]! : null,
    lengths,
    offset: shape.offset === undefined ? null : (call.args[shape.offset] ?? null),
    single: shape.single ?? false,
    buffered: shape.buffered ?? false,
    returnsBytes,
    proves: shape.proves ?? null,
    verdict: shape.verdict ?? null,
  };
}

/** What an argument lets the call fill: `got` of `&got`. */
const placeOf = (node: Ir | undefined): Ir | null =>
  node?.kind === 'operation' && node.operator === '&' ? (node.operands[0] ?? null) : (node ?? null);

/**
 * The variable a call's result goes to, looking through comparisons around an assignment: `(n = read()) > 0`; and
 * through calls of these names on what it returns: `memoryview(read())`.
 */
export function resultOf(call: Ir, views?: RegExp): Ir | null {
  let below: Ir = call;
  for (const up of ancestors(call)) {
    if (up.kind === 'assign') return up.value && isWithin(below, up.value) ? (up.targets[0] ?? null) : null;
    if (up.kind === 'call' && (isUnwrap(up, below) || (up.args[0] === below && views?.test(up.name))))
      below = up;
    else if (up.kind === 'operation' && up.operands.length === 1) below = up;
    else if (up.kind === 'operation' && /^(\?\?|\|\||\?:|or)$/.test(up.operator)) below = up;
    else return null;
  }
  return null;
}

/** Calls that hand on a result: `.unwrap()`, `.expect("")`, `Math.toIntExact(…)`, `.get()` of a future. */
function isUnwrap(call: Call, below: Ir): boolean {
  if (call.receiver === below)
    return /^(unwrap|expect|map_err|get|result|Result|ConfigureAwait|context|with_context|await|also|takeIf|GetResult|GetAwaiter|join|AsTask|WaitAsync|WithCancellation|WithTimeout|TimeoutAfter)$/.test(
      call.name,
    );
  return /^(toIntExact|TEMP_FAILURE_RETRY|HANDLE_EINTR|Number|int|ssize_t)$/.test(call.name);
}

interface Inside {
  inner: Scope;
  all: Transfer[];
}

/** Helpers are called from many places; what they do is worked out once per look and depth. */
const known = new WeakMap<SourceFile, Map<Func, Inside[]>>();

function insideOf(helper: Func, scope: Scope, depth: number): Inside {
  const helpers = known.get(scope.file) ?? new Map<Func, Inside[]>();
  known.set(scope.file, helpers);
  const byDepth = helpers.get(helper) ?? [];
  helpers.set(helper, byDepth);
  const found = byDepth[depth];
  if (found) return found;
  const inner = helperScope(scope.file, helper);
  const made = { inner, all: transfersIn(helper.body ?? helper, inner, depth + 1) };
  byDepth[depth] = made;
  return made;
}

/** What a same-file function does with the buffer it is given, as a transfer of the calling code. */
function helperTransfer(call: Call, helper: Func, scope: Scope, depth: number): Transfer | null {
  const { inner, all } = insideOf(helper, scope, depth);
  return (
    passedBuffer(call, all, inner, scope, helper) ??
    returnedBytes(call, all, inner, helper, scope) ??
    ownField(call, all, inner, helper)
  );
}

/** A method of the same object that reads into, or writes from, a field. */
function ownField(call: Call, all: Transfer[], inner: Scope, helper: Func): Transfer | null {
  const { selfReceivers } = inner.file.language;
  if (!selfReceivers.test('this') || (call.receiver && !selfReceivers.test(keyOf(call.receiver) ?? '')))
    return null;
  const [move, ...others] = all;
  const key = move?.buffer?.key;
  if (!move || !key || others.some(other => other.effect !== move.effect || other.buffer?.key !== key))
    return null;
  if (inner.assignments(key).length > 0 || !inner.file.global(key)) return null;
  return {
    ...move,
    at: call,
    end: mappedArgument(move.end, call, inner) ?? move.end,
    bytes: move.effect === 'write' ? move.buffer!.node : null,
    count: keyOf(resultOf(call)),
    length: null,
    lengths: [],
    offset: null,
    helper,
  };
}

function passedBuffer(
  call: Call,
  all: Transfer[],
  inner: Scope,
  scope: Scope,
  helper: Func,
): Transfer | null {
  for (let position = 0; position < call.args.length; position += 1) {
    const moves = all.filter(
      move => move.buffer && inner.parameter(rootName(move.buffer.key, inner)) === position,
    );
    const effects = new Set(moves.map(move => move.effect));
    if (moves.length === 0 || effects.size > 1) continue;
    const move = moves[0]!;
    const result = resultOf(call);
    const mapped = (node: Ir | null): Ir | null => mappedArgument(node, call, inner);
    const length = mapped(move.length);
    return {
      ...move,
      at: call,
      end: mapped(move.end),
      buffer: bufferIn(call.args[position]!, scope),
      bytes: move.effect === 'write' ? call.args[position]! : null,
      count: keyOf(result),
      length,
      lengths: length ? [length] : [],
      offset: mapped(move.offset),
      helper,
    };
  }
  return null;
}

/** Follows `const char *p = buf` inside a helper back to the parameter. */
function rootName(key: string, inner: Scope, depth = 0): string {
  if (inner.parameter(key) >= 0 || depth > 4) return key;
  for (const assignment of inner.assignments(key)) {
    const part = assignment.value && assignment.operator === '=' ? bufferIn(assignment.value, inner) : null;
    if (part && !part.through && part.key !== key) return rootName(part.key, inner, depth + 1);
  }
  return key;
}

/** The caller's argument for what a helper names by its parameter; null where it is something else. */
function mappedArgument(node: Ir | null, call: Call, inner: Scope): Ir | null {
  if (!node) return null;
  for (const part of walk(node)) {
    const key = keyOf(part);
    const position = key ? inner.parameter(rootName(key, inner)) : -1;
    if (position >= 0) return call.args[position] ?? null;
    if (key && inner.assignments(key).length === 0) return inner.file.global(key) ? part : null;
  }
  return null;
}

function returnedBytes(
  call: Call,
  all: Transfer[],
  inner: Scope,
  helper: Func,
  scope: Scope,
): Transfer | null {
  const read = all.find(move => move.effect === 'read' && move.returnsBytes);
  const result = resultOf(call);
  if (!read || !result || all.some(move => move.effect === 'write')) return null;
  if (!returnsOnly(helper, read)) return null;
  return {
    ...read,
    at: call,
    end: mappedArgument(read.end, call, inner) ?? read.end,
    buffer: bufferIn(result, scope),
    length: mappedArgument(read.length, call, inner) ?? read.length,
    helper,
  };
}

/** Whether every return hands on the read's bytes as they are. */
function returnsOnly(helper: Func, read: Transfer): boolean {
  const returned = [...walk(helper)].filter(isHandedOut);
  return returned.every(node => {
    const value = node.kind === 'jump' ? node.value : null;
    return !value || isWithin(read.at, value) || (read.buffer && keyOf(value) === read.buffer.key);
  });
}
