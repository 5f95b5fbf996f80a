import { message } from '../../../messages/message';
import type { Message } from '../../../model/message';
import type { FixPlan, FixRequest, Line, Piece } from '../../fixes/plan';
import type { CopyCall } from '../../language';
import type { Resolved } from '../../loops/ends';
import type { LoopSummary } from '../../loops/summary';
import { obstacles } from '../../loops/summary';
import type { Ir } from '../../syntax/ir';
import { ancestors, isWithin, keyOf, walk } from '../../syntax/ir';
import { planCallRange, planCopyRange } from './copyRange';
import { isAtStart, isReadOnly } from './opened';

/**
 * socket.sendfile before a loop from a file to a plain socket, which stays for what sendfile leaves: it sends nothing of
 * what has no size, such as a FIFO or a file of /proc. Between two files, os.copy_file_range (copyRange.ts).
 */
export function planLoop(request: FixRequest): FixPlan | null {
  const { source, sink, summary } = request;
  if (!isFile(source) || awaits(summary.loop) || !movesPlainly(summary)) return null;
  if (sink.type === 'file' && sink.wrappers.length === 0) return planCopyRange(request);
  const socket = socketOf(request);
  return socket && planBefore(request, socket);
}

/** What a socket's sendfile is called on, and what is done first. */
interface SocketPieces {
  socket: Piece[];
  first: Line[];
}

/** Types of files that hold nothing that waits to be written. */
const readers = /^(FileIO|BufferedReader)$/;

const isFile = ({ type, wrappers }: Resolved): boolean =>
  (type === 'file' || readers.test(type ?? '')) && wrappers.length === 0;

/** What a coroutine awaits must not block its event loop. */
const awaits = (loop: Ir): boolean =>
  [...walk(loop)].some(node => node.wraps?.some(({ type }) => type === 'await'));

/** Whether an end is named in the loop's own function: what a helper calls it means nothing there. */
function standsIn(node: Ir, loop: Ir): boolean {
  const around = [...ancestors(loop)].find(up => up.kind === 'function' || up.parent === null);
  return around !== undefined && isWithin(node, around);
}

/** Plain reads and writes without flags, whose failures leave the loop as they are. */
function movesPlainly({ loop, reads, writes, exits, retries, ignores, source, sink }: LoopSummary): boolean {
  const reading = (node: Ir): boolean => node.kind === 'call' && /^(read1?|readinto1?|iter)$/.test(node.name);
  const writing = (node: Ir): boolean =>
    node.kind === 'call' && /^(write|send|sendall)$/.test(node.name) && node.args.length === 1;
  return (
    reads.every(reading) &&
    writes.every(writing) &&
    [source, sink].every(({ node }) => standsIn(node, loop)) &&
    retries.length === 0 &&
    !ignores.includes('write-error') &&
    exits.every(({ cause, node }) => (/error|short/.test(cause) ? isRaised(node) : true))
  );
}

/** A failure that the call raises, and nothing in the loop takes. */
const isRaised = (node: Ir): boolean => node.kind === 'call';

/** The socket behind the sink: itself, or the connection of a server's request handler. */
function socketOf({ summary, sink, symbols }: FixRequest): SocketPieces | null {
  const { node } = summary.sink;
  if (
    sink.type === 'socket' &&
    sink.wrappers.every(name => /^(accept|dup)$/.test(name)) &&
    keyOf(node) !== null
  )
    return { socket: [{ node }], first: [] };
  if (sink.type === 'socket') return connectionBehind(keyOf(node), summary.loop, symbols);
  const handles = symbols.bases.some(base => /RequestHandler$/.test(base));
  if (sink.type !== 'wfile' || !handles || node.kind !== 'member' || keyOf(node.object) !== 'self')
    return null;
  return { socket: [{ node: node.object }, '.connection'], first: [[{ node }, '.flush()']] };
}

/** The socket that `file = sock.makefile('wb')` was made from, once what waits in the file is sent. */
function connectionBehind(
  key: string | null,
  place: Ir,
  names: FixRequest['symbols'] | CopyCall['scope'],
): SocketPieces | null {
  const [only, ...others] = key ? names.assignments(key) : [];
  const made = only?.value;
  if (!only || others.length > 0 || made?.kind !== 'call' || made.name !== 'makefile' || !made.receiver)
    return null;
  const socket = keyOf(made.receiver);
  if (socket === null || isClosed(socket, place)) return null;
  return { socket: [{ node: made.receiver }], first: [[{ node: only.targets[0]! }, '.flush()']] };
}

function planBefore(request: FixRequest, { socket, first }: SocketPieces): FixPlan | null {
  const { summary, source, sink, symbols } = request;
  const place = summary.firstRead ?? summary.loop;
  if (obstacles({ ...summary, firstRead: null }).length > 0 || place.parent?.kind !== 'block') return null;
  if (summary.totals.length > 1 || losesNames(request)) return null;
  const lines = sendingLines(
    { socket, source: summary.source, place, total: summary.totals[0] ?? null, summary },
    symbols,
  );
  if (!lines || (first.length > 0 && summary.limit)) return null;
  return {
    title: message('fix.before-loop', { call: 'socket.sendfile' }),
    changes: [{ kind: 'insert-before', node: place, lines: [...first, ...lines] }],
    caveats: [...caveatsOf(source, sink), ...lostCount(request), ...(first.length > 0 ? [flushed] : [])],
    compared: true,
  };
}

/** Names that hold something else after the loop if sendfile leaves it nothing to read. */
function losesNames({ summary, buffer, symbols }: FixRequest): boolean {
  const stale = summary.liveOut.filter(({ holds }) => holds.some(({ holding }) => holding === 'stale'));
  const written = summary.writes.flatMap(node => [...walk(node)].map(keyOf)).filter(key => key !== null);
  const ends = [summary.source.node, summary.sink.node].map(keyOf);
  const chunks = [...written, ...(buffer ? [buffer] : [])].filter(key => !ends.includes(key));
  const last = new Set(summary.liveOut.map(({ key }) => key));
  return (
    stale.some(({ key }) => symbols.isReadAfterLoop(key) || symbols.isShared(key)) ||
    chunks.some(key => !last.has(key) && symbols.isReadAfterLoop(key))
  );
}

interface Sending {
  socket: Piece[];
  source: { node: Ir; uses: readonly Ir[] };
  place: Ir;
  total: LoopSummary['totals'][number] | null;
  summary: Pick<LoopSummary, 'limit'>;
}

/** `total += sock.sendfile(file)`, from the file's position; null where that is unknown. */
function sendingLines(sending: Sending, names: FixRequest['symbols'] | CopyCall['scope']): Line[] | null {
  const { socket, source, place, total, summary } = sending;
  const { node, uses } = source;
  const key = keyOf(node);
  if (!key) return null;
  const isFresh = isAtStart(key, uses, place, names);
  if (!isFresh && !isReadOnly(key, names) && !readers.test(names.typeOf(key)?.split('.').pop() ?? ''))
    return null;
  const left: Piece | null = summary.limit && { node: summary.limit.target };
  const tests: Piece[][] = [
    ...(left ? [[left, ' > 0']] : []),
    ...(isFresh ? [] : [[{ node }, '.seekable()']]),
  ];
  const call: Line = [
    ...(total ? [{ node: total.target }, ` ${total.operator} `] : []),
    ...socket,
    '.sendfile(',
    { node },
    ...(isFresh ? [] : [', offset=', { node }, '.tell()']),
    ...(left ? [', count=', left] : []),
    ')',
  ];
  if (tests.length === 0) return [call];
  const head = tests.flatMap((test, at) => (at === 0 ? test : [' and ', ...test]));
  return [
    ['if ', ...head, ':'],
    ['\t', ...call],
  ];
}

const flushed = message('caveat.python.flushed');

function caveatsOf(source: Resolved, sink: Resolved): Message[] {
  return [
    message('caveat.broken-pipe'),
    message('caveat.single-failure'),
    message('caveat.other-number-sent'),
    sink.known !== 'proven' && message('caveat.python.socket-kind'),
    sink.known !== 'proven' && message('caveat.python.overridden-sendall'),
    source.known !== 'proven' && message('caveat.python.overridden-read'),
  ].filter(text => text !== false);
}

/** A total that is read after a failure does not hold what sendfile had sent. */
function lostCount({ summary: { totals }, symbols }: FixRequest): Message[] {
  const isKept = totals.some(({ key }) => symbols.isReadAfterLoop(key) || symbols.isShared(key));
  return isKept ? [message('caveat.python.lost-total')] : [];
}

/** shutil.copyfileobj to what socket.makefile gave: the socket's sendfile first; between two files, copy_file_range. */
export function planCall(copy: CopyCall): FixPlan | null {
  const { call, source, sink, scope } = copy;
  if (call.parent?.kind !== 'block' || !isFile(source)) return null;
  if (sink.type === 'file') return sink.wrappers.length === 0 ? planCallRange(copy) : null;
  const [input, output] = [call.args[0]!, call.args[1]!];
  const usesOf = (key: string | null): Ir[] =>
    [...walk(scope.root)].filter(
      node => key !== null && keyOf(node) === key && !isWithin(node, call) && !isMade(node),
    );
  const pieces = sink.type === 'socket' ? connectionBehind(keyOf(output), call, scope) : null;
  if (!pieces) return null;
  const { socket, first } = pieces;
  const from = { node: input, uses: usesOf(source.key) };
  const lines = sendingLines(
    { socket, source: from, place: call, total: null, summary: { limit: null } },
    scope,
  );
  return (
    lines && {
      title: message('fix.before-copyfileobj', { call: 'socket.sendfile' }),
      changes: [{ kind: 'insert-before', node: call, lines: [...first, ...lines] }],
      caveats: [...caveatsOf(source, sink), flushed],
      compared: true,
    }
  );
}

/** The name in the assignment that makes an end. */
const isMade = ({ parent, start }: Ir): boolean =>
  parent?.kind === 'assign' && parent.targets.some(target => target.start === start);

function isClosed(key: string, before: Ir): boolean {
  const root = [...ancestors(before)].pop() ?? before;
  return [...walk(root)].some(
    node =>
      node.kind === 'call' &&
      node.start < before.start &&
      keyOf(node.receiver) === key &&
      /^(close|detach|shutdown)$/.test(node.name),
  );
}
