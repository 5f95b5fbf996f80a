import type { CallRule } from '../../calls/callRules';
import { namesThat, row } from '../../calls/callRules';
import type { LoopModel } from '../../calls/loopModel';
import type { Scope, TransferShape } from '../../source/languageTables';
import type { Call, Ir } from '../../syntax/ir';
import { keyOf, walk } from '../../syntax/ir';
import { rustTypeName } from './syntax';

/** The reads and writes of std::io and of the async crates, and what the calls between them do. */

const hashName = /hash|digest|crc|md5|sha\d|(^|[._])sha($|[._])|checksum|blake/i;

/** A hasher is written to as well, but no bytes come out of it. */
function takesBytes(call: Call, scope: Scope): boolean {
  const key = keyOf(call.receiver) ?? '';
  const type = rustTypeName(scope.typeOf(key) ?? '');
  const made = scope.assignments(key).map(({ value }) => pathOf(value));
  const { root } = scope;
  const own = call.receiver !== null && [...walk(call.receiver)].some(node => keyOf(node) === 'self');
  // `fn hash_reader(&mut self, …)` feeds what the type is made around.
  if (own && root.kind === 'function' && hashName.test(root.name ?? '')) return false;
  return !hashName.test(key) && ![type, ...made].some(text => hashName.test(text));
}

const pathOf = (value: Ir | null): string =>
  value?.kind === 'call' ? `${keyOf(value.receiver) ?? ''}.${value.name}` : '';

/** Calls that make a stream of the bytes of a body or of a reader. */
const makesStream = (node: Ir): boolean =>
  node.kind === 'call' &&
  (/^(bytes_stream|into_data_stream)$/.test(node.name) ||
    /(^|\.)ReaderStream$/.test(keyOf(node.receiver) ?? ''));

/** Types whose items are pieces of the bytes of one body. */
const streamType =
  /\bStream\s*<\s*Item\s*=\s*(?:[\w:]*Result\s*<\s*)?(?:\w+::)*Bytes\b|\b(?:(?:web|actix_web)::Payload|hyper::Body|BodyDataStream|ByteStream|Field)\b/;

/** A stream whose items are bytes, by its type or by what made it, pinned or not. */
function isByteStream(call: Call, scope: Scope): boolean {
  const key = keyOf(call.receiver) ?? '';
  return (
    streamType.test(scope.typeOf(key) ?? '') ||
    scope
      .assignments(key)
      .some(
        ({ value }) =>
          value !== null &&
          value.kind !== 'function' &&
          ([...walk(value)].some(makesStream) || isPart(value, scope)),
      )
  );
}

/** A part of a form, whose items are its bytes: what a stream of parts hands out, by way of a variable or two. */
function isPart(value: Ir, scope: Scope, depth = 0): boolean {
  if (value.kind === 'call' && value.receiver && /^(try_)?next(_field)?$/.test(value.name))
    return value.name === 'next_field' || isForm(keyOf(value.receiver) ?? '', scope);
  const key = depth < 2 ? keyOf(value) : null;
  return (
    key !== null &&
    scope.assignments(key).some(from => from.value !== null && isPart(from.value, scope, depth + 1))
  );
}

/** A stream of parts, by its type or by what made it. */
const isForm = (key: string, scope: Scope): boolean =>
  /\bMultipart\b/.test(scope.typeOf(key) ?? '') ||
  scope
    .assignments(key)
    .some(({ value }) => value !== null && [...walk(value)].some(node => keyOf(node) === 'Multipart'));

const descriptors = /^(libc|unistd|nix\.unistd|rustix\.io|rustix\.fs|io)$/;

/** The traits, where their methods are called by the full name: `Read::read(&mut file, &mut buf)`. */
const traits = /(^|\.)(Async)?(Read|Write)(Ext)?$/;
const onTrait = { on: traits, args: 2, end: 0, buffer: 1 } as const;
const method = { receiver: true, args: 1, end: 'receiver', buffer: 0 } as const;

export const rustTransfers: TransferShape[] = [
  { effect: 'read', name: 'read', ...onTrait, returns: 'result' },
  { effect: 'read', name: /^(read_buf|read_exact)$/, ...onTrait },
  { effect: 'write', name: 'write', ...onTrait, returns: 'result' },
  { effect: 'write', name: 'write_all', ...onTrait, returns: 'result-all' },
  { effect: 'write', name: /^write(_all)?_buf$/, ...onTrait },
  { effect: 'read', name: 'read', on: /^libc$/, args: 3, end: 0, buffer: 1, length: 2 },
  { effect: 'read', name: /^p?read$/, on: descriptors, args: [2, 3], end: 0, buffer: 1 },
  { effect: 'read', name: 'read', ...method, returns: 'result' },
  { effect: 'read', name: /^(read_buf|read_exact|recv|read_volatile)$/, ...method },
  {
    effect: 'read',
    name: /^(read_at|read_exact_at|seek_read)$/,
    receiver: true,
    args: 2,
    end: 'receiver',
    buffer: 0,
  },
  // reqwest: `while let Some(chunk) = response.chunk().await?`, and the same by a stream.
  { effect: 'read', name: 'chunk', receiver: true, args: 0, end: 'receiver', buffer: 'result' },
  {
    effect: 'read',
    name: /^((try_)?next|data)$/,
    receiver: true,
    args: 0,
    end: 'receiver',
    buffer: 'result',
    when: isByteStream,
  },
  // http_body: frames of data, and one of trailers at the end.
  {
    effect: 'read',
    name: 'frame',
    receiver: true,
    args: 0,
    end: 'receiver',
    buffer: 'result',
    when: ({ wraps }) => wraps?.some(({ type }) => type === 'await_expression') ?? false,
  },
  { effect: 'read', name: 'fill_buf', receiver: true, args: 0, end: 'receiver', buffer: 'result' },
  { effect: 'write', name: 'write', on: /^libc$/, args: 3, end: 0, buffer: 1, length: 2 },
  { effect: 'write', name: /^p?write$/, on: descriptors, args: [2, 3], end: 0, buffer: 1 },
  { effect: 'write', name: 'write', ...method, when: takesBytes, returns: 'result' },
  { effect: 'write', name: 'write_all', ...method, when: takesBytes, returns: 'result-all' },
  { effect: 'write', name: /^write(_all)?_buf$/, ...method, when: takesBytes },
  {
    effect: 'write',
    name: /^(write_at|write_all_at|seek_write)$/,
    receiver: true,
    args: 2,
    end: 'receiver',
    buffer: 0,
  },
];

/** What the other calls in and around Rust's copy loops do. */
const calls: CallRule[] = [
  row('Ok|Some', 'same', { on: false }),
  row('Err', 'failure', { on: false }),
  row('from', 'same', { on: /^(u64|u128|i64|i128|usize)$/, at: 0 }),
  row('into|kind|by_ref', 'same'),
  row(
    'as_mut_ptr|as_ptr|as_mut|as_slice|as_mut_slice|as_ref|cast|deref|as_bytes|borrow|borrow_mut|filled|initialized_mut|split_to|freeze|data_ref|into_data|get_unchecked|unfilled|to_vec',
    'view',
  ),
  row('len', 'length'),
  row('is_empty', 'empty'),
  row('min', 'least', { on: /(^|\.)cmp$/ }),
  row('max', 'most', { on: /(^|\.)cmp$/ }),
  row('min', 'least', { args: [1, 1], at: 'receiver' }),
  row('max', 'most', { args: [1, 1], at: 'receiver' }),
  row('is_ok|is_some', 'succeeds', { args: [0, 0] }),
  row('is_err|is_none', 'fails', { args: [0, 0] }),
  row('unwrap|expect', 'unwraps'),
  row(
    '(saturating|wrapping|checked|overflowing)_\\w+|div_ceil|next_power_of_two|next_multiple_of|pow|abs_diff|rem_euclid',
    'computes',
  ),
  row('capacity|remaining|has_remaining|load|position|try_into|try_from|usize|u64|unwrap_or', 'pure'),
  row('fetch_add|fetch_sub|store|inc|inc_by|set_position', 'counts'),
  row('sleep|yield_now|poll|poll_\\w+|readable|writable', 'waits'),
  row('flush|sync_all|sync_data', 'flushes'),
  row('seek|rewind|stream_position|set_\\w*timeout|set_nonblocking|set_nodelay|set_len', 'positions'),
  row('peer_addr|local_addr|metadata|is_finished|as_raw_fd|get_ref|get_mut|path|display', 'asks'),
  row('shutdown|close|finish', 'closes'),
  row('exit|abort', 'leaves', { on: /(^|\.)process$/ }),
  row('panic|unreachable|todo|unimplemented', 'leaves', { on: false }),
  row('debug|info|warn|error|trace|println|eprintln|print|eprint', 'reports'),
  row('drop', 'frees'),
];

const either = (...patterns: RegExp[]): RegExp => new RegExp(patterns.map(({ source }) => source).join('|'));

export const rustViews = namesThat(calls, ['view']);

/** Calls on a buffer that leave what it holds to the next read: the interpreter does not follow them. */
const sizing = /^(clear|set_len|resize|truncate|reserve|reserve_exact|advance|fill|unsplit)$/;
/** Calls that compare what they are given with what a programmer expects. */
const checking = /^(debug_assert|assert)$/;

/** Names of calls that neither look at the bytes nor change them. */
export const rustPure = either(
  namesThat(calls, [
    'same',
    'failure',
    'length',
    'empty',
    'least',
    'most',
    'succeeds',
    'fails',
    'unwraps',
    'computes',
    'pure',
    'counts',
    'frees',
  ]),
  /^sleep$/,
  sizing,
  checking,
);

/** Names of calls on an end that do not change what passes. */
export const rustHousekeeping = either(
  namesThat(calls, ['flushes', 'asks', 'closes', 'reports', 'unwraps']),
  /^(consume|set_\w*timeout|set_nonblocking|set_nodelay|set_len|stream_position|poll|poll_\w+|readable|writable|by_ref|fetch_add|unwrap_or)$/,
);

const interrupted = ['ErrorKind', 'io.ErrorKind', 'std.io.ErrorKind'].map(
  path => [`${path}.Interrupted`, 'Interrupted'] as const,
);

/** How Rust's values behave. */
export const rustModel: LoopModel = {
  calls,
  errorVariable: null,
  errorNames: Object.fromEntries(interrupted),
  constants: {},
  wholeNumbers: /^(usize|isize|[ui](64|128))$/,
  unsigned: /^u/,
  handsOn: 'try_expression',
  bodiesGiveValues: true,
  redeclares: true,
  byteTypes: /./,
};
