import { message } from '../../../messages/message';
import { namesThat } from '../../calls/callRules';
import type { Advice, CopyCall, FactoryRule, LanguageSpec, TransferShape } from '../../language';
import type { CopyLoop } from '../../loops/copyLoop';
import type { Resolved } from '../../loops/ends';
import type { Scope } from '../../source/scope';
import type { Call, Ir } from '../../syntax/ir';
import { keyOf, walk } from '../../syntax/ir';
import { bareType } from '../../syntax/lowering';
import {
  adviseDescriptors,
  c,
  posixEffects,
  posixEvidence,
  posixHints,
  posixMakers,
  posixTransfers,
} from '../c/c';
import { housekeepingEffects, posixModel, pureEffects } from '../c/calls';
import { appending } from '../c/fix';
import { cppCalls, fileStream } from './calls';
import { basesOf } from './classes';
import { planLoop } from './fix';
import { cppNodes } from './syntax';

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

/** Streams of the standard library, of Qt and of others that read and write alike. */
const streamTransfers: TransferShape[] = [
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
  {
    effect: 'read',
    name: 'receiveBytes',
    receiver: true,
    args: [2, 3],
    end: 'receiver',
    buffer: 0,
    length: 1,
    proves: 'socket',
    when: isPlain,
  },
  {
    effect: 'write',
    name: 'sendBytes',
    receiver: true,
    args: [2, 3],
    end: 'receiver',
    buffer: 0,
    length: 1,
    proves: 'socket',
    when: isPlain,
  },
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

/** A handle's class that takes the descriptor: `Fd file(open(…))`, `unique_ptr<FILE> in(fopen(…))`. */
function wrapper(call: Call): Ir | null {
  const [first] = call.args;
  const opens = first?.kind === 'call' && posixMakers.some(rule => rule.path.test(first.name));
  const handle = /fd|File|Handle|Descriptor|[sS]ocket|_ptr$/.test(call.name);
  return first && (opens || (handle && keyOf(first) !== null)) ? first : null;
}

/** Streams opened here by their path, from the beginning. */
const byPath = /^[io]?fstream$/;
/** `std::ios::app` among what a stream was opened with. */
const appends = ({ type, base }: Resolved): boolean =>
  type === appending ||
  (base.kind === 'call' && base.args.some(arg => [...walk(arg)].some(node => keyOf(node) === 'app')));

const factories: FactoryRule[] = [
  ...posixMakers,
  {
    path: /\.(get|fd|handle|native_handle|release|getFd|getHandle|Get|fileno|descriptor|rdbuf|value|next_layer|lowest_layer)$/,
    through: 'receiver',
  },
  { path: /\.accept$/, end: 'socket' },
];

/** What std::filesystem::copy_file and the descriptors' calls do for these two ends. */
function advise(flow: CopyLoop): Advice {
  const { source, sink } = flow;
  const streams = isStream(source) || isStream(sink);
  if (appends(sink)) return adviseDescriptors({ ...flow, sink: { ...sink, type: appending } });
  if (streams && source.end === 'file' && sink.end === 'file')
    return {
      reach: 'kernel',
      instead: 'std::filesystem::copy_file',
      because: message('call.cpp.files'),
    };
  if (streams && source.end === 'file' && sink.end === 'socket')
    return {
      reach: 'kernel',
      instead: 'sendfile',
      because: message('call.cpp.stream-to-socket'),
    };
  return adviseDescriptors(flow);
}

const isStream = (end: Resolved): boolean => /stream$/.test(end.type ?? '');

/** `out << in.rdbuf()` is a loop over the stream's buffer. */
function adviseCall({ source, sink }: CopyCall): Advice | null {
  if (!byPath.test(source.type ?? '') || !byPath.test(sink.type ?? '')) return null;
  return {
    reach: 'kernel',
    instead: 'std::filesystem::copy_file',
    because: message('call.cpp.stream-buffer'),
  };
}

const printsBuffer = (call: Call): boolean => {
  const [only] = call.args;
  return only?.kind === 'call' && only.name === 'rdbuf';
};

export const cpp: LanguageSpec = {
  ...c,
  id: 'cpp',
  grammar: () => 'tree-sitter-cpp',
  extensions: ['.cpp', '.cc', '.cxx', '.c++', '.hpp', '.hh', '.hxx', '.h++', '.ipp', '.inl', '.tpp', '.h'],
  quick: {
    loop: /\b(?:for|while)\s*[(/]/,
    // `pointer.get()` stands everywhere; a stream's gives a byte that is kept.
    read: /(?:[rR]ead|recv|[rR]eceive|getc|Recv|sgetn|sbumpc)\w{0,80}\s*\(|(?<![\w.>*&] ?)\b\w{1,80}\s*=\s*\w{1,80}\s*(?:\.|->)get\s*\(|(?:\.|->)get\s*\((?!\s*\))/,
    write: /(?:[wW]rite|[sS]end|putc|sputn)\w{0,80}\s*\(|(?:\.|->)(?:put|Append)\s*\(/,
    copyCall: /\brdbuf\s*\(/,
    exact: true,
  },
  nodes: cppNodes,
  functions: ['function_definition', 'lambda_expression'],
  globals: [
    'preproc_def',
    'enumerator',
    'field_declaration',
    { type: 'declaration', when: node => node.parent?.type !== 'compound_statement' },
  ],

  transfers: [...streamTransfers, ...posixTransfers],
  typeName: written => (bareType(written) === 'auto' ? '' : bareType(written)),
  types: [
    { type: /^FILE$|^(basic_)?[io]?fstream$|^QFile$|^QSaveFile$|^QTemporaryFile$|^filebuf$/, end: 'file' },
    { type: /^([io]?stringstream|strstream|[io]?spanstream|stringbuf|QBuffer)$/, end: 'memory' },
    { type: /^(QTcpSocket|QLocalSocket|socket|tcp_stream|StreamSocket)$/, end: 'socket' },
    { type: /^QProcess$|^[io]?pstream$/, end: 'pipe' },
    {
      type: /^(QSslSocket|ssl_stream|filtering_[io]?stream\w*|\w*(Deflating|Inflating|Crypto|Gzip|Zlib|Zip)\w*Stream)$/,
      verdict: 'encrypted',
    },
    { type: /^(\w*(Digest|Counting|Checksum|Tee)\w*Stream)$/, verdict: 'inspected' },
    {
      type: /^(\w*(Base64|HexBinary|Encoder|Decoder|LineEnding)\w*|QTextStream|QDataStream)$/,
      verdict: 'transformed',
    },
  ],
  factories,
  hints: posixHints,
  evidence: posixEvidence,
  wrapper,

  views: namesThat(cppCalls, ['view']),
  pureCalls: namesThat(cppCalls, pureEffects),
  housekeepingCalls: namesThat(cppCalls, housekeepingEffects),
  model: { ...posixModel, calls: cppCalls, streams: fileStream },
  effects: posixEffects,
  selfReceivers: /^(this|[A-Z]\w*)$/,
  basesOf,

  advise,
  copyCalls: {
    shapes: [{ name: 'print', receiver: true, args: 1, source: 0, sink: 'receiver', when: printsBuffer }],
    advise: adviseCall,
    fix: () => null,
  },
  plan: planLoop,
};
