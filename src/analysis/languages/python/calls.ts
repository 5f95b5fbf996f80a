import type { CallRule } from '../../calls/callRules';
import { row } from '../../calls/callRules';
import type { LoopModel } from '../../calls/loopModel';
import { resolveEnd } from '../../loops/ends';
import type { Scope, TransferShape } from '../../source/languageTables';
import type { Call } from '../../syntax/ir';
import { keyOf } from '../../syntax/ir';

/** What a file that holds characters is called: they are decoded and encoded on their way. */
export const textFile = 'text file';
/** What a file is called that takes all writes at its end. */
export const appending = 'file for appending';

/** Characters are decoded and encoded on their way: not bytes. */
function holdsBytes(call: Call, scope: Scope): boolean {
  if (!call.receiver) return true;
  const { type } = resolveEnd(call.receiver, scope);
  return type !== textFile;
}

/** A WebSocket hands out messages, not pieces of a stream. */
const isStream = (call: Call, scope: Scope): boolean => {
  const key = keyOf(call.receiver) ?? '';
  return !/(^|[._])(ws|web_?socket)\w*$/i.test(key) && !/WebSocket/.test(scope.typeOf(key) ?? '');
};

const socketName = /(^|_)(sock|socket|conn|connection|client|peer)\d*$/i;

/** `SocketHelper.send(client_socket, data)`: a function of another file that is handed the socket. */
const isHandedSocket = ({ receiver, args: [first, second] }: Call, scope: Scope): boolean => {
  if (!first || !second || second.kind === 'literal') return false;
  const by = keyOf(receiver)?.split('.').at(-1) ?? '';
  const isLibrary = receiver !== null && !/^[A-Z]|util|helper|common/.test(by);
  if (isLibrary || first.kind !== 'name') return false;
  return socketName.test(first.name) || resolveEnd(first, scope).end === 'socket';
};

/** The reads of files, sockets and asyncio's streams. */
const reads: TransferShape[] = [
  {
    effect: 'read',
    name: /^recv(_some|_chunk|_bytes)?$/,
    args: [2, 3],
    end: 0,
    buffer: 'result',
    length: 1,
    when: isHandedSocket,
  },
  {
    effect: 'read',
    name: /^(read|get|next)_(next_)?(chunk|block|section|piece)$/,
    receiver: true,
    args: [0, 1],
    end: 'receiver',
    buffer: 'result',
    length: 0,
    when: isStream,
  },
  {
    effect: 'read',
    name: 'read',
    on: /^os$/,
    args: 2,
    end: 0,
    buffer: 'result',
    length: 1,
    returns: 'bytes',
  },
  { effect: 'read', name: 'pread', on: /^os$/, args: 3, end: 0, buffer: 'result', length: 1 },
  {
    effect: 'read',
    name: /^read1?$/,
    receiver: true,
    args: [0, 1],
    end: 'receiver',
    buffer: 'result',
    length: 0,
    returns: 'bytes',
    when: (call, scope) => holdsBytes(call, scope) && isStream(call, scope),
  },
  {
    effect: 'read',
    name: /^(readexactly|read_bytes|receive|receive_some)$/,
    receiver: true,
    args: [0, 1],
    end: 'receiver',
    buffer: 'result',
    length: 0,
    when: (call, scope) => holdsBytes(call, scope) && isStream(call, scope),
  },
  {
    effect: 'read',
    name: 'recv',
    receiver: true,
    args: [1, 2],
    end: 'receiver',
    buffer: 'result',
    length: 0,
    proves: 'socket',
    returns: 'bytes',
    when: isStream,
  },
  {
    effect: 'read',
    name: /^readinto1?$/,
    receiver: true,
    args: 1,
    end: 'receiver',
    buffer: 0,
    returns: 'throwing',
  },
  {
    effect: 'read',
    name: 'recv_into',
    receiver: true,
    args: [1, 3],
    end: 'receiver',
    buffer: 0,
    length: 1,
    returns: 'throwing',
    proves: 'socket',
  },
  // loop.sock_recv(sock, n)
  {
    effect: 'read',
    name: 'sock_recv',
    receiver: true,
    args: 2,
    end: 0,
    buffer: 'result',
    length: 1,
    proves: 'socket',
    returns: 'bytes',
  },
];
const sendOf = (name: string, returns: 'counting' | 'all'): TransferShape => ({
  effect: 'write',
  name,
  receiver: true,
  args: [1, 2],
  end: 'receiver',
  buffer: 0,
  proves: 'socket',
  returns,
  when: isStream,
});

const writes: TransferShape[] = [
  {
    effect: 'write',
    name: /^send_?(all|bytes|chunk)?$/,
    args: 2,
    end: 0,
    buffer: 1,
    when: isHandedSocket,
  },
  { effect: 'write', name: 'write', on: /^os$/, args: 2, end: 0, buffer: 1, returns: 'counting' },
  { effect: 'write', name: 'pwrite', on: /^os$/, args: 3, end: 0, buffer: 1 },
  {
    effect: 'write',
    name: 'write',
    receiver: true,
    args: 1,
    end: 'receiver',
    buffer: 0,
    returns: 'all',
    when: holdsBytes,
  },
  {
    effect: 'write',
    name: 'send_all',
    receiver: true,
    args: 1,
    end: 'receiver',
    buffer: 0,
    proves: 'socket',
    returns: 'all',
  },
  sendOf('send', 'counting'),
  sendOf('sendall', 'all'),
  {
    effect: 'write',
    name: 'sock_sendall',
    receiver: true,
    args: 2,
    end: 0,
    buffer: 1,
    proves: 'socket',
    returns: 'all',
  },
];

export const pythonTransfers: TransferShape[] = [...reads, ...writes];

/** What the other calls of Python do. */
export const pythonCalls: CallRule[] = [
  row('memoryview|bytes|bytearray|tobytes|buffer|ensure_bytes', 'view'),
  row('cast', 'same', { at: 'receiver' }),
  row('shield|wait_for', 'same', { at: 0 }),
  row('len', 'length', { at: 0 }),
  row('min', 'least'),
  row('max', 'most'),
  row(
    'int|bool|isinstance|type|range|float|round|abs|is_set|monotonic|perf_counter|time|Path|str|get_event_loop|get_running_loop|release',
    'pure',
  ),
  row(
    'fileno|poll|getpeername|getsockname|tell|seekable|readable|writable|closed|is_closing|at_eof|exists',
    'asks',
  ),
  row('flush|drain|fsync', 'flushes'),
  row('close|wait_closed|aclose|shutdown|write_eof|terminate|kill', 'closes'),
  row('settimeout|setblocking|setsockopt|truncate|register|resume_reading|pause_reading', 'positions'),
  row('wait|select', 'waits'),
  row('print|debug|info|warning|error|exception|log', 'reports'),
];

/** How Python's values behave: numbers have no largest one, and a failure is raised. */
export const pythonModel: LoopModel = {
  calls: pythonCalls,
  errorVariable: null,
  errorNames: {},
  constants: {},
  wholeNumbers: /^int$/,
  unsigned: /(?!)/,
  byteTypes: /^/,
  catchesAll: /^(OSError|IOError|EnvironmentError|error|Exception|BaseException)$/,
  assigningDeclares: true,
};
