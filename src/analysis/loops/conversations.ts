import { message } from '../../messages/message';
import type { Scope } from '../source/languageTables';
import { helperScope } from '../source/scope';
import type { Call, Ir, Loop } from '../syntax/ir';
import { ancestors, isWithin, keyOf, walk } from '../syntax/ir';
import { resolveEnd } from './ends';
import type { Moves, Reason } from './reasons';
import { namedCall } from './reasons';
import { isWalked, reachingRead } from './severalMoves';
import type { Transfer } from './transfer';
import { endKey } from './transfer';
import { transfersIn } from './transfers';

/** Other calls in the loop on the source or the sink: framing, seeking, splitting. */
export function sideCalls(scope: Scope, loop: Loop, { read, write, reads, writes }: Moves): Reason[] {
  const own = new Set<Ir>([...reads, ...writes].map(move => move.at));
  const source = endKey(read.end);
  const sink = endKey(write.end);
  const answers = writes.filter(
    other =>
      isWithin(other.at, loop) &&
      source &&
      source !== sink &&
      endKey(other.end) === source &&
      other !== write &&
      isAnswer(reachingRead(other, reads), read, sink),
  );
  const reasons: Reason[] = answers.map(() => ({
    verdict: 'inspected',
    because: message('reason.writes-to-source'),
  }));
  const framing: Reason[] = writes
    .filter(
      other =>
        isWithin(other.at, loop) &&
        endKey(other.end) === sink &&
        sink &&
        isFraming(other, write, read) &&
        !leadsOut(other.at, loop),
    )
    .map(() => ({ verdict: 'transformed', because: message('reason.writes-between') }));
  const moves = { read, write, reads, writes };
  reasons.push(...framing, ...answersRead(loop, moves), ...remarks(loop, moves, scope));
  for (const node of walk(loop)) {
    if (node.kind !== 'call' || own.has(node) || node.creates || isWalked(node, read)) continue;
    if (leaves(node, loop) || leadsOut(node, loop)) continue;
    if (readsElsewhere(node, scope))
      reasons.push({ verdict: 'inspected', because: message('reason.reads-answer') });
    if (scope.file.language.sendsAtOnce?.(node, scope))
      reasons.push({
        verdict: 'inspected',
        because: message('reason.call-sends-at-once', { call: namedCall(node) }),
      });
    if (source && source !== sink && answersIn(node, source, scope))
      reasons.push({
        verdict: 'inspected',
        because: message('reason.call-writes-to-source', { call: namedCall(node) }),
      });
    const touches = [node.receiver, ...node.args].map(endKey);
    if (sink && touches.includes(sink) && isOutput(node, sink))
      reasons.push({
        verdict: 'transformed',
        because: message('reason.call-writes-between', { call: namedCall(node) }),
      });
    else if (
      scope.file.language.housekeepingCalls.test(node.name) ||
      scope.file.language.pureCalls.test(node.name)
    )
      continue;
    else if (onlyKeepsUp(node, [source, sink], scope)) continue;
    else if (source && touches.includes(source))
      reasons.push({
        verdict: 'inspected',
        because: message('reason.call-works-on-source', { call: namedCall(node) }),
      });
    else if (sink && touches.includes(sink))
      reasons.push({
        verdict: 'inspected',
        because: message('reason.call-works-on-sink', { call: namedCall(node) }),
      });
  }
  return reasons;
}

/** A function of the same file that reads by itself, from an end that it is not given. */
function readsElsewhere(call: Call, scope: Scope): boolean {
  const helper = call.args.length === 0 ? scope.helper(call) : null;
  return (
    Boolean(helper?.body) &&
    transfersIn(helper!.body!, helperScope(scope.file, helper!), 1).some(({ effect }) => effect === 'read')
  );
}

/** A function of the same file that waits for, flushes or closes the ends it is given, and does no more with them. */
function onlyKeepsUp(call: Call, ends: (string | null)[], scope: Scope): boolean {
  const helper = scope.helper(call);
  const given = call.args.flatMap((arg, at) => {
    const key = keyOf(arg);
    return key && ends.includes(key) ? [keyOf(helper?.parameters[at]?.targets[0] ?? null)] : [];
  });
  const body = helper?.body;
  if (!body || given.length === 0) return false;
  return given.every(key =>
    [...walk(body)].every(
      node =>
        keyOf(node) !== key ||
        (node.parent?.kind === 'call' &&
          node.parent.receiver === node &&
          scope.file.language.housekeepingCalls.test(node.parent.name)),
    ),
  );
}

/** Whether a method of the same object writes to the field that is the source: an acknowledgement. */
function answersIn(call: Call, source: string, scope: Scope): boolean {
  const helper = scope.file.global(source) ? scope.helper(call) : null;
  if (!helper?.body) return false;
  const inner = helperScope(scope.file, helper);
  return (
    inner.assignments(source).length === 0 &&
    transfersIn(helper.body, inner, 1).some(move => move.effect === 'write' && endKey(move.end) === source)
  );
}

/** Part of what a return or a throw hands out: it is worked out once, after the last chunk. */
function leaves(node: Ir, loop: Loop): boolean {
  for (const up of ancestors(node)) {
    if (up === loop || up.kind === 'block') return false;
    if (up.kind === 'jump') return /^(return|throw|yield)$/.test(up.word);
  }
  return false;
}

/** Stands in a branch that ends the loop: what it does comes after the last chunk. */
function leadsOut(node: Ir, loop: Loop): boolean {
  for (const up of ancestors(node)) {
    if (up === loop || up === loop.body || up.kind === 'loop' || up.kind === 'function') return false;
    const last = up.kind === 'block' ? up.body.at(-1) : null;
    if (last?.kind !== 'jump' || last === node) continue;
    if (/^(return|throw)$/.test(last.word) || (last.word === 'break' && !isOfSwitch(last, loop))) return true;
  }
  return false;
}

/** A `break` that leaves a switch, or a select, and not the loop. */
function isOfSwitch(jump: Ir, loop: Loop): boolean {
  for (const up of ancestors(jump)) {
    if (up === loop) return false;
    if (up.kind === 'other' && /switch|case|select/.test(up.type)) return true;
  }
  return true;
}

/** A text of its own that goes to a third stream with each chunk: an acknowledgement. Streams that people read are none. */
function remarks(loop: Loop, { read, write, writes }: Moves, scope: Scope): Reason[] {
  const ends = [endKey(read.end), endKey(write.end)];
  const others = writes.filter(other => {
    const key = endKey(other.end);
    if (!key || ends.includes(key) || !isWithin(other.at, loop) || !other.bytes || other.helper) return false;
    if (/log|trace|debug|std(in|out|err)|err|print|progress|console|dump|tee/i.test(key)) return false;
    return isConstantText(other.bytes) && resolveEnd(other.end!, scope).end !== 'pipe';
  });
  return others.map(() => ({
    verdict: 'inspected',
    because: message('reason.answers'),
  }));
}

/** A text, and calls on it alone: `"ok".toByteArray()`. */
const isConstantText = (bytes: Ir): boolean =>
  [...walk(bytes)].some(node => node.kind === 'literal' && typeof node.value === 'string') &&
  [...walk(bytes)].every(node => /^(literal|call)$/.test(node.kind));

/**
 * Reads from the sink or a third stream: a confirmation or a reply, which the next chunk waits for. What is passed on by
 * a step of its own is another direction; so is what is passed on to the source, unless it takes the buffer of the chunk
 * right after it: a request and its answer.
 */
function answersRead(loop: Loop, { read, write, reads, writes }: Moves): Reason[] {
  const [source, sink] = [endKey(read.end), endKey(write.end)];
  if (sink === source) return [];
  const replies = reads.filter(other => {
    const end = endKey(other.end);
    if (other === read || end === null || end === source || !isWithin(other.at, loop)) return false;
    const onward = writes.find(move => isWithin(move.at, loop) && reachingRead(move, reads) === other);
    if (end !== sink) return !onward && !isGuardedApart(other.at, read.at);
    const isApart = isGuardedApart(other.at, read.at) && isGuardedApart(other.at, write.at);
    return !onward || (!isApart && (endKey(onward.end) !== source || other.buffer?.key === read.buffer?.key));
  });
  return replies.map(() => ({ verdict: 'inspected', because: message('reason.reads-answer') }));
}

/** What is written to the source was read neither from the sink nor by another direction that waits for itself. */
function isAnswer(origin: Transfer | null, read: Transfer, sink: string | null): boolean {
  if (!origin) return true;
  const from = endKey(origin.end);
  if (from === sink) return false;
  return from === endKey(read.end) || !isGuardedApart(origin.at, read.at);
}

/** Stands in a branch of a condition that does not hold the other. */
function isGuardedApart(node: Ir, other: Ir): boolean {
  for (const up of ancestors(node)) {
    if (isWithin(other, up)) return false;
    if (up.kind === 'if' && !isWithin(node, up.condition)) return true;
  }
  return false;
}

/** A write to the same sink of other bytes than the read's. */
function isFraming(other: Transfer, write: Transfer, read: Transfer): boolean {
  if (other === write || other.at === write.at) return false;
  const key = other.buffer?.key;
  return key !== write.buffer?.key && key !== read.buffer?.key;
}

function isOutput(call: Call, sink: string): boolean {
  const first = endKey(call.receiver) === sink || endKey(call.args[0] ?? null) === sink;
  return first && /^(f?printf|write\w*|put\w*|print\w*|send\w*|append|fputs|puts)$/i.test(call.name);
}
