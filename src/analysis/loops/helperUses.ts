import { message } from '../../messages/message';
import type { Scope, SourceFile } from '../source/languageTables';
import { helperScope } from '../source/scope';
import type { Func } from '../syntax/ir';
import { keyOf } from '../syntax/ir';
import type { Reason } from './reasons';
import type { Transfer } from './transfer';
import { transfersIn } from './transfers';
import { bufferReasons } from './uses';
import { aliasesIn } from './written';

/** Whether a function hands on what one of its parameters holds, and does nothing else with those bytes. */
export function passesOn(helper: Func, effect: 'read' | 'write', file: SourceFile): boolean {
  if (!helper.body) return false;
  const scope = helperScope(file, helper);
  const own = transfersIn(helper.body, scope, 1).find(
    move => move.effect === effect && scope.parameter(move.buffer?.key ?? '') >= 0,
  );
  return own !== undefined && helperReasons(scope, { ...own, helper }).length === 0;
}

/** What a helper of the same file does with the bytes in addition to moving them, such as hashing them. */
export function helperReasons(scope: Scope, transfer: Transfer, depth = 0): Reason[] {
  const { helper } = transfer;
  if (!helper?.body || depth > 3) return [];
  const inner = helperScope(scope.file, helper);
  const all = transfersIn(helper.body, inner, 1);
  const own = all.find(move => move.effect === transfer.effect && move.buffer);
  if (!own?.buffer) return [];
  const moves = {
    read: own,
    write: own,
    reads: all.filter(move => move.effect === 'read'),
    writes: all.filter(move => move.effect === 'write'),
  };
  const apart = moves.writes.some(
    move => move.buffer?.key === own.buffer?.key && keyOf(move.end) !== keyOf(own.end),
  );
  const several: Reason = {
    verdict: 'inspected',
    because: message('reason.helper-several-places', { call: helper.name ?? '' }),
  };
  const reasons = bufferReasons(inner, helper.body, moves).map(reason =>
    transfer.effect === 'read' ? asReadAhead(reason, helper) : reason,
  );
  const frames = transfer.effect === 'write' && moves.writes.some(move => isFramedBy(move, own, inner));
  const framed: Reason = {
    verdict: 'transformed',
    because: message('reason.helper-writes-beside', { call: helper.name ?? '' }),
  };
  return [
    ...reasons,
    ...(apart ? [several] : []),
    ...(frames ? [framed] : []),
    ...helperReasons(inner, own, depth + 1),
  ];
}

/** A write of other bytes to the same end: a header, a length. */
function isFramedBy(other: Transfer, own: Transfer, inner: Scope): boolean {
  const aliases = aliasesIn(inner);
  const root = (key: string | undefined): string | undefined => {
    let at = key;
    for (let hops = 0; at && aliases.has(at) && hops < 6; hops += 1) at = aliases.get(at)!.of;
    return at;
  };
  const end = keyOf(own.end);
  return end !== null && keyOf(other.end) === end && root(other.buffer?.key) !== root(own.buffer?.key);
}

/** A reading function that also puts in what it read ahead: the stream is the same, but not all of it is left to move. */
const asReadAhead = (reason: Reason, helper: Func): Reason =>
  reason.fills || reason.verdict === 'memory-sink'
    ? { verdict: 'inspected', because: message('reason.helper-read-before', { call: helper.name ?? '' }) }
    : reason;
