/** The calls of the JVM's libraries that read into, or write from, a buffer. */

import type { CallRule } from '../../calls/callRules';
import { row } from '../../calls/callRules';
import type { LoopModel } from '../../calls/loopModel';
import type { Scope, TransferShape } from '../../source/languageTables';
import type { Call } from '../../syntax/ir';
import { keyOf } from '../../syntax/ir';

/** Characters are decoded and encoded on their way: not bytes. */
const holdsBytes =
  (position: number) =>
  (call: Call, scope: Scope): boolean =>
    !holdsCharacters(keyOf(call.args[position] ?? null) ?? '', scope);

const holdsCharacters = (key: string, scope: Scope): boolean =>
  /char/i.test(scope.typeOf(key) ?? '') ||
  scope.assignments(key).some(({ value }) => value?.kind === 'call' && value.name === 'CharArray');

/** okio's Buffer, whose second argument is a byte count; a ByteBuffer's is a position in the file. */
const isSegments = (call: Call, scope: Scope): boolean => {
  const key = keyOf(call.args[0] ?? null) ?? '';
  const made = scope.assignments(key).some(({ value }) => value?.kind === 'call' && value.name === 'Buffer');
  return made || /^(okio\.)?Buffer\??$/.test(scope.typeOf(key) ?? '');
};

const helpers = /^(\w*I[oO]Utils?|ByteStreams|StreamUtils|BufferUtil)$/;

/** A buffer with a position of its own, which channels read into and write from. */
const isCursor = (call: Call, scope: Scope): boolean => {
  const key = keyOf(call.args[0] ?? null) ?? '';
  const made = scope
    .assignments(key)
    .some(({ value }) => value?.kind === 'call' && /^allocate(Direct)?$/.test(value.name));
  return made || /^(java\.nio\.)?ByteBuffer$/.test(scope.typeOf(key) ?? '');
};

/** An array of bytes by its type or its making. */
const isArray =
  (position: number) =>
  (call: Call, scope: Scope): boolean => {
    const key = keyOf(call.args[position] ?? null) ?? '';
    const made = scope
      .assignments(key)
      .some(({ value }) => value?.kind === 'call' && value.name === '#buffer');
    return made || /^(byte\[\]|ByteArray)$/.test(scope.typeOf(key) ?? '');
  };

/** A call of the stream itself. */
export const stream = { receiver: true, end: 'receiver' } as const;
/** `read(buffer, offset, length)` */
export const ranged = { buffer: 0, offset: 1, length: 2 } as const;

export const transfers: TransferShape[] = [
  // Functions of a library that fill a buffer from a stream.
  { effect: 'read', name: /^read(Fully)?$/, on: helpers, args: 2, end: 0, buffer: 1 },
  { effect: 'read', name: /^read(Fully)?$/, on: helpers, args: 3, end: 0, buffer: 1, length: 2 },
  { effect: 'read', name: /^read(Fully)?$/, on: helpers, args: 4, end: 0, buffer: 1, offset: 2, length: 3 },
  { effect: 'read', name: 'read', ...stream, args: 0, buffer: 'result', single: true },
  { effect: 'read', name: 'read', ...stream, args: 1, buffer: 0, when: isArray(0), returns: 'java' },
  {
    effect: 'read',
    name: 'read',
    ...stream,
    args: 1,
    buffer: 0,
    cursor: true,
    when: isCursor,
    returns: 'java',
  },
  { effect: 'read', name: 'read', ...stream, args: 3, ...ranged, when: isArray(0), returns: 'java' },
  { effect: 'read', name: 'read', ...stream, args: 1, buffer: 0, when: holdsBytes(0) },
  { effect: 'read', name: /^(read|readNBytes)$/, ...stream, args: 3, ...ranged, when: holdsBytes(0) },
  { effect: 'read', name: 'readNBytes', ...stream, args: 1, buffer: 'result', length: 0 },
  // With the place in the file last, as file handles of libraries have it.
  { effect: 'read', name: 'read', ...stream, args: 4, ...ranged, when: holdsBytes(0) },
  { effect: 'write', name: 'write', ...stream, args: 4, ...ranged, when: holdsBytes(0) },
  { effect: 'read', name: 'readFully', ...stream, args: 1, buffer: 0 },
  { effect: 'read', name: 'readFully', ...stream, args: 3, ...ranged },
  { effect: 'read', name: 'read', ...stream, args: 2, buffer: 0, length: 1, when: isSegments },
  { effect: 'read', name: 'read', ...stream, args: 2, buffer: 0 },
  { effect: 'write', name: 'write', ...stream, args: 1, buffer: 0, when: isArray(0), returns: 'all' },
  {
    effect: 'write',
    name: 'write',
    ...stream,
    args: 1,
    buffer: 0,
    cursor: true,
    when: isCursor,
    returns: 'counting',
  },
  { effect: 'write', name: 'write', ...stream, args: 3, ...ranged, when: isArray(0), returns: 'all' },
  { effect: 'write', name: 'write', ...stream, args: 1, buffer: 0, when: holdsBytes(0) },
  { effect: 'write', name: 'write', ...stream, args: 3, ...ranged, when: holdsBytes(0) },
  // Other names for a write of a piece of an array.
  {
    effect: 'write',
    name: /^(send(Body|Data|Bytes|All|Fully)?|write(Body|Data|Fully|All|Out))$/,
    ...stream,
    args: 3,
    ...ranged,
    when: isArray(0),
  },
  { effect: 'write', name: 'write', ...stream, args: 2, buffer: 0, length: 1, when: isSegments },
  { effect: 'write', name: 'write', ...stream, args: 2, buffer: 0 },
];

/** What the other calls of the JVM's libraries do. */
export const jvmCalls: CallRule[] = [
  row('wrap|slice|duplicate|asReadOnlyBuffer|array|copyOf|copyOfRange|clone', 'view'),
  row('min', 'least', { on: /^Math$/ }),
  row('max', 'most', { on: /^Math$/ }),
  row('toIntExact', 'same'),
  row('position', 'positions', { on: /Channel|File|^(in|out|source|sink|src|dst|target|from|to)$/ }),
  row('flip|clear|compact|rewind|remaining|hasRemaining|position|limit|capacity', 'cursor'),
  row('order|arrayOffset|hasArray|isDirect|mark', 'pure'),
  row('fill|put', 'fills'),
  row(
    'available|isOpen|isClosed|isConnected|getFD|size|isInputShutdown|markSupported|isFinished|isInterrupted',
    'asks',
  ),
  row('close|closeQuietly|shutdownOutput', 'closes'),
  row('flush|emit|emitCompleteSegments|force|sync', 'flushes'),
  row('select|register|configureBlocking|setWriteListener', 'waits'),
  row('\\w+(Exception|Error)', 'pure'),
  row('exit|halt', 'leaves', { on: /^(System|Runtime)$/ }),
  row('println|print|printf|printStackTrace', 'reports'),
];

/** How the JVM's values behave. */
export const jvmModel: LoopModel = {
  calls: jvmCalls,
  errorVariable: null,
  errorNames: {},
  constants: {},
  wholeNumbers: /^(int|long|Int|Long)$/,
  unsigned: /^U(Int|Long|Short|Byte)$/,
  catchesAll: /^(IOException|Exception|Throwable)$/,
  lengthMembers: /^(length|size)$/,
  byteTypes: /./,
};
