import { message } from '../../messages/message';
import type { Scope } from '../source/languageTables';
import type { Ir, Loop } from '../syntax/ir';
import { keyOf, valuesOf, walk } from '../syntax/ir';
import { areExclusive } from './branches';
import { bufferIn } from './buffers';
import type { Moves, Reason } from './reasons';
import { namesIn } from './reasons';
import type { Transfer } from './transfer';

/** Names that hold the number of bytes read, inside a loop. */
export function countKeys(scope: Scope, loop: Ir, read: Transfer): Set<string> {
  // A C++ stream keeps the count of its last read: `in.gcount()`.
  const source = keyOf(read.end);
  const keys = new Set([read.count, source && `${source}.gcount`].filter(key => typeof key === 'string'));
  for (let before = -1; before !== keys.size; ) {
    before = keys.size;
    for (const node of walk(loop)) {
      if (node.kind !== 'assign' || node.operator !== '=' || !node.value) continue;
      const key = keyOf(node.targets[0] ?? null);
      const same = valuesOf(node.value).some(
        value => isPlainNumber(value) && namesIn(value).some(name => keys.has(name)),
      );
      const length = scope.assignments(key ?? '').length > 0 && isLengthOf(node.value, read);
      if (key && (same || length)) keys.add(key);
    }
  }
  return keys;
}

const isPlainNumber = (value: Ir): boolean =>
  value.kind === 'name' ||
  value.kind === 'member' ||
  (value.kind === 'call' && /^(min|Min|MIN|toIntExact|int|len)$/.test(value.name));

function isLengthOf(value: Ir, read: Transfer): boolean {
  if (!read.buffer) return false;
  const named =
    value.kind === 'member'
      ? keyOf(value.object)
      : value.kind === 'call'
        ? keyOf(value.args[0] ?? value.receiver)
        : null;
  const says =
    value.kind === 'member' || value.kind === 'call'
      ? /^(len|length|size|byteLength|Length|Count)$/.test(value.name)
      : false;
  return says && named === read.buffer.key;
}

/** The write must take just what was read: from its start, and as long. */
export function rangeReasons(scope: Scope, loop: Loop, moves: Moves): Reason[] {
  const { read, write } = moves;
  const counts = countKeys(scope, loop, read);
  const starts = [write.offset, write.buffer?.from ?? null].filter(start => start !== null);
  const readStarts = [read.offset, read.buffer?.from ?? null].filter(start => start !== null);
  const textOf = (node: Ir): string => scope.file.text.slice(node.start, node.end);
  const known = new Set(readStarts.map(textOf));
  const skipped = starts.some(start => !known.has(textOf(start)) && skips(start, scope, loop, counts));
  if (skipped) return [{ verdict: 'transformed', because: message('reason.beginning-left-out') }];
  const bounds = [...write.lengths, ...(write.buffer?.bounds ?? [])];
  const takesCount = bounds.some(bound => namesIn(bound).some(name => counts.has(name)));
  if (isPadded(loop, read, scope) && !takesCount)
    return [{ verdict: 'transformed', because: message('reason.padded') }];
  if (bounds.length === 0 && takesStale(moves, scope))
    return [{ verdict: 'transformed', because: message('reason.whole-buffer') }];
  if (!takesCount && forgetsCount(moves, bounds, scope))
    return [{ verdict: 'transformed', because: message('reason.whole-buffer') }];
  const isAll = (bound: Ir): boolean => isWhole(bound, read, counts, scope, loop);
  if (bounds.length === 0 || read.single || bounds.some(isAll) || endsAtLimit(moves, isAll)) return [];
  return [{ verdict: 'transformed', because: message('reason.other-count') }];
}

/** `in.read(buf); out.write(buf)`: after a short read, old bytes follow the new ones. Reads that fill the buffer are exact. */
function takesStale({ read, write }: Moves, scope: Scope): boolean {
  const { buffer, at } = read;
  if (at.kind !== 'call' || read.returnsBytes || read.single || read.helper || write.helper) return false;
  if (at.args.length > 1 || /full|exact|least|\d$/i.test(at.name) || buffer?.bounds.length !== 0)
    return false;
  const isArray = /^(name|member)$/.test(write.bytes?.kind ?? '') && keyOf(write.bytes) === buffer.key;
  const [made, ...others] = scope.assignments(buffer.key);
  if (scope.capacity(buffer.key) === 1) return false;
  return isArray && others.length === 0 && made?.value?.kind === 'call' && made.value.name === '#buffer';
}

/** `while (in.read(buf, 0, size) > 0) out.write(buf, 0, size)`: how much a read gave is asked for once, and not kept. */
function forgetsCount({ read, write }: Moves, bounds: Ir[], scope: Scope): boolean {
  const { at, count, lengths } = read;
  if (at.kind !== 'call' || count !== null || read.returnsBytes || read.single) return false;
  // A buffer that keeps its own count is written without one.
  if (read.helper || write.helper || bounds.length === 0) return false;
  // A number of pieces of a size (`fread`), and a single byte, are read whole or not at all.
  if (lengths.length > 1 || bounds.some(bound => scope.valueOf(bound) === 1)) return false;
  const test = at.parent;
  const isTest = test?.kind === 'operation' && /^(>|!=)$/.test(test.operator) && test.operands[0] === at;
  return isTest && !/full|exact|least/i.test(at.name) && scope.valueOf(test.operands[1] ?? null) === 0;
}

/** `if (done + n > size) write(buf, 0, size - done) else write(buf, 0, n)`: the last chunk is cut, all others are whole. */
const endsAtLimit = ({ write, writes }: Moves, isAll: (bound: Ir) => boolean): boolean =>
  writes.some(
    other =>
      other !== write &&
      other.buffer?.key === write.buffer?.key &&
      keyOf(other.end) === keyOf(write.end) &&
      areExclusive(other.at, write.at) &&
      other.lengths.some(isAll),
  );

/** `memset(buf + n, 0, sizeof buf - n)` after the read: a last block is filled up. */
function isPadded(loop: Loop, read: Transfer, scope: Scope): boolean {
  return [...walk(loop)].some(
    node =>
      node.kind === 'call' &&
      /^(memset|bzero)$/.test(node.name) &&
      node.start > read.at.start &&
      node.args[0] !== undefined &&
      bufferIn(node.args[0], scope)?.key === read.buffer?.key,
  );
}

/** A start that is a constant other than 0, or a variable the loop never moves. */
function skips(start: Ir, scope: Scope, loop: Loop, counts: Set<string>): boolean {
  // `bytes.arrayOffset()`: where the buffer itself begins in what holds it.
  if (start.kind === 'call' && start.name === 'arrayOffset') return false;
  const value = scope.valueOf(start);
  if (value !== null && scope.assignments(keyOf(start) ?? '').length <= 1) return value !== 0;
  const names = namesIn(start);
  return names.length > 0 && !names.some(name => counts.has(name) || isMoved(name, loop));
}

/** Whether something in the loop assigns the name. */
export function isMoved(key: string, loop: Ir): boolean {
  for (const node of walk(loop)) {
    if (node.kind === 'assign' && node.targets.some(target => keyOf(target) === key)) return true;
  }
  return false;
}

function isWhole(bound: Ir, read: Transfer, counts: Set<string>, scope: Scope, loop: Loop): boolean {
  const text = (node: Ir): string => scope.file.text.slice(node.start, node.end);
  if (bound.kind === 'operation' && /^[+-]$/.test(bound.operator)) {
    const [left, right] = bound.operands;
    // `chunk[:-1]`: so many bytes before the end.
    if (!right && bound.operator === '-') return false;
    if (right && scope.valueOf(right) !== null && !isMoved(keyOf(right) ?? '', loop)) return false;
    return left !== undefined && isWhole(left, read, counts, scope, loop);
  }
  if (namesIn(bound).some(name => counts.has(name))) return true;
  if (countsByAddress(read) && !isMoved(keyOf(bound) ?? '', loop))
    return isCompared(loop, text(bound), read.count!, text);
  if (namesIn(bound).some(name => name === read.buffer?.key)) return true;
  if ([...read.lengths, ...(read.buffer?.bounds ?? [])].some(part => text(part) === text(bound))) return true;
  if (isMoved(keyOf(bound) ?? '', loop)) return true;
  const size = scope.valueOf(bound);
  return size !== null && (size === 1 || size === scope.capacity(read.buffer?.key ?? null));
}

/** `ReadFile(in, buf, size, &got, NULL)`: a read that gives its count apart may give less than was asked for. */
const countsByAddress = ({ at, count }: Transfer): boolean =>
  at.kind === 'call' &&
  count !== null &&
  at.args.some(arg => arg.kind === 'operation' && arg.operator === '&' && keyOf(arg.operands[0]!) === count);

/** Whether the loop asks if a count is as large as something. */
const isCompared = (loop: Loop, size: string, count: string, text: (node: Ir) => string): boolean =>
  [...walk(loop)].some(
    node =>
      node.kind === 'operation' &&
      /^([!=]=|[<>]=?)$/.test(node.operator) &&
      node.operands.some(part => keyOf(part) === count) &&
      node.operands.some(part => text(part) === size),
  );
