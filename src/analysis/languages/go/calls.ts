import type { CallEffect, CallRule } from '../../calls/callRules';
import { namesThat } from '../../calls/callRules';
import type { LoopModel } from '../../calls/loopModel';
import type { Scope, TransferShape } from '../../source/languageTables';
import type { Call } from '../../syntax/ir';
import { keyOf, walk } from '../../syntax/ir';
import { goTypeName } from './syntax';

/** The reads and writes of Go's io, os, net and syscall packages, and what the calls between them do. */

const hashName = /hash|digest|checksum|hmac|(^|\.)(crc|md5|sha)\w*$/i;
const hashMaker =
  /^(md5|sha\w+|crc\w+|adler32|fnv|hmac|xxh\w*|blake\w*|murmur\w*|maphash|hash\w*)\.|hash|digest/i;

/** A hash is written to as well, but no bytes come out of it. */
function isHash(call: Call, scope: Scope): boolean {
  const { receiver } = call;
  const key = keyOf(receiver) ?? (receiver?.kind === 'call' ? receiver.name : '');
  if (hashName.test(key) || /^hash\.|Hash$/.test(goTypeName(scope.typeOf(key) ?? ''))) return true;
  if (isSummed(key, scope)) return true;
  return scope.assignments(key).some(({ value }) => {
    const path = value?.kind === 'call' ? `${keyOf(value.receiver) ?? ''}.${value.name}` : '';
    return hashMaker.test(path);
  });
}

/** Only hashes have `h.Sum(nil)`. */
function isSummed(key: string, scope: Scope): boolean {
  return [...walk(scope.root)].some(
    node =>
      node.kind === 'call' && /^Sum(32|64)?$/.test(node.name) && key !== '' && keyOf(node.receiver) === key,
  );
}

/** Random bytes come from nowhere. */
const hasSource = (call: Call): boolean =>
  ![call.receiver, call.args[0] ?? null].some(end =>
    /^[cm]?rand(\.Reader|om)?$|^r(ng|nd)$|prng/i.test(keyOf(end) ?? ''),
  );

const takesBytes = (call: Call, scope: Scope): boolean => !isHash(call, scope);

const descriptors = /^(syscall|unix|windows)$/;
/** A method on an end that takes a slice of bytes. */
const method = { receiver: true, args: 1, end: 'receiver', buffer: 0 } as const;
export const goTransfers: TransferShape[] = [
  { effect: 'read', name: 'Read', receiver: false, args: 2, end: 0, buffer: 1 },
  { effect: 'read', name: 'Read', on: descriptors, args: 2, end: 0, buffer: 1 },
  { effect: 'read', name: 'Pread', on: descriptors, args: 3, end: 0, buffer: 1 },
  { effect: 'read', name: 'Read', ...method, when: hasSource, returns: 'go' },
  { effect: 'read', name: 'ReadAt', receiver: true, args: 2, end: 'receiver', buffer: 0 },
  { effect: 'read', name: 'ReadFull', on: /^io$/, args: 2, end: 0, buffer: 1, when: hasSource },
  { effect: 'read', name: 'ReadAtLeast', on: /^io$/, args: 3, end: 0, buffer: 1 },
  {
    effect: 'read',
    name: 'ReadByte',
    receiver: true,
    args: 0,
    end: 'receiver',
    buffer: 'result',
    single: true,
    buffered: true,
  },
  { effect: 'write', name: 'Write', on: descriptors, args: 2, end: 0, buffer: 1 },
  { effect: 'write', name: 'Pwrite', on: descriptors, args: 3, end: 0, buffer: 1 },
  { effect: 'write', name: 'Write', ...method, when: takesBytes, returns: 'go' },
  { effect: 'write', name: 'WriteAt', receiver: true, args: 2, end: 'receiver', buffer: 0 },
  { effect: 'write', name: 'WriteString', on: /^io$/, args: 2, end: 0, buffer: 1 },
  { effect: 'write', name: 'WriteString', receiver: true, args: 1, end: 'receiver', buffer: 0 },
  { effect: 'write', name: 'WriteByte', receiver: true, args: 1, end: 'receiver', buffer: 0, single: true },
];

/** A row of the table for some names. */
const row = (names: string, does: CallEffect, more: Partial<CallRule> = {}): CallRule => ({
  name: new RegExp(`^(${names})$`),
  does,
  ...more,
});

/** What the other calls in and around Go's copy loops do. */
const calls: CallRule[] = [
  row('string|Pointer|Slice', 'view'),
  row('u?int(64)?|uintptr', 'same', { on: false }),
  row('len', 'length'),
  row('min|Min', 'least'),
  row('max|Max', 'most'),
  row('Is', 'is-error', { on: /^errors$/ }),
  row('Errorf', 'wraps', { on: /^fmt$/ }),
  row('Wrap|Wrapf|WithMessage|WithStack', 'wraps', { on: /^errors$/ }),
  row('cap|u?int(8|16|32)|float64|byte|make|new|Now|Since|Sub|Is|Fd|Load\\w*', 'pure'),
  row('Put|Add(Int|Uint)(32|64)|Store\\w*|Add|As', 'counts'),
  row('Sleep', 'waits'),
  row('Flush|Sync', 'flushes'),
  row('Set(Read|Write)?Deadline|SetNoDelay|Reset', 'positions'),
  row(
    'Err|Done|Name|Stat|RemoteAddr|LocalAddr|Size|Len|Buffered|Available|Error|Context|Header|Bytes|IsZero|String',
    'asks',
  ),
  row('.*[cC]lose.*', 'closes'),
  row('Fatal|Fatalf', 'leaves'),
  row('Errorf|Logf|Debugf|Infof|Warnf|Printf|Println', 'reports'),
];

/** Calls that end the goroutine or the program without being asked for by an end. */
const panics = row('panic|Exit|Goexit', 'leaves');

export const goViews = namesThat(calls, ['view']);
/** Names of calls that neither look at the bytes nor change them. */
export const goPure = namesThat(calls, [
  'same',
  'length',
  'least',
  'most',
  'is-error',
  'pure',
  'counts',
  'waits',
]);
/** Names of calls on an end that do not change what passes. */
export const goHousekeeping = namesThat(calls, [
  'flushes',
  'positions',
  'asks',
  'closes',
  'leaves',
  'reports',
]);

/** How Go's values behave. */
export const goModel: LoopModel = {
  calls: [...calls, panics],
  errorVariable: null,
  errorNames: { 'syscall.EWOULDBLOCK': 'syscall.EAGAIN' },
  failures: /^(io\.(EOF|Err\w+)|(os|net|fs|bufio|http|context)\.Err\w+|(syscall|unix)\.E[A-Z]+)$/,
  constants: { true: 1, false: 0 },
  wholeNumbers: /^(u?int(64)?|uintptr)$/,
  unsigned: /^(u|byte)/,
  byteTypes: /byte|uint8/,
};
