/** What types, constructors, calls and names of the JVM's libraries say about an end. */

import type { LanguageSpec } from '../../language';
import type { FactoryRule, Scope, TypeRule } from '../../source/languageTables';
import type { Call, Ir } from '../../syntax/ir';
import { keyOf, walk } from '../../syntax/ir';
import { standInNames, standInTypes } from '../standIns';

/** Stands for a stream of a file opened for appending, which no call of the kernel writes to. */
export const appending = 'file for appending';

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

export const types: TypeRule[] = [
  ...standInTypes,
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
    type: /^(Buffered|Data|Pushback|Sequence|Counting|Progress\w*)(Input|Output)Stream$|^PrintStream$/,
    wraps: true,
  },
  {
    type: /(GZIP|Zip|Jar|Inflater|Deflater|Cipher|Crypto|Compress|Encrypt|Decrypt|Bzip2|XZ|Zstd|LZ4|Snappy|Brotli|Archive)\w*(InputStream|OutputStream|Source|Sink)$|^SevenZ(Output)?File$|Encrypt|Decrypt|Cipher/i,
    verdict: 'encrypted',
  },
  { type: /Tar(?!get)\w*(In|Out)putStream$/, verdict: 'encrypted' },
  {
    type: /^(Digest|Checked|Checksum\w*|Hash|Hashing|Tee)(InputStream|OutputStream|Source|Sink)$/,
    verdict: 'inspected',
  },
  { type: /Base64|LineNumber|Hex\w*Stream/, verdict: 'transformed' },
  // Puts a mark and a length before each block, and takes them off.
  { type: /^Object(Input|Output)Stream$/, verdict: 'transformed' },
  // Each datagram is a message of its own.
  { type: /^(Datagram|Multicast)(Channel|Socket)$/, end: 'socket', verdict: 'inspected' },
  { type: /(Reader|Writer)$/, verdict: 'transformed' },
];

export const factories: FactoryRule[] = [
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
  { path: /(^|\.)DatagramChannel\.open$/, end: 'socket', type: 'DatagramChannel', verdict: 'inspected' },
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
  { path: /(hashing|digest|checksum)\w*$/i, verdict: 'inspected' },
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

export const members: FactoryRule[] = [
  { path: /^System\.(in|out|err)$/, end: 'pipe', type: 'standard stream' },
];

export const hints: LanguageSpec['hints'] = [
  { name: /^(file|f)(In|Out|is|os|Input|Output|Channel|Stream)/, end: 'file' },
  { name: /^(client|sock|socket|conn|peer)/i, end: 'socket' },
  { name: /^(baos|bos|byteArray\w*|bytesOut)$/, end: 'unknown' },
];

/** Names of streams whose type can't be seen. */
export const opaque: LanguageSpec['opaque'] = [
  ...standInNames,
  {
    name: /^(un|de)?(g?zip|gz|jar|tar|ssl|tls|archive)(?=[A-Z_]|$)|^(de|un)?compress|^(de|in)flat|^(en|de)?cr[iy]pt|^cipher|^z(in|out|is|os)$|^(zin|zout|zis|zos|gzin|gzout|gzis|gzos)$|^z(In|Out)|(Zip|Gzip|GZip|GZIP|Compressed|Decompressed|Encrypted|Decrypted|Cipher|Jar|Archive)((In|Out)(put)?(Stream)?|Stream|Source|Sink|Channel)?$/,
    verdict: 'encrypted',
  },
  {
    name: /hashing|digest|checksum|checked(In|Out|Stream)|^(md5|sha\d*|crc\d*)([A-Z]|$)/i,
    verdict: 'inspected',
  },
];
