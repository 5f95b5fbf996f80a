// Calls of C++ streams and networking libraries that read or write.
import type { Scope, TransferShape } from '../../source/languageTables';
import type { Call, Ir } from '../../syntax/ir';
import { keyOf } from '../../syntax/ir';

/** A Poco socket whose file speaks of its TLS kind may be one of those. */
const isPlain = (_call: Call, { file }: Scope): boolean => !/\bSecure(Server|Stream)Socket\b/.test(file.text);

/** The last argument is a count to be filled in: an address, or a number of its own that nothing else sets. */
function fillsCount(call: Call, scope: Scope): boolean {
  const last = call.args[2];
  if (last?.kind === 'operation' && last.operator === '&') return true;
  const [only, ...others] = scope.assignments(keyOf(last ?? null) ?? '');
  const isUnset = only?.declares && (only.value === null || only.value.kind === 'literal');
  return others.length === 0 && Boolean(isUnset) && /size|int|long|DWORD|ulong/.test(only?.type ?? '');
}

const pocoSocket: Omit<TransferShape, 'effect' | 'name'> = {
  receiver: true,
  args: [2, 3],
  end: 'receiver',
  buffer: 0,
  length: 1,
  proves: 'socket',
  when: isPlain,
};

/** Streams of the standard library, of Qt and of others that read and write alike. */
export const streamTransfers: TransferShape[] = [
  // Free functions of asio, whose namespace stands where a stream would.
  { effect: 'read', name: 'read', on: /asio$|^net$/, args: [2, 4], end: 0, buffer: 1 },
  { effect: 'write', name: 'write', on: /asio$|^net$/, args: [2, 3], end: 0, buffer: 1 },
  { effect: 'read', name: 'async_read', on: /^$|asio$|^net$/, args: [3, 4], end: 0, buffer: 1 },
  { effect: 'write', name: 'async_write', on: /^$|asio$|^net$/, args: [3, 4], end: 0, buffer: 1 },
  {
    effect: 'read',
    name: /^async_(read_some|receive)$/,
    receiver: true,
    args: 2,
    end: 'receiver',
    buffer: 0,
  },
  { effect: 'write', name: /^async_(write_some|send)$/, receiver: true, args: 2, end: 'receiver', buffer: 0 },
  {
    effect: 'read',
    name: 'read',
    receiver: true,
    args: 2,
    end: 'receiver',
    buffer: 0,
    length: 1,
    returns: 'stream',
  },
  {
    effect: 'read',
    name: /^(readsome|sgetn|Read|readData|Recv|Receive)$/,
    receiver: true,
    args: 2,
    end: 'receiver',
    buffer: 0,
    length: 1,
  },
  {
    effect: 'read',
    name: 'get',
    receiver: true,
    args: 1,
    end: 'receiver',
    buffer: 0,
    single: true,
    buffered: true,
  },
  {
    effect: 'read',
    name: /^(get|sbumpc)$/,
    receiver: true,
    args: 0,
    end: 'receiver',
    buffer: 'result',
    single: true,
    buffered: true,
    when: call => call.receiver?.kind === 'name' && isCompared(call),
  },
  { effect: 'read', name: 'read', receiver: true, args: 1, end: 'receiver', buffer: 'result', length: 0 },
  // Poco's sockets, and folly's retries.
  { effect: 'read', name: 'receiveBytes', ...pocoSocket },
  { effect: 'write', name: 'sendBytes', ...pocoSocket },
  { effect: 'read', name: /^read(NoInt|Full)$/, on: /^folly\b/, args: 3, end: 0, buffer: 1, length: 2 },
  { effect: 'write', name: /^write(NoInt|Full)$/, on: /^folly\b/, args: 3, end: 0, buffer: 1, length: 2 },
  // Coroutines hand out what they read.
  {
    effect: 'read',
    name: /^read_(up_to|exactly)$/,
    receiver: true,
    args: 1,
    end: 'receiver',
    buffer: 'result',
    length: 0,
  },
  // Databases' files: `in->Read(n, &piece, scratch)`, `in->Read(options, n, &piece, scratch)`, `out->Append(piece)`.
  ...[1, 2].map(
    (position): TransferShape => ({
      effect: 'read',
      name: 'Read',
      receiver: true,
      args: [position + 2, position + 3],
      end: 'receiver',
      buffer: position,
      length: position - 1,
      when: call => isAddress(call.args[position]) && !isAddress(call.args[position - 1]),
    }),
  ),
  // `in.Read(buf, size, &got)`, `in.Read(buf, size, got)`: the result tells of failures.
  {
    effect: 'read',
    name: /^[rR]ead(Some|Data|Bytes)?$/,
    receiver: true,
    args: 3,
    end: 'receiver',
    buffer: 0,
    length: 1,
    count: 2,
    when: fillsCount,
  },
  {
    effect: 'write',
    name: /^[wW]rite(Data|Bytes)?$/,
    receiver: true,
    args: 3,
    end: 'receiver',
    buffer: 0,
    length: 1,
    when: fillsCount,
  },
  { effect: 'write', name: 'Append', receiver: true, args: 1, end: 'receiver', buffer: 0 },
  { effect: 'write', name: 'Append', receiver: true, args: [2, 3], end: 'receiver', buffer: 1 },
  {
    effect: 'read',
    name: /^(read_some|receive|recv)$/,
    receiver: true,
    args: [1, 2],
    end: 'receiver',
    buffer: 0,
  },
  {
    effect: 'write',
    name: 'write',
    receiver: true,
    args: 2,
    end: 'receiver',
    buffer: 0,
    length: 1,
    returns: 'stream',
  },
  {
    effect: 'write',
    name: /^(sputn|Write|writeData|Send|SendAll|sendAll)$/,
    receiver: true,
    args: 2,
    end: 'receiver',
    buffer: 0,
    length: 1,
  },
  { effect: 'write', name: 'write', receiver: true, args: 1, end: 'receiver', buffer: 0 },
  {
    effect: 'write',
    name: /^(put|sputc)$/,
    receiver: true,
    args: 1,
    end: 'receiver',
    buffer: 0,
    single: true,
  },
  { effect: 'write', name: /^(write_some|send)$/, receiver: true, args: [1, 2], end: 'receiver', buffer: 0 },
];

/** `c = in.get()` is a byte; `data.get()` of a smart pointer stands alone. */
const isCompared = (call: Call): boolean => call.parent?.kind === 'assign';

const isAddress = (node: Ir | undefined): boolean =>
  node?.kind === 'operation' && node.operator === '&' && node.operands.length === 1;
