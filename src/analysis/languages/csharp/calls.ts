import type { CallRule } from '../../calls/callRules';
import { namesThat, row } from '../../calls/callRules';
import type { LoopModel } from '../../calls/loopModel';
import { resolveEnd } from '../../loops/ends';
import { resultOf } from '../../loops/transfer';
import type { Scope, TransferShape } from '../../source/languageTables';
import type { Call, Ir } from '../../syntax/ir';
import { keyOf, walk } from '../../syntax/ir';
import { hasMark } from './nodes';

/** The reads and writes of .NET's streams and sockets, and what the calls between them do. */

/** Characters are decoded and encoded on their way: not bytes. */
function holdsBytes(call: Call, scope: Scope): boolean {
  const key = keyOf(call.args[0] ?? null) ?? '';
  const made = scope.assignments(key).some(({ value }) => value?.kind === 'other' && value.type === 'array');
  return !made && !/char/.test(scope.typeOf(key) ?? '') && takesBytes(call, scope);
}

/** `byte[] data = reader.Read()`: what is returned has a length; a number or a row has none. */
function returnsArray(call: Call, scope: Scope): boolean {
  const key = keyOf(resultOf(call));
  const isMeasured = [...walk(scope.root)].some(
    node => node.kind === 'member' && node.name === 'Length' && keyOf(node.object) === key,
  );
  return key !== null && isMeasured && takesBytes(call, scope);
}

/** Consoles, logs and text writers take texts. */
function takesBytes(call: Call, scope: Scope): boolean {
  const key = keyOf(call.receiver) ?? '';
  if (/^(Console|Debug|Trace)\b|[lL]ogger$|[sS]erializer$/.test(key) || !call.receiver) return false;
  const { type } = resolveEnd(call.receiver, scope);
  return !/^(Text|Stream|String)(Reader|Writer)$/.test(type ?? '');
}

/** Whether the program waits for the task that a call gives, by itself or as it is configured. */
export function isAwaited(call: Call): boolean {
  if (call.wraps?.some(({ type }) => type === 'await_expression')) return true;
  const { parent } = call;
  return (
    parent?.kind === 'call' &&
    parent.receiver === call &&
    /^(ConfigureAwait|AsTask)$/.test(parent.name) &&
    isAwaited(parent)
  );
}

/** The last argument may be named: what else is would stand in another place. */
const isInPlace = (arg: Ir, at: number, args: readonly Ir[]): boolean =>
  !hasMark(arg, 'named_argument') || at === args.length - 1;

/** Whether a call has its result when it returns, its arguments in order, and a receiver that is there. */
const isPlain = (call: Call): boolean =>
  call.args.every(isInPlace) &&
  !(call.receiver && hasMark(call.receiver, 'conditional_access')) &&
  (!/Async$/.test(call.name) || isAwaited(call));

/** Flags change what is received or sent (Peek, OutOfBand), and an error that is handed out is not thrown. */
const hasNoFlags = ({ args }: Call): boolean =>
  args.slice(1).every(arg => arg.kind !== 'assign' && /^(?!.*SocketFlags\.(?!None$))/.test(keyOf(arg) ?? ''));

const isFollowed = (call: Call): boolean => isPlain(call) && hasNoFlags(call);

const stream = { receiver: true, end: 'receiver' } as const;
const socket = { receiver: true, end: 'receiver', proves: 'socket' } as const;
const ranged = { buffer: 0, offset: 1, length: 2 } as const;

/** What extensions of sockets are called: `ReceiveWithTimeoutAsync`, `SendAll`. */
const ownReceive = /^Receive(\d|Some|With[A-Z]\w*?)(Async)?$/;
const ownSend = /^Send(\d|All|With[A-Z]\w*?)(Async)?$/;

const shapes: TransferShape[] = [
  { effect: 'read', name: 'ReadByte', ...stream, args: 0, buffer: 'result', single: true },
  { effect: 'read', name: 'ReadBytes', ...stream, args: 1, buffer: 'result', length: 0 },
  { effect: 'read', name: /^Read(Async)?$/, ...stream, args: 0, buffer: 'result', when: returnsArray },
  { effect: 'read', name: 'Read', on: /^RandomAccess$/, args: 3, end: 0, buffer: 1 },
  { effect: 'read', name: 'ReadAsync', on: /^RandomAccess$/, args: [3, 4], end: 0, buffer: 1 },
  {
    effect: 'read',
    name: /^Read(Async)?$/,
    ...stream,
    args: [3, 4],
    ...ranged,
    when: holdsBytes,
    returns: 'throwing',
  },
  {
    effect: 'read',
    name: /^Read(Async)?$/,
    ...stream,
    args: [1, 2],
    buffer: 0,
    when: holdsBytes,
    returns: 'throwing',
  },
  {
    effect: 'read',
    name: /^Read(Exactly|AtLeast)(Async)?$/,
    ...stream,
    args: [1, 2],
    buffer: 0,
    when: holdsBytes,
  },
  { effect: 'read', name: 'Receive', ...socket, args: 4, ...ranged, returns: 'throwing' },
  { effect: 'read', name: 'Receive', ...socket, args: 3, buffer: 0, length: 1, returns: 'throwing' },
  { effect: 'read', name: /^Receive(Async)?$/, ...socket, args: [1, 3], buffer: 0, returns: 'throwing' },
  { effect: 'read', name: ownReceive, ...socket, args: [4, 6], ...ranged },
  { effect: 'read', name: ownReceive, ...socket, args: [1, 2], buffer: 0 },
  { effect: 'write', name: ownSend, ...socket, args: [4, 6], ...ranged },
  { effect: 'write', name: ownSend, ...socket, args: [1, 2], buffer: 0 },
  { effect: 'write', name: /^Write$/, on: /^RandomAccess$/, args: 3, end: 0, buffer: 1 },
  { effect: 'write', name: 'WriteAsync', on: /^RandomAccess$/, args: [3, 4], end: 0, buffer: 1 },
  { effect: 'write', name: 'WriteByte', ...stream, args: 1, buffer: 0 },
  {
    effect: 'write',
    name: /^Write(Async)?$/,
    ...stream,
    args: [3, 4],
    ...ranged,
    when: holdsBytes,
    returns: 'all',
  },
  {
    effect: 'write',
    name: /^Write(Async)?$/,
    ...stream,
    args: [1, 2],
    buffer: 0,
    when: holdsBytes,
    returns: 'all',
  },
  { effect: 'write', name: 'Send', ...socket, args: 4, ...ranged, returns: 'counting' },
  { effect: 'write', name: 'Send', ...socket, args: 3, buffer: 0, length: 1, returns: 'counting' },
  { effect: 'write', name: /^Send(Async)?$/, ...socket, args: [1, 3], buffer: 0, returns: 'counting' },
];

/** Each row twice: with how it reports its result, and without that for calls that are not followed. */
export const csharpTransfers: TransferShape[] = shapes.flatMap(({ returns, ...shape }) =>
  returns
    ? [
        { ...shape, returns, when: (call, scope) => isFollowed(call) && (shape.when?.(call, scope) ?? true) },
        shape,
      ]
    : [shape],
);

/** What the other calls in and around C#'s copy loops do. */
export const csharpCalls: CallRule[] = [
  row('AsMemory|AsSpan|ToArray|Slice|AsStream', 'view', { at: 'receiver' }),
  row('(ReadOnly)?(Memory|Span)|ArraySegment', 'view'),
  row('ConfigureAwait|AsTask', 'same', { at: 'receiver' }),
  row('Min', 'least', { on: /^(System\.)?Math$/ }),
  row('Max', 'most', { on: /^(System\.)?Math$/ }),
  row('Abs|ToInt32|ToInt64|Rent|#buffer', 'pure'),
  row('Clear', 'fills', { on: /^(System\.)?Array$/ }),
  row('Return', 'frees'),
  row('ThrowIfCancellationRequested', 'stops'),
  row('Delay|Sleep|Wait|WaitOne|WaitAsync|With(Cancellation|Timeout)|TimeoutAfter|Poll', 'waits'),
  row('Close|Dispose|DisposeAsync|Shutdown', 'closes'),
  row('Flush|FlushAsync', 'flushes'),
  row('Connect|ConnectAsync|SetLength', 'positions'),
  row('Lock|Unlock', 'locks'),
  row('GetLength', 'asks'),
  row('Increment|Exchange|Restart|Start|Stop', 'counts'),
];

export const csharpViews = namesThat(csharpCalls, ['view']);
/** Names of calls that neither look at the bytes nor change them. */
export const csharpPure = namesThat(csharpCalls, [
  'same',
  'least',
  'most',
  'pure',
  'fills',
  'frees',
  'stops',
  'waits',
  'closes',
  'counts',
]);
/** Names of calls on an end that do not change what passes. */
export const csharpHousekeeping = namesThat(csharpCalls, ['flushes', 'positions', 'locks', 'asks', 'closes']);

/** How C#'s values behave: a failure is thrown, and not all of them are IOExceptions (sockets, disposed streams). */
export const csharpModel: LoopModel = {
  calls: csharpCalls,
  errorVariable: null,
  errorNames: {},
  constants: {},
  wholeNumbers: /^(int|long|nint|(System\.)?Int(32|64))$/,
  unsigned: /^(uint|ulong|ushort|byte|nuint|(System\.)?(UInt\d+|Byte))$/,
  catchesAll: /^(Exception|SystemException)$/,
  lengthMembers: /^(Length|Count)$/,
  byteTypes: /./,
};
