import { message } from '../../messages/message';
import type { Scope } from '../source/languageTables';
import type { Call, If, Ir, Loop } from '../syntax/ir';
import { ancestors, isWithin, keyOf, walk } from '../syntax/ir';
import { countKeys, isMoved } from './counts';
import type { Moves, Reason } from './reasons';
import { namesIn } from './reasons';
import { severalReads, severalSinks } from './severalMoves';
import type { Transfer } from './transfer';

/** Writes only some chunks, or reads several pieces of one stream apart: not one call's work. */
export function guardVerdict(scope: Scope, loop: Loop, moves: Moves): Reason | null {
  return (
    selective(scope, loop, moves) ??
    losesRest(scope, loop, moves) ??
    severalReads(loop, moves) ??
    severalSinks(loop, moves)
  );
}

/**
 * `while src.read_exact(&mut buf).is_ok()`: the end is a block that could not be filled, and what it took is lost. A loop
 * with a test of its own, or a part of the buffer for a size, ends by its count; a single byte has no part to lose.
 */
function losesRest(scope: Scope, { condition, over }: Loop, { read }: Moves): Reason | null {
  const { at, buffer } = read;
  if (at.kind !== 'call' || !fillsWhole.test(at.name) || buffer?.bounds.length !== 0) return null;
  if (scope.capacity(buffer.key) === 1) return null;
  const ends = condition ? isWithin(at, condition) : over === null && isTested(at);
  return ends ? { verdict: 'transformed', because: message('reason.chunks-left-out') } : null;
}

/** Reads that fill the whole buffer or fail. */
const fillsWhole = /^read_exact$/;

/** Stands in the condition of an `if`, which asks whether it went well. */
const isTested = (call: Ir): boolean =>
  [...ancestors(call)].some(up => up.kind === 'if' && isWithin(call, up.condition));

/** A condition around the write that may differ from chunk to chunk for another reason than the byte count. */
function selective(scope: Scope, loop: Loop, { read, write, writes }: Moves): Reason | null {
  const counts = countKeys(scope, loop, read);
  let below: Ir = write.at;
  for (const up of ancestors(write.at)) {
    if (up === loop) return null;
    const guarded =
      up.kind === 'if' && !isWithin(below, up.condition) && !writesElse(up, below, write, writes);
    if (guarded && !isWithin(read.at, up) && chooses(up.condition, scope, loop, counts, read))
      return {
        verdict: namesIn(up.condition).includes(read.buffer?.key ?? '') ? 'inspected' : 'transformed',
        because: message('reason.chunks-left-out'),
      };
    below = up;
  }
  return null;
}

/** The other branch writes the same bytes to the same sink: no chunk is left out. */
function writesElse(branch: If, own: Ir, write: Transfer, writes: Transfer[]): boolean {
  const other = own === branch.consequence ? branch.otherwise : branch.consequence;
  return (
    other !== null &&
    writes.some(
      move =>
        isWithin(move.at, other) &&
        move.buffer?.key === write.buffer?.key &&
        keyOf(move.end) !== null &&
        keyOf(move.end) === keyOf(write.end),
    )
  );
}

function chooses(condition: Ir, scope: Scope, loop: Loop, counts: Set<string>, read: Transfer): boolean {
  for (const node of walk(condition)) {
    if (node.kind === 'call' && node !== read.at && !isHarmlessTest(node, scope)) return true;
    const key = keyOf(node);
    if (!key || counts.has(key) || key === read.buffer?.key) continue;
    if (isMoved(key, loop) && !isResult(key, scope)) return true;
  }
  return false;
}

function isHarmlessTest(call: Call, scope: Scope): boolean {
  const { pureCalls, housekeepingCalls } = scope.file.language;
  return (
    pureCalls.test(call.name) ||
    housekeepingCalls.test(call.name) ||
    /isset|ready|isOk|is_ok/i.test(call.name)
  );
}

/** A name that holds what a call returned: a status. */
function isResult(key: string, scope: Scope): boolean {
  return scope
    .assignments(key)
    .every(
      assign =>
        !assign.value ||
        holdsCall(assign.value) ||
        (assign.value.kind === 'literal' && assign.operator === '='),
    );
}

function holdsCall(value: Ir): boolean {
  return [...walk(value)].some(node => node.kind === 'call');
}

/** Between two chunks the loop asks whether somebody called it off, which one call for all chunks does not. */
export function cancelled(scope: Scope, loop: Loop): Reason | null {
  const { cancels } = scope.file.language;
  if (!cancels) return null;
  const asks = (node: Ir): boolean => {
    if (node.kind === 'call')
      return cancels.test(node.receiver ? `${keyOf(node.receiver) ?? ''}.${node.name}` : node.name);
    const key = keyOf(node);
    return key !== null && cancels.test(key);
  };
  const tests = [...walk(loop)].flatMap(node => {
    if (node === loop || node.kind === 'loop')
      return node.kind === 'loop' && node.condition ? [node.condition] : [];
    if (node.kind === 'if') return [node.condition];
    // `select { case <-ctx.Done(): … }`, `ensureActive()`: the call itself leaves.
    return node.kind === 'call' && node.parent?.kind !== 'call' ? [node] : [];
  });
  return tests.some(test => [...walk(test)].some(asks))
    ? { verdict: 'inspected', because: message('reason.cancelled') }
    : null;
}
