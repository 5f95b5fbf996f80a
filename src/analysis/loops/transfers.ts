import { shapesNamed } from '../calls/namedShapes';
import type { Scope, SourceFile, TransferShape } from '../source/languageTables';
import { helperScope } from '../source/scope';
import type { Call, Func, Ir, Loop } from '../syntax/ir';
import { ancestors, isWithin, keyOf, walk } from '../syntax/ir';
import { bufferIn } from './buffers';
import { fits, shapeOf } from './callShapes';
import { helperTransfer, type Inside, isHandedOut, mappedArgument, returnsOnly } from './helperTransfers';
import { blank, resultOf, type Transfer } from './transfer';

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
  const done = helper?.body ? helperTransfer(node, helper, insideOf(helper, scope, depth), scope) : null;
  if (helper?.body && (done || !delegates(helper, scope))) return done;
  const call = unbound(node, scope);
  const shape = shapeOf(call, scope);
  return shape && shapedTransfer(call, shape, scope, node);
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
