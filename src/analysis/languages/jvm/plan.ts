import { message } from '../../../messages/message';
import type { Message } from '../../../model/message';
import type { FixPlan, FixRequest, Piece } from '../../fixes/plan';
import { isPrivate, mayOverlap } from '../../fixes/privateEnds';
import { isNamedInHandler } from '../../loops/observers';
import { isPseudoFile } from '../../loops/pseudoFiles';
import type { EndState, LoopSummary, Total } from '../../loops/summary';
import { obstacles } from '../../loops/summary';
import { keyOf, walk } from '../../syntax/ir';
import type { Channel, Dialect, Parts } from './channels';
import { channelOf, reachesChannels } from './channels';
import { isOfLibrary } from './imports';
import { isReadOnly, jvmEndUses } from './opened';

/**
 * Puts a loop over FileChannel.transferTo before the copy loop, which stays: where the source has no size (a pipe, a
 * file of /proc) nothing is moved, and the copy loop goes on from the same positions.
 */
export const planLoop =
  (dialect: Dialect) =>
  (request: FixRequest): FixPlan | null => {
    const { summary, source, sink, symbols } = request;
    // What is read before the loop is read behind the new lines.
    const place = summary.firstRead ?? summary.loop;
    if (obstacles({ ...summary, firstRead: null }).length > 0 || place.parent?.kind !== 'block') return null;
    if (!reachesChannels(source, sink) || !throwsFailures(summary) || !isResumable(request)) return null;
    if ([summary.source, summary.sink].some(end => isPseudoFile(end, symbols))) return null;
    if (!isOfLibrary(symbols.bindings) || isReadOnly(summary.sink, symbols)) return null;
    const from = channelOf(summary.source.node, source, symbols, dialect);
    const to = channelOf(summary.sink.node, sink, symbols, dialect);
    const counted = countedBy(request, dialect);
    if (!from || !to || !counted) return null;
    const parts = { from: from.pieces, to: to.pieces, ...counted };
    return {
      title: message('fix.before-loop', { call: 'FileChannel.transferTo' }),
      changes: [{ kind: 'insert-before', node: place, lines: dialect.lines(parts) }],
      caveats: [...channelCaveats(request, from, to), ...lossesOf(request)],
      compared: true,
    };
  };

/** Failures leave the loop as they were thrown: nothing in it catches one, or does something first. */
function throwsFailures({ exits, retries, ignores, reads, writes }: LoopSummary): boolean {
  const failures = exits.filter(({ cause }) => /error$/.test(cause));
  return (
    failures.every(({ node, word }) => word === 'throw' && [...reads, ...writes].includes(node)) &&
    retries.length === 0 &&
    ignores.every(ignored => ignored === 'short-write')
  );
}

/** Whether the loop leaves everything as it would have if some bytes are gone before it begins. */
function isResumable({ summary, buffer, symbols }: FixRequest): boolean {
  const { loop, liveOut, totals } = summary;
  const setUp = loop.setup.flatMap(node => [...walk(node)]);
  const starts = setUp.flatMap(node => (node.kind === 'assign' ? [keyOf(node.targets[0] ?? null)] : []));
  if (totals.some(({ key }) => starts.includes(key))) return false;
  const stale = liveOut.filter(({ holds }) => holds.some(({ holding }) => holding === 'stale'));
  if (stale.some(({ key }) => symbols.isReadAfterLoop(key) || symbols.isShared(key))) return false;
  return !(buffer && symbols.isReadAfterLoop(buffer));
}

/** What the new lines count; null where a variable's type takes no count of bytes. */
function countedBy(
  { summary, symbols }: FixRequest,
  dialect: Dialect,
): Pick<Parts, 'moved' | 'left' | 'adds'> | null {
  const moved = symbols.fresh('moved');
  const { limit, totals } = summary;
  const count = limit && dialect.asLong(limit.target, symbols.typeOf(limit.key));
  const adds = totals.map(total => addition(total, moved, { dialect, type: symbols.typeOf(total.key) }));
  if ((limit && !count) || adds.includes(null)) return null;
  const left = limit && count ? { node: limit.target, count } : null;
  return { moved, left, adds: adds.filter(add => add !== null) };
}

function addition(
  { target, operator }: Total,
  moved: string,
  { dialect, type }: { dialect: Dialect; type: string | null },
): Piece[] | null {
  const amount = dialect.fromLong(moved, type);
  return amount === null ? null : [{ node: target }, ` ${operator} ${amount}`];
}

/** What differs because a channel moves the bytes. */
export function channelCaveats(
  { source, sink }: Pick<FixRequest, 'source' | 'sink'>,
  from: Channel,
  to: Channel,
): Message[] {
  const isStream = [source, sink].some(
    ({ type, wrappers }) => !/Channel$/.test(type ?? '') && !wrappers.includes('getChannel'),
  );
  const own = (type: string, method: string) => message('caveat.jvm.own-class', { type, method });
  return [
    isStream && message('caveat.jvm.interrupted'),
    from.assumed !== null && own(from.assumed, 'read'),
    to.assumed !== null && own(to.assumed, 'write'),
    sink.end === 'socket' && message('caveat.broken-pipe'),
  ].filter(caveat => caveat !== false);
}

/** Whether only the loop's function knows where an end stands. A handler around the loop runs after its failure. */
const isOwn = ({ node }: EndState, request: FixRequest): boolean =>
  isPrivate(node, request, jvmEndUses, false);

/** What else may differ: after a failure, in what others see, where the loop lost bytes. */
function lossesOf(request: FixRequest): Message[] {
  const { summary, symbols } = request;
  const seen = summary.totals.some(({ key }) => symbols.isShared(key) || isNamedInHandler(key, summary.loop));
  const outlives = ![summary.source, summary.sink].every(end => isOwn(end, request));
  return [
    (seen || outlives) && message('caveat.jvm.counts-after-failure'),
    summary.ignores.length > 0 && message('caveat.cut-writes'),
    mayOverlap(request, jvmEndUses) && message('caveat.same-file'),
  ].filter(text => text !== false);
}
