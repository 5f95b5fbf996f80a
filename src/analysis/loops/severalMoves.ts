// Loops with more than one read or write, and reads of records.

import { message } from '../../messages/message';
import type { Scope } from '../source/languageTables';
import { functionOf } from '../source/scope';
import type { Call, Ir, Loop } from '../syntax/ir';
import { ancestors, isWithin, keyOf, walk } from '../syntax/ir';
import { areExclusive } from './branches';
import { isMoved } from './counts';
import type { Moves, Reason } from './reasons';
import { namesIn } from './reasons';
import type { Transfer } from './transfer';

/** Each step reads or writes, as something the loop does not change says: two loops in one. */
export function eitherOr(read: Ir, write: Ir, loop: Loop): boolean {
  for (const up of ancestors(read)) {
    if (!isWithin(write, up)) continue;
    if (up.kind === 'operation' && up.operator === '?:') {
      const [test, ...values] = up.operands;
      const taken = (node: Ir): number => values.findIndex(value => isWithin(node, value));
      const steady = test !== undefined && !namesIn(test).some(key => isMoved(key, loop));
      return steady && taken(read) >= 0 && taken(write) >= 0 && taken(read) !== taken(write);
    }
    if (!areExclusive(read, write)) return false;
    return up.kind === 'if' && !namesIn(up.condition).some(key => isMoved(key, loop));
  }
  return false;
}

export function severalReads(loop: Loop, { read, reads }: Moves): Reason | null {
  const end = keyOf(read.end);
  const inSteps = (node: Ir): boolean =>
    isWithin(node, loop) && !loop.setup.some(part => isWithin(node, part)) && !isWalked(node, read);
  const others = reads.filter(other => other !== read && inSteps(other.at) && keyOf(other.end) === end);
  const apart = inSteps(read.at) ? others : others.slice(1);
  const real = apart.filter(other => !areExclusive(other.at, read.at) && !isRefill(other, read));
  return real.length > 0 ? { verdict: 'transformed', because: message('reason.several-pieces') } : null;
}

/** Within what a for-each read walks over: the read itself. */
export const isWalked = (node: Ir, read: Transfer): boolean =>
  read.at.kind === 'loop' && read.at.over !== null && isWithin(node, read.at.over);

/** The same read again: `n = read(…)` before the loop's end as at its start. */
function isRefill(other: Transfer, read: Transfer): boolean {
  return (
    other.count === read.count &&
    other.buffer?.key === read.buffer?.key &&
    other.helper === read.helper &&
    other.lengths.length === read.lengths.length &&
    isTail(other.at) !== isTail(read.at)
  );
}

function isTail(node: Ir): boolean {
  for (const up of ancestors(node)) {
    if (up.kind === 'block') return up.body.length > 0 && isWithin(node, up.body[up.body.length - 1]!);
    if (up.kind === 'loop') return false;
  }
  return false;
}

/** The read whose bytes a write takes: the last one into the same buffer before it. */
export function reachingRead(write: Transfer, reads: Transfer[]): Transfer | null {
  const before = reads.filter(
    read => read.buffer?.key === write.buffer?.key && read.at.start < write.at.start,
  );
  return before[before.length - 1] ?? null;
}

export function severalSinks(loop: Loop, { write, reads, writes }: Moves): Reason | null {
  const own = reachingRead(write, reads);
  const others = writes.filter(
    other =>
      other !== write &&
      isWithin(other.at, loop) &&
      reachingRead(other, reads) === own &&
      other.buffer?.key === write.buffer?.key &&
      keyOf(other.end) !== keyOf(write.end),
  );
  const both = others.filter(other => !areExclusive(other.at, write.at));
  return both.length > 0 ? { verdict: 'inspected', because: message('reason.several-places') } : null;
}

/** A write of bytes that no read before it gave: a request, whose answer is read into the same buffer. */
export function writesFirst(loop: Loop, { read, write, reads }: Moves, scope: Scope): boolean {
  const steps = (node: Ir): boolean => isWithin(node, loop.body);
  if (!steps(write.at) || read.at.kind === 'loop' || isWithin(read.at, write.at)) return false;
  if (!steps(read.at) && !loop.update.some(part => isWithin(read.at, part))) return false;
  if (steps(read.at) && read.at.start < write.at.start) return false;
  // A read in a function beside this one belongs to another conversation.
  const before = (other: Transfer): boolean =>
    !steps(other.at) &&
    other.at.start < write.at.start &&
    (functionOf(other.at) === null || isWithin(loop, functionOf(other.at)!));
  if (firstWriteIsEmpty(loop, { read, write }, scope)) return false;
  return !reads.some(other => before(other) && other.buffer?.key === read.buffer?.key);
}

/** `int n = 0; do { out.write(buf, 0, n); n = in.read(buf); } while (n != -1)`: the first write is of no bytes. */
function firstWriteIsEmpty(
  loop: Loop,
  { read, write }: Pick<Moves, 'read' | 'write'>,
  scope: Scope,
): boolean {
  const count = read.count;
  if (!count || !write.lengths.some(length => namesIn(length).includes(count))) return false;
  const before = scope
    .assignments(count)
    .filter(assign => !isWithin(assign, loop) && assign.end <= loop.start);
  const last = before[before.length - 1];
  return last?.operator === '=' && last.value !== null && scope.valueOf(last.value) === 0;
}

/** A read of a size that this step took out of the data itself: a record, not a piece of a stream. */
export function readsRecords(read: Transfer, reads: Transfer[], loop: Loop, scope: Scope): boolean {
  const made = scope
    .assignments(read.buffer?.key ?? '')
    .filter(assign => assign.value && isWithin(assign, loop))
    .flatMap(assign => [...walk(assign.value!)])
    .filter((node): node is Call => node.kind === 'call' && node.name === '#buffer');
  const sizes = [...read.lengths, ...(read.buffer?.bounds ?? []), ...made.flatMap(call => call.args)];
  const heads = reads.filter(other => other !== read && isWithin(other.at, loop));
  const filled = (key: string): boolean =>
    heads.some(
      head => head.buffer && head.buffer.key !== read.buffer?.key && key.startsWith(`${head.buffer.key}.`),
    );
  if (made.flatMap(call => call.args).some(size => takesSizeFromData(size, read, scope))) return true;
  // `COUNT_OF(buf)`: how much the buffer holds.
  const isOwnSize = (size: Call): boolean =>
    size.args.length === 1 && keyOf(size.args[0]!) === read.buffer?.key && !size.receiver;
  if (read.lengths.some(size => size.kind === 'call' && !isOwnSize(size) && mayReadSize(size, scope)))
    return true;
  return sizes.some(size =>
    namesIn(size).some(key => filled(key) || holdsSizeFromData(key, read, loop, scope)),
  );
}

/** A name the loop itself gives a value that is no arithmetic on counts and limits. */
function holdsSizeFromData(key: string, read: Transfer, loop: Loop, scope: Scope): boolean {
  const root = key.split('.')[0]!;
  const given = [...scope.assignments(key), ...scope.assignments(root)].filter(
    assign => isWithin(assign, loop) && !loop.setup.some(part => isWithin(assign, part)),
  );
  if (key !== root && given.some(assign => assign.declares && !assign.value)) return true;
  return given.some(assign => assign.value && takesSizeFromData(assign.value, read, scope));
}

/** A value taken out of data: by a call other than arithmetic, or by an index. */
function takesSizeFromData(value: Ir, read: Transfer, scope: Scope): boolean {
  return [...walk(value)].some(
    node =>
      (node.kind === 'index' && !node.slice) ||
      (node.kind === 'call' && !isWithin(node, read.at) && mayReadSize(node, scope)),
  );
}

const arithmetic =
  /min|max|len|left|remain|size|avail|^(#buffer|int|long|abs|floor|ceil|Number|toIntExact|try_from|try_into|into|unwrap|position|tell)/i;

/** A call that may take a number out of data: no arithmetic on counts and limits. */
const mayReadSize = (call: Call, scope: Scope): boolean =>
  !scope.file.language.pureCalls.test(call.name) && !arithmetic.test(call.name) && !isOfConstants(call);

/** `KIB(16)` */
const isOfConstants = (call: Call): boolean =>
  call.args.length > 0 && !call.receiver && call.args.every(arg => namesIn(arg).length === 0);
