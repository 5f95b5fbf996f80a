import type { FactoryRule, Scope, TypeRule } from '../../source/languageTables';
import type { Call } from '../../syntax/ir';
import { keyOf } from '../../syntax/ir';

/** What types, constructors, calls and members of .NET say about an end. */

/** What a file is called that takes all writes at its end. */
export const appending = 'FileStream for appending';
const appends = (call: Call): boolean =>
  call.args.some(arg => /(^|\.)Append$/.test(keyOf(arg) ?? '')) || call.name === 'AppendText';
const opensFile = (call: Call): boolean =>
  call.args.length === 0 || call.args.some(arg => /(^|\.)FileMode\./.test(keyOf(arg) ?? ''));
const takesDatagrams = (call: Call): boolean =>
  call.args.some(arg => /(^|\.)SocketType\.(?!Stream$)/.test(keyOf(arg) ?? ''));

export const csharpTypes: TypeRule[] = [
  { type: /^FileStream$/, end: 'file', when: appends, as: appending },
  { type: /^(FileStream|IsolatedStorageFileStream|SafeFileHandle)$/, end: 'file' },
  { type: /^(SslStream|NegotiateStream|QuicStream)$/, end: 'socket', verdict: 'encrypted' },
  // Each datagram is a message of its own, however it is written.
  { type: /^Socket$/, end: 'socket', verdict: 'inspected', when: takesDatagrams, as: 'datagram socket' },
  { type: /^UdpClient$/, end: 'socket', verdict: 'inspected' },
  { type: /^(Socket|NetworkStream|TcpClient|TcpListener)$/, end: 'socket' },
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
];

export const csharpFactories: FactoryRule[] = [
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
];

export const csharpMembers: FactoryRule[] = [
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
];

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
