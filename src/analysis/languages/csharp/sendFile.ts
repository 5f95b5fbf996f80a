import { message } from '../../../messages/message';
import type { FixPlan, FixRequest, Line, Piece } from '../../fixes/plan';
import type { Total } from '../../loops/summary';
import type { Ir } from '../../syntax/ir';
import { keyOf } from '../../syntax/ir';
import { caveatsOfFailure, testedOn } from './caveats';
import { hasMark } from './nodes';
import { openedFor } from './opened';
import { replaceOpened } from './place';
import { sizeLines, targetsOf, totalByPath, writtenType } from './totals';
import type { Waiting } from './waiting';

/** The socket that a loop sends to, as code, and what it is known by. */
interface SocketPieces {
  pieces: Piece[];
  /** The names it is written with. */
  nodes: Ir[];
  /** A stream that was known by its type alone may be of a class of its own; a socket's Send can't be overridden. */
  isProven: boolean;
}

type Names = FixRequest['symbols'];

/** A socket, or the one under a NetworkStream made in sight; null where no name leads to it. */
export function socketOf({ summary, sink, symbols }: FixRequest): SocketPieces | null {
  const { node } = summary.sink;
  if (node.kind !== 'name' || sink.end !== 'socket') return null;
  const sends = summary.writes.every(write => write.kind === 'call' && /^Send/.test(write.name));
  if (sends)
    return isSocket(node, symbols) || /^Socket$/.test(sink.type ?? '')
      ? { pieces: [{ node }], nodes: [node], isProven: sink.known === 'proven' }
      : null;
  const made = onlyValue(node, symbols);
  if (made?.kind !== 'call') return null;
  if (made.creates && made.name === 'NetworkStream') return around(made.args[0], symbols);
  const client = made.name === 'GetStream' ? made.receiver : null;
  return client && isClient(client, symbols)
    ? { pieces: [{ node: client }, '.Client'], nodes: [client], isProven: true }
    : null;
}

/** `new NetworkStream(socket)` */
const around = (socket: Ir | undefined, symbols: Names): SocketPieces | null =>
  socket && keyOf(socket) !== null && symbols.assignments(keyOf(socket)!).length <= 1
    ? { pieces: [{ node: socket }], nodes: [socket], isProven: false }
    : null;

const isSocket = (node: Ir, symbols: Names): boolean => writtenType(keyOf(node) ?? '', symbols) === 'Socket';

/** The one value that a variable of the function is given. */
function onlyValue(node: Ir, { declarationOf, assignments }: Names): Ir | null {
  const key = keyOf(node)!;
  const declared = declarationOf(key);
  const isAssigned = assignments(key).some(assign => !assign.declares);
  return isAssigned || !declared?.value || hasMark(declared.value, 'initializer') ? null : declared.value;
}

/** A TcpClient by its type or by the call that made it, given one value at most. */
function isClient(node: Ir, symbols: Names): boolean {
  const key = keyOf(node) ?? '';
  const [made, ...others] = symbols.assignments(key).flatMap(({ value }) => value ?? []);
  if (others.length > 0 || node.kind === 'call') return false;
  return (
    writtenType(key, symbols) === 'TcpClient' ||
    (made?.kind === 'call' && /^(AcceptTcpClient(Async)?|TcpClient)$/.test(made.name))
  );
}

/** What is sent to, how it is waited for, and the totals that count the bytes. */
type Sending = SocketPieces & Waiting & { totals: Total[] };

/** `socket.SendFile(path)` in place of the file's opening and the loop. */
export function planSendFile(request: FixRequest, sending: Sending): FixPlan | null {
  const { summary, source, sink } = request;
  const { isAsync, token, totals, nodes } = sending;
  const from = openedFor(summary.source.node, request, 'read');
  if (!from || source.wrappers.length > 0 || sink.wrappers.some(name => !makers.test(name))) return null;
  const kept = [...nodes, from.path, ...targetsOf(totals), ...(token ? [token] : [])];
  const lines = [lineOf(from.path, sending), ...sizeLines(totals, from.path)];
  const place = replaceOpened(request, [from], lines, kept);
  if (!place) return null;
  return {
    title: message('fix.replace-loop', { call: isAsync ? 'Socket.SendFileAsync' : 'Socket.SendFile' }),
    changes: place.changes,
    caveats: [
      ...(isAsync ? [message('caveat.csharp.net-6')] : []),
      message('caveat.csharp.send-of-pipe'),
      // mono_w32socket_transmit_file (Mono 6) makes one call of sendfile; .NET goes on until all is sent.
      message('caveat.csharp.send-on-mono'),
      ...(sending.isProven ? [] : [message('caveat.csharp.send-in-pieces')]),
      ...(summary.ignores.length > 0 ? [finishesWrites] : []),
      ...from.caveats,
      ...place.caveats,
      ...(totals.length > 0 ? [totalByPath] : []),
      ...caveatsOfFailure('sent'),
      ...(isAsync ? [] : [testedOn]),
    ],
    // Mono has no SendFileAsync.
    ...(isAsync ? {} : { compared: true }),
  };
}

function lineOf(path: Ir, { pieces, isAsync, token, configured }: Sending): Line {
  const cancels: Piece[] = token ? [', ', { node: token }] : [];
  return isAsync
    ? ['await ', ...pieces, '.SendFileAsync(', { node: path }, ...cancels, `)${configured};`]
    : [...pieces, '.SendFile(', { node: path }, ');'];
}

const finishesWrites = message('caveat.cut-writes');
const makers = /^(GetStream|Accept\w*)$/;
