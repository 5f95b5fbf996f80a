/** What the languages of the JVM share: the library's streams and channels, and what its calls reach. */
import type { Resolved } from '../ends';
import type { Flow } from '../flow';
import type { Call, Ir } from '../ir';
import { keyOf, walk } from '../ir';
import type {
  Advice,
  CopyCall,
  CopyCallShape,
  EffectRule,
  LanguageSpec,
  MakerRule,
  TransferShape,
  TypeRule,
} from '../language';
import type { Scope } from '../scope';

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

export const sizeOfAllocation = (call: Call): Ir | null =>
  /^(allocate|allocateDirect)$/.test(call.name) ? (call.args[0] ?? null) : null;

/** Stands for a stream of a file opened for appending, which no call of the kernel writes to. */
const appending = 'file for appending';

/** `new FileOutputStream(file, true)`, `Files.newOutputStream(path, CREATE, APPEND)`. */
const appends = (call: Call): boolean =>
  call.args
    .slice(1)
    .some(arg =>
      [...walk(arg)].some(
        node => (node.kind === 'literal' && node.value === true) || /(^|\.)APPEND$/.test(keyOf(node) ?? ''),
      ),
    );

/** A URL of the class path: a file, or an entry of an archive. */
const isResource = (url: Ir | null, scope: Scope): boolean => {
  const values = [url, ...scope.assignments(keyOf(url) ?? '').map(({ value }) => value)];
  return values.some(
    value => value && [...walk(value)].some(node => node.kind === 'call' && /[rR]esource/.test(node.name)),
  );
};

const isFile = (end: Resolved): boolean => end.end === 'file';
/** A stream whose file can't be seen: an InputStream that is called `fileIn`. */
const isAnyStream = (end: Resolved): boolean => /^(InputStream|OutputStream)$/.test(end.type ?? '');
export const isStandard = (end: Resolved): boolean => end.type === 'standard stream';
export const isAppending = (end: Resolved): boolean => end.type === appending;
/** Streams of a file whose channel is at hand, or the channel itself. */
export const hasFileChannel = (end: Resolved): boolean =>
  isFile(end) && !isAnyStream(end) && end.type !== null && !isAppending(end);
export const isSocketChannel = (end: Resolved): boolean =>
  end.end === 'socket' && (/SocketChannel$/.test(end.type ?? '') || end.wrappers.includes('getChannel'));

const kernel = (because: string): Advice => ({ reach: 'kernel', instead: 'FileChannel.transferTo', because });

/** Ends that no call of the JVM moves inside the kernel, whatever the other end is. */
function isStream({ source, sink }: { source: Resolved; sink: Resolved }): boolean {
  const hidden = (end: Resolved): boolean => end.end === 'pipe' && !isStandard(end);
  if (source.end === 'socket' || hidden(source) || hidden(sink)) return true;
  return sink.end === 'socket' && !isSocketChannel(sink);
}

/**
 * FileChannel.transferTo reaches copy_file_range and sendfile only between file channels and to socket channels; the
 * streams' own calls loop, but for file streams and channel streams in later JDKs. A Socket that was not opened as
 * a SocketChannel has no channel to send to. `tidy` is what the language calls the loop of the library.
 */
export const adviseJvm =
  (tidy: string) =>
  ({ source, sink }: Flow): Advice => {
    const userSpace = (because: string): Advice => ({ reach: 'user-space', instead: tidy, because });
    if (isAppending(sink))
      return userSpace(
        `${tidy} is tidier but copies as much: neither copy_file_range nor sendfile takes a file opened for appending`,
      );
    if (isFile(source) && sink.end === 'socket' && !isSocketChannel(sink))
      return userSpace(
        `${tidy} is tidier but copies as much, since a socket's stream hides the socket; FileChannel.transferTo to a SocketChannel would take 0 CPU copies`,
      );
    if (isStream({ source, sink }))
      return userSpace(
        `${tidy} is tidier but copies as much: the JVM has no call that moves these ends inside the kernel`,
      );
    if (isStandard(source) || isStandard(sink))
      return {
        reach: 'depends',
        instead: 'FileChannel.transferTo',
        because:
          'FileChannel.transferTo moves the bytes inside the kernel if the standard streams turn out to be files; from a terminal or a pipe it copies as much',
      };
    if (isFile(source) && isSocketChannel(sink))
      return kernel(
        'FileChannel.transferTo to the SocketChannel sends from the page cache by sendfile, without either copy',
      );
    if (hasFileChannel(source) && hasFileChannel(sink))
      return kernel(
        'FileChannel.transferTo between the two file channels copies once, inside the kernel (copy_file_range or sendfile)',
      );
    return {
      reach: 'depends',
      instead: tidy,
      because: `where both ends turn out to be file channels, or a file and a SocketChannel, FileChannel.transferTo moves the bytes inside the kernel; otherwise ${tidy} is tidier and copies as much`,
    };
  };

/** A library's copy loop between ends that could do better; null where it is as good as any call. */
export function adviseJvmCall({ call, source, sink }: CopyCall): Advice | null {
  if (!isFile(source) || isAppending(sink) || sink.type === 'Path') return null;
  // Files.copy(path, stream) is the library's loop; from a stream to a path it is none of ours.
  if (keyOf(call.receiver) === 'Files' && source.type !== 'Path') return null;
  if (isSocketChannel(sink))
    return kernel(
      `${call.name} is a loop over a buffer in many JDKs; FileChannel.transferTo to the SocketChannel sends from the page cache by sendfile, without either copy`,
    );
  if (sink.end === 'socket')
    return {
      reach: 'user-space',
      instead: null,
      because: `${call.name} to a socket's stream is a loop over a buffer, and no call does better on it: only a socket opened as a SocketChannel can take FileChannel.transferTo, which reaches sendfile`,
    };
  // From FileInputStream to FileOutputStream InputStream.transferTo is right in later JDKs.
  if (hasFileChannel(source) && hasFileChannel(sink) && call.name !== 'transferTo')
    return kernel(
      `${call.name} is a loop over a buffer; FileChannel.transferTo copies once, inside the kernel`,
    );
  return null;
}

const helpers = /^(\w*I[oO]Utils?|ByteStreams|StreamUtils|BufferUtil)$/;

export const transfers: TransferShape[] = [
  // Functions of a library that fill a buffer from a stream.
  { effect: 'read', name: /^read(Fully)?$/, on: helpers, args: 2, end: 0, buffer: 1 },
  { effect: 'read', name: /^read(Fully)?$/, on: helpers, args: 3, end: 0, buffer: 1, length: 2 },
  { effect: 'read', name: /^read(Fully)?$/, on: helpers, args: 4, end: 0, buffer: 1, offset: 2, length: 3 },
  {
    effect: 'read',
    name: 'read',
    receiver: true,
    args: 0,
    end: 'receiver',
    buffer: 'result',
    single: true,
  },
  {
    effect: 'read',
    name: 'read',
    receiver: true,
    args: 1,
    end: 'receiver',
    buffer: 0,
    when: holdsBytes(0),
  },
  {
    effect: 'read',
    name: /^(read|readNBytes)$/,
    receiver: true,
    args: 3,
    end: 'receiver',
    buffer: 0,
    offset: 1,
    length: 2,
    when: holdsBytes(0),
  },
  {
    effect: 'read',
    name: 'readNBytes',
    receiver: true,
    args: 1,
    end: 'receiver',
    buffer: 'result',
    length: 0,
  },
  // With the place in the file last, as file handles of libraries have it.
  {
    effect: 'read',
    name: 'read',
    receiver: true,
    args: 4,
    end: 'receiver',
    buffer: 0,
    offset: 1,
    length: 2,
    when: holdsBytes(0),
  },
  {
    effect: 'write',
    name: 'write',
    receiver: true,
    args: 4,
    end: 'receiver',
    buffer: 0,
    offset: 1,
    length: 2,
    when: holdsBytes(0),
  },
  { effect: 'read', name: 'readFully', receiver: true, args: 1, end: 'receiver', buffer: 0 },
  {
    effect: 'read',
    name: 'readFully',
    receiver: true,
    args: 3,
    end: 'receiver',
    buffer: 0,
    offset: 1,
    length: 2,
  },
  {
    effect: 'read',
    name: 'read',
    receiver: true,
    args: 2,
    end: 'receiver',
    buffer: 0,
    length: 1,
    when: isSegments,
  },
  { effect: 'read', name: 'read', receiver: true, args: 2, end: 'receiver', buffer: 0 },
  {
    effect: 'write',
    name: 'write',
    receiver: true,
    args: 1,
    end: 'receiver',
    buffer: 0,
    when: holdsBytes(0),
  },
  {
    effect: 'write',
    name: 'write',
    receiver: true,
    args: 3,
    end: 'receiver',
    buffer: 0,
    offset: 1,
    length: 2,
    when: holdsBytes(0),
  },
  {
    effect: 'write',
    name: 'write',
    receiver: true,
    args: 2,
    end: 'receiver',
    buffer: 0,
    length: 1,
    when: isSegments,
  },
  { effect: 'write', name: 'write', receiver: true, args: 2, end: 'receiver', buffer: 0 },
];

export const types: TypeRule[] = [
  { type: /^FileOutputStream$/, end: 'file', when: appends, as: appending },
  {
    type: /^(FileInputStream|FileOutputStream|RandomAccessFile|FileChannel|AsynchronousFileChannel)$/,
    end: 'file',
  },
  { type: /^Path$/, end: 'file' },
  { type: /^SSL(Server)?Socket$/, end: 'socket', verdict: 'encrypted' },
  {
    type: /^(Server)?Socket(Channel)?$|^Servlet(Input|Output)Stream$|^Http\w*(Request|Response|Connection|Exchange)$|^URL(Connection)?$/,
    end: 'socket',
  },
  { type: /^Process(Builder)?$|^Pipe$|^(Source|Sink)Channel$/, end: 'pipe' },
  {
    type: /^(\w*(ByteArray|ByteBuffer|ByteBuf|ByteString)(Input|Output)Stream|Piped(Input|Output)Stream|StringWriter|BytesStream(Input|Output)|\w*(Queue|Deque|Buffer|ByteBuf))$/,
    end: 'memory',
  },
  // What only counts hands on all it gets; the count is the caller's to keep.
  {
    type: /^(Buffered|Data|Pushback|Object|Sequence|Counting|Progress\w*)(Input|Output)Stream$|^PrintStream$/,
    wraps: true,
  },
  {
    type: /(GZIP|Zip|Jar|Inflater|Deflater|Cipher|Crypto|Compress|Encrypt|Decrypt|Bzip2|XZ|Zstd|LZ4|Snappy|Brotli|Archive)\w*(InputStream|OutputStream|Source|Sink)$|^SevenZ(Output)?File$|Encrypt|Decrypt|Cipher/i,
    verdict: 'encrypted',
  },
  { type: /Tar(?!get)\w*(In|Out)putStream$/, verdict: 'encrypted' },
  {
    type: /^(Digest|Checked|Checksum\w*|Hash|Hashing|Tee)(InputStream|OutputStream|Source|Sink)$/,
    verdict: 'observed',
  },
  { type: /Base64|LineNumber|Hex\w*Stream/, verdict: 'transformed' },
  { type: /(Reader|Writer)$/, verdict: 'transformed' },
];

export const makers: MakerRule[] = [
  {
    path: /(^|\.)Files\.new(OutputStream|ByteChannel)$|(^|\.)FileChannel\.open$/,
    end: 'file',
    type: appending,
    when: appends,
  },
  { path: /(^|\.)Files\.newByteChannel$|(^|\.)FileChannel\.open$/, end: 'file', type: 'FileChannel' },
  { path: /^(Path\.of|Paths\.get)$|\.toPath$/, end: 'file', type: 'Path' },
  { path: /(^|\.)Files\.newInputStream$/, end: 'file', type: 'Files.newInputStream' },
  { path: /(^|\.)Files\.newOutputStream$/, end: 'file', type: 'Files.newOutputStream' },
  { path: /\.(openFileInput)$/, end: 'file', type: 'FileInputStream' },
  { path: /\.(openFileOutput)$/, end: 'file', type: 'FileOutputStream' },
  { path: /(^|\.)SocketChannel\.open$/, end: 'socket', type: 'SocketChannel' },
  { path: /\.accept$/, through: 'receiver' },
  {
    path: /\.openStream$/,
    type: 'InputStream',
    when: (call, scope) => isResource(call.receiver, scope),
  },
  { path: /\.openStream$/, end: 'socket', type: 'InputStream' },
  { path: /\.openConnection$/, end: 'socket', type: 'URLConnection' },
  { path: /(^|\.)\w*(zip|jar)(File)?\.getInputStream$/i, verdict: 'encrypted' },
  {
    path: /(compress|gzip|deflat|inflat|crypt|cipher)\w*$|(codec|compression|compressor|cipher|crypto)\w*\.\w+$/i,
    verdict: 'encrypted',
  },
  {
    path: /(Zip|GZip|GZIP|Gzip|Jar|Tar|Archive)(In|Out)putStream$|(^|\.)(g?zip|tar|jar)(In|Out)putStream$/,
    verdict: 'encrypted',
  },
  { path: /(hashing|digest|checksum)\w*$/i, verdict: 'observed' },
  {
    path: /\.(getOutputStream|getInputStream|getErrorStream|getResponseBody|getRequestBody|body|source|sink)$/,
    through: 'receiver',
    type: 'InputStream',
  },
  { path: /\.getChannel$/, through: 'receiver' },
  { path: /(^|\.)Channels\.new(Input|Output)Stream$|(^|\.)Channels\.newChannel$/, through: 0 },
  { path: /^Base64\.|\.(wrap)$/, verdict: 'transformed' },
  { path: /\.createSocket$/, end: 'socket', verdict: 'encrypted' },
  { path: /\.start$|\.exec$/, end: 'pipe', type: 'Process' },
];

export const members: MakerRule[] = [
  { path: /^System\.(in|out|err)$/, end: 'pipe', type: 'standard stream' },
];

export const hints: LanguageSpec['hints'] = [
  { name: /^(file|f)(In|Out|is|os|Input|Output|Channel|Stream)/, end: 'file' },
  { name: /^(client|sock|socket|conn|peer)/i, end: 'socket' },
  { name: /^(baos|bos|byteArray\w*|bytesOut)$/, end: 'unknown' },
];

/** Names of streams whose type can't be seen. */
export const opaque: LanguageSpec['opaque'] = [
  {
    name: /^(un|de)?(g?zip|gz|jar|tar|ssl|tls|archive)(?=[A-Z_]|$)|^(de|un)?compress|^(de|in)flat|^(en|de)?cr[iy]pt|^cipher|^z(in|out|is|os)$|^(zin|zout|zis|zos|gzin|gzout|gzis|gzos)$|^z(In|Out)|(Zip|Gzip|GZip|GZIP|Compressed|Decompressed|Encrypted|Decrypted|Cipher|Jar|Archive)((In|Out)(put)?(Stream)?|Stream|Source|Sink|Channel)?$/,
    verdict: 'encrypted',
  },
  {
    name: /hashing|digest|checksum|checked(In|Out|Stream)|^(md5|sha\d*|crc\d*)([A-Z]|$)/i,
    verdict: 'observed',
  },
];

export const views = /^(wrap|slice|duplicate|asReadOnlyBuffer|array|copyOf|copyOfRange|clone)$/;

export const neutral =
  /^(flip|clear|compact|rewind|remaining|hasRemaining|position|limit|capacity|fill|mark|order|arrayOffset|hasArray|isDirect|min|max|toIntExact|println|printStackTrace)$/;

export const upkeep =
  /^(flush|emit|emitCompleteSegments|close|available|isOpen|isClosed|isConnected|force|sync|getFD|size|shutdownOutput|isInputShutdown|markSupported|isFinished|setWriteListener|select|register|configureBlocking|closeQuietly)$/;

export const effects: EffectRule[] = [
  {
    call: /^(Cipher|Signature)\.|[cC]ipher\w*\.|doFinal|[eE]ncrypt|[dD]ecrypt|(?:de|in)flater?\.|setInput/,
    verdict: 'encrypted',
  },
  {
    call: /^(arraycopy|put|append|add|addAll|of|send|offer)$/,
    verdict: 'memory-sink',
  },
  { call: /(encode|decode|convert|transform|translate|replace|xor|mask)\w*$/i, verdict: 'transformed' },
];

export const selves = /^(this|super)$/;

export const copyShapes: CopyCallShape[] = [
  { name: 'transferTo', receiver: true, args: 1, source: 'receiver', sink: 0 },
  // Not Files.copy between two paths, nor from a stream: the sink must be a stream that is known.
  { name: 'copy', on: /^Files$/, args: 2, source: 0, sink: 1 },
  {
    name: /^(copy|copyLarge)$/,
    on: /^(IOUtils|ByteStreams|StreamUtils|FileCopyUtils)$/,
    args: [2, 3],
    source: 0,
    sink: 1,
  },
];
