import { ruleOf } from '../../calls/callRules';
import type { FixPlan, FixRequest } from '../../fixes/plan';
import type { Resolved } from '../../loops/ends';
import type { LoopSummary } from '../../loops/summary';
import { obstaclesToReplacing } from '../../loops/summary';
import type { Call, Ir } from '../../syntax/ir';
import { ancestors, isWithin, keyOf, walk } from '../../syntax/ir';
import { csharpCalls } from './calls';
import { appending } from './ends';
import { planFileCopy } from './fileCopy';
import { planSendFile, socketOf } from './sendFile';
import { planCopyTo } from './streams';
import { keptTotals } from './totals';
import { waitingOf } from './waiting';

/**
 * Replaces a loop by the one call that does its work: File.Copy or Socket.SendFile where the files are opened by their
 * paths for this loop alone, Stream.CopyTo between streams that no call moves inside the kernel.
 */
export function planLoop(request: FixRequest): FixPlan | null {
  const waiting = waitingOf(request.summary);
  const totals = keptTotals(request);
  if (!waiting || !totals || !isReplaceable(request)) return null;
  const { source, sink } = request;
  if (isFile(source) && isFile(sink) && sink.type !== appending)
    return planFileCopy(request, waiting, totals);
  const socket = isFile(source) ? socketOf(request) : null;
  return socket
    ? planSendFile(request, { ...waiting, ...socket, totals })
    : planCopyTo(request, waiting, totals);
}

const isFile = ({ end }: Resolved): boolean => end === 'file';

/** Every way out leads to what follows the loop, or is a failure as it was thrown, and nothing is left to ask for. */
function isReplaceable({ summary, source, sink, symbols }: FixRequest): boolean {
  const { loop, firstRead, limit, retries, ignores } = summary;
  return (
    obstaclesToReplacing({ ...summary, firstRead: null }).length === 0 &&
    !limit &&
    retries.length === 0 &&
    ignores.every(ignored => ignored === 'short-write') &&
    leavesPlainly(summary) &&
    loop.parent?.kind === 'block' &&
    (!firstRead || firstRead.parent === loop.parent) &&
    source.key !== sink.key &&
    !isJumpedTo(loop) &&
    !hidesFields(loop, symbols)
  );
}

function leavesPlainly({ loop, firstRead, exits, reads, writes }: LoopSummary): boolean {
  const moves = [...reads, ...writes];
  const isOwn = (node: Ir): boolean => [loop, firstRead].some(part => part && isWithin(node, part));
  const isPlain = ({ cause, word, node }: LoopSummary['exits'][number]): boolean =>
    cause === 'end' ? /^(condition|break)$/.test(word) : word === 'throw' && moves.includes(node);
  // What a function of the file does may be another's in a class made from this one.
  return moves.every(isOwn) && exits.every(isPlain) && [...walk(loop)].every(node => !callsOwn(node, moves));
}

/** A call that is neither a read nor a write, nor one of .NET that the table knows. */
const callsOwn = (node: Ir, moves: readonly Ir[]): boolean =>
  node.kind === 'call' &&
  !moves.some(move => move === node || isAgain(node, move)) &&
  ruleOf(node, csharpCalls, ({ receiver }) => keyOf(receiver) ?? '') === null;

/** The read in the head of a for-loop, which its update makes again. */
const isAgain = (call: Call, move: Ir): boolean =>
  move.kind === 'call' && move.name === call.name && keyOf(move.receiver) === keyOf(call.receiver);

/** A label that a `goto` leads to goes with the loop. */
function isJumpedTo(loop: Ir): boolean {
  const top = [...ancestors(loop)].at(-1) ?? loop;
  return [...walk(top)].some(node => node.kind === 'jump' && node.word === 'goto');
}

/** `this.n` beside a variable `n`: two places of one name. */
const hidesFields = (loop: Ir, { declarationOf }: FixRequest['symbols']): boolean =>
  [...walk(loop)].some(
    node => node.kind === 'member' && keyOf(node.object) === 'this' && declarationOf(node.name) !== null,
  );
