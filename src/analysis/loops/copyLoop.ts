import { message } from '../../messages/message';
import type { Verdict } from '../../model/finding';
import type { Message } from '../../model/message';
import type { Scope, SourceFile } from '../source/languageTables';
import type { Ir, Loop } from '../syntax/ir';
import { ancestors, isWithin, keyOf } from '../syntax/ir';
import { sideCalls } from './conversations';
import { countKeys } from './counts';
import type { Resolved } from './ends';
import { resolveEnd } from './ends';
import { cancelled, guardVerdict } from './guards';
import { helperReasons } from './helperUses';
import { followsKernelMove } from './kernelMoves';
import { macroReasons } from './macros';
import { ownTypeReason } from './ownTypes';
import type { Reason } from './reasons';
import { eitherOr, readsRecords, writesFirst } from './severalMoves';
import type { SideEffects } from './sideEffects';
import { sideEffectsOf } from './sideEffects';
import { endsAreSteady } from './steadyEnds';
import type { Transfer } from './transfer';
import { transfersAroundLoops } from './transfers';
import { useVerdicts } from './uses';
import { aliasesIn, writtenPart } from './written';

/** A loop that reads into a buffer and writes from it, with all that was found out about it. */
export interface CopyLoop {
  file: SourceFile;
  scope: Scope;
  loop: Loop;
  read: Transfer;
  write: Transfer;
  source: Resolved;
  sink: Resolved;
  /** Bytes per read where the file says so. */
  chunkBytes: number | null;
  verdict: Verdict;
  /** Why the verdict is not `replaceable`; null where it is. */
  reason: Reason | null;
  /** What else lives in the loop and what a fix must keep or would lose. */
  sideEffects: SideEffects;
}

/** The copy loops of one function or top-level statement, one per loop, in source order. */
export function copyLoopsIn(scope: Scope): CopyLoop[] {
  const transfers = transfersAroundLoops(scope);
  const writes = transfers.filter(move => move.effect === 'write');
  const reads = transfers.filter(move => move.effect === 'read');
  if (writes.length === 0 || reads.length === 0) return [];
  const aliases = aliasesIn(scope);
  const found = new Map<Loop, CopyLoop>();
  const writesInLoops = writes.filter(isLooped);
  for (const read of reads.filter(isLooped)) {
    for (const write of writesInLoops) {
      scope.file.deadline?.step();
      const loop = commonLoop(read, write);
      const part =
        loop && !found.has(loop) && isOwn(loop, scope.root) ? writtenPart(read, write, aliases, scope) : null;
      const flow =
        part && loop ? copyLoopOf(scope, loop, { read, write, reads, writes, part: part.reason }) : null;
      if (flow && loop) found.set(loop, flow);
    }
  }
  return [...found.values()];
}

/** Loops and calls of functions inside this one are looked at with those functions. */
export function isOwn(loop: Ir, root: Ir): boolean {
  for (const up of ancestors(loop)) if (up.kind === 'function') return up === root;
  return root.kind !== 'function';
}

/** What stands in no loop has no partner: big files hold many such calls, and pairs are many more. */
function isLooped({ at }: Transfer): boolean {
  if (at.kind === 'loop') return true;
  for (const up of ancestors(at)) if (up.kind === 'loop') return true;
  return false;
}

/** The innermost loop around both; a for-each read is its own loop. */
function commonLoop(read: Transfer, write: Transfer): Loop | null {
  if (read.at.kind === 'loop') return isWithin(write.at, read.at) ? read.at : null;
  for (const up of ancestors(read.at)) {
    // A function that holds both is called or started per step: what it copies is its own.
    if (up.kind === 'function' && isWithin(write.at, up)) return null;
    if (up.kind === 'loop' && isWithin(write.at, up)) return separateTasks(read.at, write.at, up) ? null : up;
  }
  return null;
}

/** Read and write in two functions that each step starts: two ends of a conversation. */
function separateTasks(read: Ir, write: Ir, loop: Loop): boolean {
  const around = (node: Ir): Ir | null =>
    [...ancestors(node)].find(up => up.kind === 'function' && isWithin(up, loop)) ?? null;
  const [first, second] = [around(read), around(write)];
  return first !== null && second !== null && first !== second;
}

interface Pair {
  read: Transfer;
  write: Transfer;
  reads: Transfer[];
  writes: Transfer[];
  part: Reason | null;
}

function copyLoopOf(scope: Scope, loop: Loop, pair: Pair): CopyLoop | null {
  const { read, write } = pair;
  if (!endsAreSteady(read.end, loop, scope) || !endsAreSteady(write.end, loop, scope)) return null;
  if (eitherOr(read.at, write.at, loop)) return null;
  if (readsRecords(read, pair.reads, loop, scope) || writesFirst(loop, pair, scope)) return null;
  if (followsKernelMove(scope, read.end, write.end)) return null;
  const source = endOf(read, scope);
  const sink = endOf(write, scope);
  const reasons = [
    layerReason(source, 'source'),
    layerReason(sink, 'sink'),
    ownTypeReason([read, source], [write, sink], scope.file),
    ...macroReasons(scope, loop, pair),
    replacedReason(read, scope),
    replacedReason(write, scope),
    read.verdict && {
      verdict: read.verdict,
      because: alteredBy(read),
    },
    write.verdict && {
      verdict: write.verdict,
      because: alteredBy(write),
    },
    pair.part,
    ...useVerdicts(scope, loop, pair),
    guardVerdict(scope, loop, pair),
    ...sideCalls(scope, loop, pair),
    cancelled(scope, loop),
    ...helperReasons(scope, read),
    ...helperReasons(scope, write),
  ];
  const reason = strongest(reasons);
  return {
    file: scope.file,
    scope,
    loop,
    read,
    write,
    source,
    sink,
    chunkBytes: chunkOf(read, source, scope),
    verdict: reason?.verdict ?? 'replaceable',
    reason,
    sideEffects: sideEffectsOf(scope, loop, read, write, countKeys(scope, loop, read)),
  };
}

/** `out.write = chunk => …`: the method of this one object is another one by now. */
function replacedReason({ at }: Transfer, scope: Scope): Reason | null {
  if (at.kind !== 'call' || !at.receiver) return null;
  const call = `${keyOf(at.receiver) ?? ''}.${at.name}`;
  if (scope.assignments(call).length === 0) return null;
  return { verdict: 'inspected', because: message('reason.call-alters', { call }) };
}

const alteredBy = ({ at }: Transfer): Message =>
  at.kind === 'call' ? message('reason.call-alters', { call: at.name }) : message('reason.loop-alters');

function endOf(transfer: Transfer, scope: Scope): Resolved {
  const none: Ir = transfer.at;
  const found = transfer.end
    ? resolveEnd(transfer.end, scope)
    : ({
        end: 'unknown',
        known: 'unknown',
        type: null,
        wrappers: [],
        verdict: null,
        base: none,
        key: null,
      } as Resolved);
  return found.end === 'unknown' && transfer.proves
    ? { ...found, end: transfer.proves, known: 'proven' }
    : found;
}

function layerReason(end: Resolved, side: 'source' | 'sink'): Reason | null {
  const layer = end.wrappers[0] ?? end.type;
  if (end.verdict)
    return {
      verdict: end.verdict,
      because: layer ? message('reason.call-alters', { call: layer }) : message(`reason.${side}-alters`),
    };
  return end.end === 'memory'
    ? { verdict: 'memory-sink', because: message(`reason.${side}-in-memory`) }
    : null;
}

const strength: Verdict[] = ['encrypted', 'memory-sink', 'transformed', 'inspected'];

function strongest(reasons: (Reason | null | undefined | false)[]): Reason | null {
  const real = reasons.filter((reason): reason is Reason => Boolean(reason));
  real.sort((a, b) => strength.indexOf(a.verdict) - strength.indexOf(b.verdict));
  return real[0] ?? null;
}

/** Bytes of one read: what is asked for, else what the buffer holds, the smaller where both are known. */
function chunkOf(read: Transfer, source: Resolved, scope: Scope): number | null {
  if (read.single) return read.buffered || readsAhead(source) ? null : 1;
  const requested = read.lengths.map(part => atMost(part, scope));
  const request =
    requested.length > 0 && !requested.includes(null)
      ? (requested as number[]).reduce((a, b) => a * b)
      : null;
  const capacity = read.returnsBytes ? null : scope.capacity(read.buffer?.key ?? null, 0, read.at);
  const known = [request, capacity].filter(size => size !== null && size > 0) as number[];
  return known.length > 0 ? Math.min(...known) : null;
}

/** Reading one byte makes no system call; .NET's FileStream buffers 4 KiB by default. */
const readsAhead = ({ type, wrappers }: Resolved): boolean =>
  [type ?? '', ...wrappers].some(name => /Buffered|^FileStream$/.test(name));

/** The value of a size, or the known part of a `min(left, 65536)`, written there or kept in a variable. */
function atMost(size: Ir, scope: Scope): number | null {
  const value = scope.valueOf(size);
  const kept = value === null && size.kind === 'name' ? scope.assignmentsAt(size.name, size) : [];
  if (kept.length === 1 && /^(call|operation)$/.test(kept[0]!.value?.kind ?? ''))
    return atMost(kept[0]!.value!, scope);
  // `left > 4096 ? 4096 : left`
  if (size.kind === 'operation' && size.operator === '?:') return leastOf(size.operands.slice(-2), scope);
  if (value !== null || size.kind !== 'call' || !/^(min|Min|MIN)$/.test(size.name)) return value;
  return leastOf([...size.args, ...(size.receiver ? [size.receiver] : [])], scope);
}

function leastOf(parts: Ir[], scope: Scope): number | null {
  const known = parts.map(part => scope.valueOf(part)).filter(part => part !== null);
  return known.length > 0 ? Math.min(...known) : null;
}
