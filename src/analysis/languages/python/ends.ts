import type { LanguageSpec } from '../../language';
import type { FactoryRule, Scope, TypeRule } from '../../source/languageTables';
import type { Call, Ir } from '../../syntax/ir';
import { keyOf, walk } from '../../syntax/ir';
import { standInTypes } from '../standIns';
import { appending, textFile } from './calls';

const textOf = (node: Ir | undefined): string | null =>
  node?.kind === 'literal' && typeof node.value === 'string' ? node.value : null;

const modePattern = /^[rwxa]b?\+?[btU]?\+?$|^[btU]?[rwxa]\+?$/;

/** The mode a file is opened in: a text made of mode letters among the arguments; `r` where none is written. */
function modeOf(call: Call): string | null {
  const given =
    call.receiver && !/^(io|os|codecs|gzip|aiofiles|builtins|anyio)$/.test(keyOf(call.receiver) ?? '');
  const modes = given ? call.args : call.args.slice(1);
  const written = modes.map(textOf).find(text => text !== null && modePattern.test(text));
  if (written) return written;
  // A mode that stands in a variable is not known, nor is that of `**options`.
  const unknown = modes.some(arg => arg.kind !== 'literal');
  return unknown ? null : 'r';
}

const takesDatagrams = (call: Call): boolean =>
  call.args.some(arg =>
    [...walk(arg)].some(node => /(^|\.)SOCK_(DGRAM|SEQPACKET|RAW)$/.test(keyOf(node) ?? '')),
  );

/** A file with an `open` of its own decides itself what its modes mean. */
const definesOpen = ({ file }: Scope): boolean => file.functionNamed('open') !== null;

/** `Path('a').open('rb')`: a mode, or nothing, comes first; archives and stores take a name there. */
const opensPath = (call: Call): boolean =>
  call.args.length === 0 || modePattern.test(textOf(call.args[0]) ?? 'none');
const opensText = (call: Call): boolean => !(modeOf(call) ?? 'b').includes('b');
const appends = (call: Call): boolean => /a/.test(modeOf(call) ?? '');

export const pythonTypes: TypeRule[] = [
  ...standInTypes,
  { type: /^(socket|SocketType)$/, end: 'socket' },
  { type: /^SSL(Socket|Object)$/, end: 'socket', verdict: 'encrypted' },
  { type: /^Stream(Reader|Writer)$/, end: 'socket' },
  { type: /^HTTPResponse$/, end: 'socket' },
  { type: /^(FileIO|BufferedRandom)$/, end: 'file' },
  { type: /^Popen$/, end: 'pipe' },
  { type: /^(BytesIO|StringIO)$/, end: 'memory' },
  { type: /^(GzipFile|BZ2File|LZMAFile|ZipFile|ZipExtFile|ZstdFile)$/, verdict: 'encrypted' },
  { type: /^(TextIO|TextIOWrapper|TextIOBase)$/, verdict: 'transformed' },
];

export const pythonFactories: FactoryRule[] = [
  {
    path: /^(gzip|bz2|lzma|zstd|zstandard|lz4(\.frame)?|snappy|brotli|pgzip|igzip|zipfile|tarfile|pyzipper)\.(open|\w+File)$|(^|\.)\w*(Gzip|BZ2|LZMA|Zip|Zstd)File$/,
    end: 'file',
    verdict: 'encrypted',
  },
  {
    path: /\b(de)?compress(or|obj)?$|stream_(reader|writer)$|[eE]ncryptor$|[dD]ecryptor$/,
    verdict: 'encrypted',
  },
  {
    path: /(^|\.)codecs\.(open|getreader|getwriter)$|(^|\.)TextIOWrapper$/,
    type: textFile,
    verdict: 'transformed',
  },
  {
    path: /^(io\.|os\.|aiofiles\.|builtins\.|anyio\.)?(open|open_file|fdopen)$/,
    end: 'file',
    type: textFile,
    when: opensText,
  },
  {
    path: /^(io\.|aiofiles\.|builtins\.|anyio\.)?(open|open_file)$|^os\.fdopen$/,
    end: 'file',
    type: appending,
    when: appends,
  },
  { path: /^(io\.|builtins\.)?open$|^(io\.)?FileIO$/, end: 'file', type: 'file' },
  { path: /^(aiofiles|anyio)\.\w+$/, end: 'file', type: 'async file' },
  { path: /^os\.(open|memfd_create)$/, end: 'file', type: 'fd' },
  {
    path: /^(tempfile\.)?(NamedTemporaryFile|TemporaryFile|_TemporaryFileWrapper)$/,
    end: 'file',
    type: 'file',
  },
  { path: /^tempfile\.mkstemp$|^mkstemp$/, end: 'file', type: 'fd' },
  { path: /^os\.fdopen$/, end: 'file', type: 'file' },
  {
    path: /^(request|urllib2?|urllib\.request|opener|\w*[oO]pener)\.open$|urlopen$/,
    end: 'socket',
    type: 'response',
  },
  {
    path: /\.open$/,
    end: 'file',
    type: textFile,
    when: (call, scope) => opensPath(call) && opensText(call) && !definesOpen(scope),
  },
  { path: /\.open$/, end: 'file', type: appending, when: call => opensPath(call) && appends(call) },
  { path: /\.open$/, end: 'file', type: 'file', when: opensPath },
  { path: /\.(open|extractfile|readfile)$/, through: 'receiver' },
  { path: /(^|\.)(MemoryBIO|ByteIO)$/, end: 'memory' },
  { path: /(^|\.)(BytesIO|StringIO)$/, end: 'memory' },
  { path: /(^|\.)(wrap_socket|SSLSocket|wrap_bio)$/, end: 'socket', verdict: 'encrypted' },
  // Each datagram is a message of its own, however it is written.
  {
    path: /^(socket\.)?(socket|socketpair)$/,
    end: 'socket',
    type: 'datagram socket',
    verdict: 'inspected',
    when: takesDatagrams,
  },
  {
    path: /^(socket\.)?(socket|create_connection|create_server|socketpair|fromfd)$/,
    end: 'socket',
    type: 'socket',
  },
  { path: /^asyncio\.open_(unix_)?connection$/, end: 'socket', type: 'asyncio stream' },
  { path: /\.(accept|makefile|dup|detach)$/, through: 'receiver' },
  {
    path: /\.(getresponse|iter_content|iter_chunks|iter_chunked|iter_any|iter_bytes|iter_raw)$/,
    end: 'socket',
    type: 'response',
  },
  {
    path: /^(requests|httpx|session|client|http|self\.session|\w*session)\.(get|post|put|request|stream|send)$/,
    end: 'socket',
    type: 'response',
  },
  { path: /(^|\.)Popen$|create_subprocess_(exec|shell)$/, end: 'pipe', type: 'Popen' },
  { path: /^os\.(popen|pipe)$/, end: 'pipe' },
  {
    path: /(^|\.)(BufferedReader|BufferedWriter|BufferedRandom|closing|enter_context|nullcontext|raw)$/,
    through: 0,
  },
  { path: /\.(fileno|detach|__enter__)$/, through: 'receiver' },
  { path: /^hashlib\.|tqdm\.wrapattr$|^wrapattr$/, verdict: 'inspected' },
];

export const pythonMembers: FactoryRule[] = [
  {
    path: /^(sys\.)?(__)?(stdin|stdout|stderr)(__)?\.buffer(\.raw)?$/,
    end: 'pipe',
    type: 'standard stream',
  },
  { path: /^sys\.(stdin|stdout|stderr)$/, type: textFile, end: 'pipe' },
  { path: /\.(stdin|stdout|stderr)$/, end: 'pipe', type: 'Popen' },
  { path: /(^|\.)rfile$/, end: 'socket', type: 'rfile' },
  { path: /(^|\.)wfile$/, end: 'socket', type: 'wfile' },
  { path: /(^|\.)(resp|response|r|res)\.(raw|content|fp)$/, end: 'socket', type: 'response' },
];

export const pythonHints: LanguageSpec['hints'] = [
  { name: /^(r|w)file$/, end: 'socket' },
  // The two halves of ssl.MemoryBIO, by the names the documentation gives them.
  { name: /^(incoming|outgoing)$|(^|_)bio$/i, end: 'memory' },
];
