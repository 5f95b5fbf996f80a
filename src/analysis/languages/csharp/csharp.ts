import type { Advice, CopyCall, LanguageSpec, TransferShape } from '../../language';
import type { CopyLoop } from '../../loops/copyLoop';
import type { Resolved } from '../../loops/ends';
import { resolveEnd } from '../../loops/ends';
import { resultOf } from '../../loops/transfers';
import type { Scope } from '../../source/scope';
import { ownerOf } from '../../syntax/classes';
import type { Call, Ir } from '../../syntax/ir';
import { ancestors, isWithin, keyOf } from '../../syntax/ir';
import { fixLoop } from './fix';
import { csharpNodes, isPrimary } from './syntax';

/** Characters are decoded and encoded on their way: not bytes. */
function holdsBytes(call: Call, scope: Scope): boolean {
  const key = keyOf(call.args[0] ?? null) ?? '';
  const made = scope.assignments(key).some(({ value }) => value?.kind === 'other' && value.type === 'array');
  return !made && !/char/.test(scope.typeOf(key) ?? '') && takesBytes(call, scope);
}

/** `byte[] data = reader.Read()`: what is returned has a length; a number or a row has none. */
function returnsArray(call: Call, scope: Scope): boolean {
  const key = keyOf(resultOf(call));
  return key !== null && scope.file.text.includes(`${key}.Length`) && takesBytes(call, scope);
}

/** Consoles, logs and text writers take texts. */
function takesBytes(call: Call, scope: Scope): boolean {
  const key = keyOf(call.receiver) ?? '';
  if (/^(Console|Debug|Trace)\b|[lL]ogger$|[sS]erializer$/.test(key) || !call.receiver) return false;
  const { type } = resolveEnd(call.receiver, scope);
  return !/^(Text|Stream|String)(Reader|Writer)$/.test(type ?? '');
}

const stream = { receiver: true, end: 'receiver' } as const;
const socket = { receiver: true, end: 'receiver', proves: 'socket' } as const;

const transfers: TransferShape[] = [
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
    buffer: 0,
    offset: 1,
    length: 2,
    when: holdsBytes,
  },
  {
    effect: 'read',
    name: /^(Read|ReadAsync|ReadExactly|ReadExactlyAsync|ReadAtLeast|ReadAtLeastAsync)$/,
    ...stream,
    args: [1, 2],
    buffer: 0,
    when: holdsBytes,
  },
  { effect: 'read', name: 'Receive', ...socket, args: 4, buffer: 0, offset: 1, length: 2 },
  { effect: 'read', name: 'Receive', ...socket, args: 3, buffer: 0, length: 1 },
  { effect: 'read', name: /^Receive(Async)?$/, ...socket, args: [1, 3], buffer: 0 },
  { effect: 'write', name: /^Write$/, on: /^RandomAccess$/, args: 3, end: 0, buffer: 1 },
  { effect: 'write', name: 'WriteAsync', on: /^RandomAccess$/, args: [3, 4], end: 0, buffer: 1 },
  { effect: 'write', name: 'WriteByte', ...stream, args: 1, buffer: 0 },
  {
    effect: 'write',
    name: /^Write(Async)?$/,
    ...stream,
    args: [3, 4],
    buffer: 0,
    offset: 1,
    length: 2,
    when: holdsBytes,
  },
  { effect: 'write', name: /^Write(Async)?$/, ...stream, args: [1, 2], buffer: 0, when: holdsBytes },
  { effect: 'write', name: 'Send', ...socket, args: 4, buffer: 0, offset: 1, length: 2 },
  { effect: 'write', name: 'Send', ...socket, args: 3, buffer: 0, length: 1 },
  { effect: 'write', name: /^Send(Async)?$/, ...socket, args: [1, 3], buffer: 0 },
];

const appending = 'FileStream for appending';
const appends = (call: Call): boolean =>
  call.args.some(arg => /(^|\.)Append$/.test(keyOf(arg) ?? '')) || call.name === 'AppendText';
const opensFile = (call: Call): boolean =>
  call.args.length === 0 || call.args.some(arg => /(^|\.)FileMode\./.test(keyOf(arg) ?? ''));

const isFile = (end: Resolved): boolean => end.end === 'file';
/** A socket, or the NetworkStream around one: `NetworkStream.Socket` is public since .NET 5. */
const isPlainSocket = (end: Resolved): boolean =>
  end.end === 'socket' && /^(Socket|NetworkStream|TcpClient|TcpListener)$/.test(end.type ?? 'Socket');
const waits = ({ file, loop }: CopyLoop): boolean => /\bawait\b/.test(file.text.slice(loop.start, loop.end));

const kernel = (instead: string, because: string): Advice => ({ reach: 'kernel', instead, because });

/**
 * File.Copy: FICLONE, copy_file_range, sendfile, in this order; Socket.SendFile: sendfile; Stream.CopyTo: a loop over
 * a rented buffer of 81,920 bytes, whatever the ends. Source of System.Native and System.Private.CoreLib.
 */
function advise(flow: CopyLoop): Advice {
  const { source, sink } = flow;
  const copyTo = waits(flow) ? 'Stream.CopyToAsync' : 'Stream.CopyTo';
  const sendFile = waits(flow) ? 'Socket.SendFileAsync' : 'Socket.SendFile';
  const userSpace = (because: string): Advice => ({ reach: 'user-space', instead: copyTo, because });
  if (sink.type === appending)
    return userSpace(`${copyTo} is tidier but copies as much: File.Copy replaces its target`);
  if (isFile(source) && isPlainSocket(sink))
    return flow.sideEffects.limits.length > 0
      ? kernel(
          'Socket.SendPacketsAsync',
          'Socket.SendPacketsAsync takes a SendPacketsElement of the file with its offset and count; Socket.SendFile sends whole files only, by sendfile',
        )
      : kernel(sendFile, `${sendFile} sends from the page cache by sendfile, without either copy`);
  if (isFile(source) && isFile(sink))
    return flow.sideEffects.limits.length > 0
      ? userSpace(`${copyTo} is tidier but copies as much: File.Copy takes the whole file only`)
      : kernel('File.Copy', 'File.Copy between the two paths copies inside the kernel, or shares the blocks');
  if (
    source.end === 'socket' ||
    source.end === 'pipe' ||
    sink.end === 'pipe' ||
    (sink.end === 'socket' && !isPlainSocket(sink))
  )
    return userSpace(
      `${copyTo} is tidier but copies as much: .NET has no call that moves these ends inside the kernel`,
    );
  return {
    reach: 'depends',
    instead: copyTo,
    because: `File.Copy between two files and Socket.SendFile from a file to a socket move the bytes inside the kernel; otherwise ${copyTo} is tidier and copies as much`,
  };
}

/** CopyTo always loops in user space: worth a word where the ends could do better. */
function adviseCall({ call, source, sink, scope }: CopyCall): Advice | null {
  if (!isFile(source) || sink.type === appending) return null;
  const sendFile = call.name === 'CopyToAsync' ? 'Socket.SendFileAsync' : 'Socket.SendFile';
  if (sink.end === 'socket' && isPlainSocket(sink))
    return kernel(
      sendFile,
      `${call.name} loops over a buffer of its own; ${sendFile} sends from the page cache by sendfile, without either copy`,
    );
  if (isFile(sink) && opensWhole(call, call.receiver, scope) && opensWhole(call, call.args[0] ?? null, scope))
    return kernel(
      'File.Copy',
      `${call.name} loops over a buffer of its own; File.Copy between the two paths copies inside the kernel`,
    );
  return null;
}

/** Opened by its path for this one copy: not a field, nor a file that a loop fills piece by piece. */
function opensWhole(copy: Call, end: Ir | null, scope: Scope): boolean {
  const [only, ...others] = scope.assignments(keyOf(end) ?? '');
  const call = end?.kind === 'call' ? end : only?.value;
  if (others.length > 0 || call?.kind !== 'call' || (only && !only.declares)) return false;
  if (!call.creates && !namesPath(call, scope)) return false;
  const repeats = [...ancestors(copy)].find(up => up.kind === 'loop');
  return repeats === undefined || isWithin(call, repeats);
}

/** `File.OpenRead(path)`, or a FileInfo's own opening. */
function namesPath({ receiver }: Call, scope: Scope): boolean {
  const key = keyOf(receiver) ?? '';
  const made = scope.assignments(key).map(({ value }) => value);
  return (
    /^(System\.IO\.)?File$/.test(key) ||
    /^FileInfo\??$/.test(scope.typeOf(key) ?? '') ||
    [receiver, ...made].some(value => value?.kind === 'call' && value.creates && value.name === 'FileInfo')
  );
}

const sizeOfAllocation = (call: Call): Ir | null =>
  /^(Rent|AllocateUninitializedArray|AllocateArray)$/.test(call.name) ? (call.args[0] ?? null) : null;

export const csharp: LanguageSpec = {
  id: 'csharp',
  grammar: () => 'tree-sitter-c-sharp',
  extensions: ['.cs', '.csx'],
  quick: {
    loop: /\b(?:for|foreach|while)\s*[(/]/,
    read: /\b(?:Read(?:Async|Byte|Bytes|Exactly\w*|AtLeast\w*)?|Receive(?:Async)?)\s*\(/,
    write: /\b(?:Write(?:Async|Byte)?|Send(?:Async)?)\s*\(/,
    copyCall: /\bCopyTo(?:Async)?\s*\(/,
    exact: true,
  },
  nodes: csharpNodes,
  functions: [
    'method_declaration',
    'constructor_declaration',
    'local_function_statement',
    'accessor_declaration',
    'lambda_expression',
    'anonymous_method_expression',
  ],
  globals: ['field_declaration', 'property_declaration', { type: 'parameter', when: isPrimary }],

  transfers,
  allocation: sizeOfAllocation,
  iteration: null,
  constants: {},

  types: [
    { type: /^FileStream$/, end: 'file', when: appends, as: appending },
    { type: /^(FileStream|IsolatedStorageFileStream|SafeFileHandle)$/, end: 'file' },
    { type: /^(SslStream|NegotiateStream|QuicStream)$/, end: 'socket', verdict: 'encrypted' },
    { type: /^(Socket|NetworkStream|TcpClient|TcpListener|UdpClient)$/, end: 'socket' },
    {
      type: /^Http(Client|WebRequest|WebResponse|ResponseMessage|RequestMessage|Context|Response|Request|ListenerContext|ListenerResponse|ListenerRequest)$|^WebClient$/,
      end: 'socket',
    },
    { type: /^Process$|Pipe\w*Stream$/, end: 'pipe' },
    { type: /^(\w*Memory\w*Stream\w*|ArrayBufferWriter)$/, end: 'memory' },
    { type: /^(Buffered(Stream)?|BinaryReader|BinaryWriter)(Stream)?$/, wraps: true },
    {
      type: /(GZip|Deflate|Deflater|Inflater|Brotli|ZLib|Zip|LZMA|Lzma|LZ4|Zstd\w*|BZip2|Tar|Compress\w*|Decompress\w*)\w*Stream$|^ZipArchive(Entry)?$|^CryptoStream$|Cipher\w*Stream$/,
      verdict: 'encrypted',
    },
    {
      type: /^(Hash|Progress|Tee|Counting|Throttled|Crc|CRC|Adler|Checksum|Digest|Sha|Md5|SHA|MD5)\w*Stream$/,
      verdict: 'inspected',
    },
    { type: /^(Text|Stream|String)(Reader|Writer)$|^(Filter|Armou?r)\w*Stream$/, verdict: 'transformed' },
  ],
  factories: [
    { path: /(^|\.)File\.(Open|AppendText)$/, end: 'file', type: appending, when: appends },
    {
      path: /(^|\.)File\.(OpenText|CreateText|AppendText)$/,
      end: 'file',
      type: 'StreamReader',
      verdict: 'transformed',
    },
    {
      path: /(^|\.)File\.(Open|OpenRead|OpenWrite|Create|OpenHandle)$/,
      end: 'file',
      type: 'FileStream',
    },
    { path: /(zip|archive)\w*\.OpenRead$|^ZipFile\.Open|\.OpenReader$/i, verdict: 'encrypted' },
    // A factory of such a stream, or of a decoder: `LzmaStream.Create(…)`, `CreateDecoderStream(…)`.
    {
      path: /(GZip|Deflat|Inflat|Brotli|ZLib|Zip|Lzma|LZMA|LZ4|Zstd|BZip2|Compress|Crypto|Ssl)\w*Stream\.\w*(Create|Open)\w*$/,
      verdict: 'encrypted',
    },
    {
      path: /(^|\.)(Create|Get|Open|Make|New)\w*(Deco|Enco|Compress|[cC]rypt|Inflat|Deflat)\w*(Stream)?(Async)?$/,
      verdict: 'encrypted',
    },
    { path: /(web|http|client)\w*\.Open(Read|Write)(TaskAsync)?$/i, end: 'socket', type: 'HttpResponse' },
    { path: /\.(CreateEntry|GetEntry|CreateEncryptor|CreateDecryptor)$/, verdict: 'encrypted' },
    // A generator of packets around or within what is opened: `encrypter.Open(sink, size)`.
    { path: /(crypt\w*|compress\w*|literal\w*|Generator)\.Open$/i, verdict: 'encrypted' },
    { path: /\.Open(Read|Write)?$|\.Create$/, end: 'file', type: 'FileStream', when: opensNamed },
    { path: /\.Open$/, through: 'receiver' },
    { path: /\.GetStream$/, end: 'socket', type: 'NetworkStream', when: call => call.args.length === 0 },
    { path: /\.Accept(Socket|TcpClient)?(Async)?$/, end: 'socket', type: 'Socket' },
    {
      path: /\.(Get|Post|Put|Send)(Async)?$|\.GetResponse(Async)?$/,
      end: 'socket',
      type: 'HttpResponse',
      when: (call, scope) => isHttp(call, scope),
    },
    {
      path: /\.(ReadAsStream|ReadAsStreamAsync|GetStreamAsync|GetResponseStream|GetRequestStream|GetRequestStreamAsync|OpenReadStream)$/,
      end: 'socket',
      type: 'HttpResponse',
    },
    { path: /^Console\.OpenStandard(Input|Output|Error)$/, end: 'pipe', type: 'standard stream' },
    { path: /^Process\.Start$/, end: 'pipe', type: 'Process' },
    { path: /^(Stream\.)?Synchronized$/, through: 0 },
  ],
  members: [
    { path: /(^|\.)Standard(Output|Input|Error)$/, end: 'pipe', type: 'Process' },
    {
      path: /\b(Response|Request|response|request|context)\.(\w*Stream|Body|BodyWriter)$/,
      end: 'socket',
      type: 'HttpResponse',
    },
    { path: /(^|\.)(Response|Request)\.Body$/, end: 'socket', type: 'HttpResponse' },
    {
      path: /\.(BaseStream|Client|Socket|SafeFileHandle|Body|OutputStream|InputStream|Response|Request|Content)$/,
      through: 'receiver',
    },
  ],
  hints: [],
  evidence: [],

  views:
    /^(AsMemory|AsSpan|Slice|ToArray|Memory|Span|ReadOnlyMemory|ReadOnlySpan|ArraySegment|AsStream|ConfigureAwait)$/,
  pureCalls:
    /^(Min|Max|Abs|Add|Increment|Exchange|Read|ToInt32|ToInt64|ThrowIfCancellationRequested|Return|Dispose|Delay|Sleep|Rent|Restart|Stop|Start|Clear)$/,
  housekeepingCalls:
    /^(Flush|FlushAsync|Close|Dispose|DisposeAsync|Shutdown|Poll|SetLength|AsTask|ConfigureAwait|Connect|ConnectAsync|Lock|Unlock|GetLength)$/,
  effects: [
    {
      call: /(TransformBlock|TransformFinalBlock|AppendData|ComputeHash|HashData|HashCore|Append\w*Crc)$/,
      verdict: 'inspected',
    },
    { call: /[eE]ncrypt|[dD]ecrypt|[cC]ipher|(Dec|C)ompress/, verdict: 'encrypted' },
    {
      call: /^(BlockCopy|Copy|CopyTo|Add|AddRange|Append|Enqueue|TryAdd|Push|Write|Clone|Resize|Post|TryWrite)$/,
      verdict: 'memory-sink',
    },
    {
      call: /^(Reverse|Fill|Replace|Convert|Transform|Translate|ToBase64\w*|FromBase64\w*|Encode\w*|Decode\w*|Xor|Mask|Swap)$/,
      verdict: 'transformed',
    },
  ],
  selfReceivers: /^(this|base)$/,
  ownerOf,

  advise,
  copyCalls: {
    shapes: [
      { name: /^CopyTo(Async)?$/, receiver: true, args: [1, 3], source: 'receiver', sink: 0, chunk: 1 },
    ],
    advise: adviseCall,
    fix: () => null,
  },
  fix: fixLoop,
};

/** `FileInfo.OpenRead()`, `path.Open(FileMode.Open)`; entries of archives open otherwise. */
function opensNamed(call: Call, scope: Scope): boolean {
  if (call.name === 'Open' && call.args.length === 0) return false;
  const type = scope.typeOf(keyOf(call.receiver) ?? '');
  // Files of other file systems, in images and archives, have a class of their own.
  if (type && /^\w+FileInfo\??$/.test(type) && type !== 'IFileInfo') return false;
  return (
    opensFile(call) && !/(Archive|Zip|Http|SHA|MD5|Hash|Aes|Cipher)/.test(`${keyOf(call.receiver)} ${type}`)
  );
}

function isHttp(call: Call, scope: Scope): boolean {
  const key = keyOf(call.receiver) ?? '';
  return /http|client|web|request/i.test(key) || /^Http/.test(scope.typeOf(key) ?? '');
}
