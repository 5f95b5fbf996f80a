import { message } from '../../../messages/message';
import type { Message } from '../../../model/message';
import { standInNames, standInTypes } from '../../calls/standIns';
import { topImports } from '../../fixes/printer';
import type { Advice, CopyCall, LanguageSpec } from '../../language';
import type { CopyLoop } from '../../loops/copyLoop';
import type { Resolved } from '../../loops/ends';
import { resolveEnd } from '../../loops/ends';
import { passesOn } from '../../loops/helperUses';
import type { Scope } from '../../source/scope';
import type { SourceFile } from '../../source/sourceFile';
import type { Call, Ir } from '../../syntax/ir';
import { keyOf, walk } from '../../syntax/ir';
import { goHousekeeping, goModel, goPure, goTransfers, goViews } from './calls';
import { appending } from './ends';
import { planCall, planLoop } from './fix';
import { calledAs, goBindings, importName, takesFailuresApart } from './names';
import { goNodes, goOwner, goTypeName } from './syntax';

const textOf = (node: Ir | undefined): string =>
  node?.kind === 'literal' && typeof node.value === 'string' ? node.value : '';

/** `net.Dial("tcp", …)` gives a bare connection, whatever interface it is handed out as. */
const isStream = (call: Call): boolean => /^(tcp|unix$)/.test(textOf(call.args[0]));
const takesDatagrams = (call: Call): boolean =>
  call.args.some(arg => /^(udp|ip|unixgram|unixpacket)/.test(textOf(arg)));
const appends = (call: Call): boolean =>
  [...walk(call)].some(node => node.kind === 'member' && node.name === 'O_APPEND');

/** Own types that pass on what they are given, and by that hide ReadFrom and WriteTo of what they wrap. */
function wrapper(call: Call, scope: Scope): Ir | null {
  if (/^struct\{io\.(Reader|Writer)\}$/.test(call.name)) return call.args[0] ?? null;
  const write = scope.file.functionNamed(`${call.name}.Write`);
  const read = scope.file.functionNamed(`${call.name}.Read`);
  const hides = (write && !has(scope, call, 'ReadFrom')) || (read && !has(scope, call, 'WriteTo'));
  const plain =
    (!write || passesOn(write, 'write', scope.file)) && (!read || passesOn(read, 'read', scope.file));
  return hides && plain ? (call.args.find(arg => keyOf(arg) !== null) ?? null) : null;
}

/** `w.(http.Flusher).Flush()`; a bufio.Writer's Flush only empties its buffer. */
const flushesResponse = (call: Call, scope: Scope): boolean =>
  call.name === 'Flush' &&
  call.receiver !== null &&
  (/^http\./.test(resolveEnd(call.receiver, scope).type ?? '') ||
    /[fF]lusher$/.test(keyOf(call.receiver) ?? ''));

const has = (scope: Scope, call: Call, method: string): boolean =>
  scope.file.functionNamed(`${call.name}.${method}`) !== null;

const isBare = (end: Resolved): boolean => /^net\.(TCP|Unix)Conn$/.test(end.type ?? '');
const isFile = (end: Resolved): boolean => end.end === 'file' && end.type !== appending;
const isFound = (end: Resolved): boolean => end.type === 'os.File' || end.type === 'fd' || isBare(end);
const isStandard = (end: Resolved): boolean => end.type === 'standard stream';

const gain = 'io.Copy';
const userSpace = (because: Message): Advice => ({ reach: 'user-space', instead: gain, because });
const depends = (because: Message): Advice => ({ reach: 'depends', instead: gain, because });

/**
 * What io.Copy does between two bare ends on Linux: os.File.ReadFrom (copy_file_range, splice),
 * os.File.WriteTo and net.TCPConn.ReadFrom (sendfile, splice); sources of Go's os and net packages.
 */
function advise({ source, sink }: CopyLoop): Advice {
  if (source.type === 'fd' && sink.type === 'fd') return adviseDescriptors(sink);
  if (source.type === 'http body') return userSpace(message('call.go.http-body'));
  if (sink.type === appending) return userSpace(message('call.go.appending'));
  if (isStandard(source) || isStandard(sink)) return depends(message('call.go.standard-stream'));
  if (source.end === 'pipe' || sink.end === 'pipe') return userSpace(message('call.go.process-pipe'));
  if (!isFound(source) || !isFound(sink)) return adviseUnseen(source, sink);
  if (isFile(source) && isFile(sink))
    return {
      reach: 'kernel',
      instead: gain,
      because: message('call.go.files'),
    };
  return {
    reach: 'kernel',
    instead: gain,
    because: isFile(source) ? message('call.go.file-to-socket') : message('call.go.splice'),
  };
}

function adviseDescriptors(sink: Resolved): Advice {
  const toSocket = sink.end === 'socket';
  return {
    reach: 'kernel',
    instead: toSocket ? 'unix.Sendfile' : 'unix.CopyFileRange',
    because: toSocket ? message('call.go.sendfile') : message('call.go.copy-file-range'),
  };
}

function adviseUnseen(source: Resolved, sink: Resolved): Advice {
  const hidden = [source, sink].find(end => end.type && !isFound(end))?.type;
  // A chunked answer goes through a bufio.Writer (net/http, server.go, response.ReadFrom); docs/atlas/go.json.
  if (source.end === 'file' && sink.type === 'http.ResponseWriter')
    return depends(message('call.go.response-writer'));
  if (source.end === 'file' && sink.end === 'socket')
    return depends(
      hidden ? message('call.go.hidden-sink', { sink: hidden }) : message('call.go.unseen-sink'),
    );
  return depends(message('call.go.unseen'));
}

/** io.Copy loops in user space where a wrapper hides the file or the connection. */
function adviseCall({ source, sink }: CopyCall): Advice | null {
  const hiding = [...source.wrappers, ...sink.wrappers].filter(
    name => !/^(LimitReader|NewReader|NewWriter|New\w*Size|NopCloser)$/.test(name),
  );
  if (hiding.length === 0 || !isFile(source) || !isFound(source) || !isFound(sink) || sink.type === appending)
    return null;
  const call = isFile(sink) ? 'copy_file_range' : 'sendfile';
  const section = hiding.includes('NewSectionReader');
  return {
    reach: 'kernel',
    instead: section ? 'Seek and io.CopyN' : 'io.Copy on the bare types',
    because: section
      ? message('call.go.section-reader', { call })
      : message('call.go.wrapper', { wrapper: hiding[0]!.replace(/\{.*/, '{…}'), call }),
  };
}

const compressors = 'p?gzip|zlib|flate|bzip2|lzw|zstd|lz4|snappy|s2|xz|lzma|brotli|xz2|zip';

const compressorPackage = new RegExp(`^(${compressors})$`);

const packageOf = (file: SourceFile): string =>
  file.root.namedChildren.find(node => node?.type === 'package_clause')?.namedChildren[0]?.text ?? '';

const importsOf = (file: SourceFile): string[] => topImports(file).map(importName);

export const go: LanguageSpec = {
  id: 'go',
  grammar: () => 'tree-sitter-go',
  extensions: ['.go'],
  quick: {
    loop: /\bfor\b/,
    read: /\bP?[rR]ead(?:At|Full|AtLeast|Byte)?\(/,
    write: /\bP?[wW]rite(?:At|String|Byte)?\(/,
    copyCall: /\bio\.Copy(?:N|Buffer)?\(/,
    exact: true,
  },
  nodes: goNodes,
  functions: ['function_declaration', 'method_declaration', 'func_literal'],
  globals: [
    'const_spec',
    { type: 'var_spec', when: node => !/^(block|statement_list)$/.test(node.parent?.parent?.type ?? '') },
    'field_declaration',
  ],

  transfers: goTransfers,
  allocation: () => null,
  iteration: null,
  constants: { MinRead: 512 },

  types: [
    ...standInTypes,
    { type: /^os\.File$/, end: 'file' },
    // Each datagram is a message of its own.
    { type: /^net\.(UDP|IP|Packet)Conn$/, end: 'socket', verdict: 'inspected' },
    { type: /^net\.(TCP|Unix)?(Conn|Listener)$/, end: 'socket' },
    { type: /^tls\.(Conn|QUICConn)$|^quic\.\w*Stream$|^ssh\.Channel$/, end: 'socket', verdict: 'encrypted' },
    { type: /^http\.(ResponseWriter|Request|Response|Flusher|Hijacker)$/, end: 'socket' },
    { type: /^exec\.Cmd$/, end: 'pipe' },
    { type: /^(bytes\.(Buffer|Reader)|strings\.(Builder|Reader))$/, end: 'memory' },
    { type: new RegExp(`^(${compressors}|cipher)\\.`), verdict: 'encrypted' },
    {
      type: /^(base64|base32|hex|ascii85|quotedprintable|transform|csv|json|tabwriter)\./,
      verdict: 'transformed',
    },
  ],
  factories: [
    { path: /^os\.OpenFile$/, end: 'file', type: appending, when: appends },
    {
      path: /^os\.(Open|Create|OpenFile|CreateTemp|NewFile|OpenInRoot)$|^ioutil\.TempFile$/,
      end: 'file',
      type: 'os.File',
    },
    { path: /^(syscall|unix)\.(Open|Openat|Creat)$/, end: 'file', type: 'fd' },
    { path: /^(syscall|unix)\.(Socket|Accept4?)$/, end: 'socket', type: 'fd' },
    { path: /^os\.Pipe$/, end: 'pipe', type: 'pipe' },
    {
      path: /^net\.((Dial|Listen)(UDP|IP|Unixgram|MulticastUDP)|ListenPacket)$/,
      end: 'socket',
      type: 'datagram socket',
      verdict: 'inspected',
    },
    {
      path: /^net\.Dial|\.(Dial|DialContext|DialTimeout|ListenPacket)$/,
      end: 'socket',
      type: 'datagram socket',
      verdict: 'inspected',
      when: takesDatagrams,
    },
    { path: /^net\.Dial(Timeout)?$|^net\.Listen$/, end: 'socket', type: 'net.TCPConn', when: isStream },
    { path: /^net\.(DialTCP|ListenTCP)$/, end: 'socket', type: 'net.TCPConn' },
    { path: /^net\.(DialUnix|ListenUnix)$/, end: 'socket', type: 'net.UnixConn' },
    { path: /^tls\.(Dial\w*|Client|Server|Listen|NewListener)$/, end: 'socket', verdict: 'encrypted' },
    { path: /\.Accept(TCP|Unix)?$/, through: 'receiver' },
    { path: /^net\.Dial|\.(Dial|DialContext|DialTimeout)$/, end: 'socket', type: 'net.Conn' },
    { path: /\.(StdoutPipe|StdinPipe|StderrPipe)$/, end: 'pipe', type: 'exec pipe' },
    { path: /^http\.(Get|Post|PostForm|Head)$|\.(Do|RoundTrip)$/, end: 'socket', type: 'http.Response' },
    { path: /\.Hijack$/, end: 'socket', type: 'net.Conn' },
    { path: /^bufio\.New\w+$|^io\.(LimitReader|NewSectionReader|NopCloser)$/, through: 0 },
    { path: /^http\.NewResponseController$/, end: 'socket', type: 'http.ResponseController' },
    { path: /^http\.MaxBytesReader$/, through: 1 },
    { path: /^io\.(TeeReader|MultiWriter)$/, verdict: 'inspected' },
    { path: /^(bytes|strings)\.New(Buffer|BufferString|Reader)$/, end: 'memory' },
    // Within such a package its own constructors need no prefix.
    {
      path: /^New(Reader|Writer)\w*$/,
      verdict: 'encrypted',
      when: (_call, { file }) => compressorPackage.test(packageOf(file)),
    },
    {
      path: new RegExp(`^(${compressors}|cipher|openpgp|age)\\.(New|Open|Encrypt|Decrypt)`),
      through: 0,
      verdict: 'encrypted',
    },
    {
      path: /^(base64|base32|hex|ascii85|quotedprintable|transform)\.New/,
      through: 0,
      verdict: 'transformed',
    },
    {
      path: /\.Open$/,
      verdict: 'encrypted',
      when: (call, { file }) => call.args.length === 0 && importsOf(file).some(path => /\bzip$/.test(path)),
    },
  ],
  members: [
    { path: /^os\.(Stdin|Stdout|Stderr)$/, end: 'pipe', type: 'standard stream' },
    { path: /\.Body$/, end: 'socket', type: 'http body' },
  ],
  typeName: goTypeName,
  wrapper,
  hints: [
    { name: /conn(ection)?$|^(client|upstream|peer|sock(et)?)$/i, end: 'socket' },
    { name: /^(file|in[fF]ile|out[fF]ile|src[fF]ile|dst[fF]ile|tmp[fF]ile|logFile)$/, end: 'file' },
  ],
  opaque: standInNames,
  evidence: [],

  views: goViews,
  pureCalls: goPure,
  housekeepingCalls: goHousekeeping,
  model: goModel,
  effects: [
    {
      call: /XORKeyStream|CryptBlocks|[eE]ncrypt|[dD]ecrypt|\.(Seal|Open)$|[cC]ompress/,
      verdict: 'encrypted',
    },
    { call: /^(copy|append|#send|Clone)$/, verdict: 'memory-sink' },
    {
      call: /([eE]ncode|[dD]ecode|[tT]ransform|[rR]eplace|To(Upper|Lower)|Trim\w*|[xX]or|[mM]ask)\w*$|^(swap|reverse)/,
      verdict: 'transformed',
    },
  ],
  cancels: /(^|\.)(\w*[cC](tx|ontext))?\.(Done|Err)$|(^|\.)([iI]s)?([cC]ancell?ed|[aA]borted)$/,
  sendsAtOnce: flushesResponse,
  selfReceivers: /^$/,
  ownerOf: goOwner,
  takesFailuresApart,
  concatenates: true,

  advise,
  copyCalls: {
    shapes: [
      { name: 'Copy', on: /^io$/, args: 2, source: 1, sink: 0 },
      { name: 'CopyN', on: /^io$/, args: 3, source: 1, sink: 0 },
      { name: 'CopyBuffer', on: /^io$/, args: 3, source: 1, sink: 0, chunk: 2 },
    ],
    advise: adviseCall,
    plan: planCall,
  },
  fix: () => null,
  plan: planLoop,
  imports: {
    types: ['import_declaration'],
    nameOf: importName,
    part: { type: 'import_spec', group: 'import_spec_list' },
    calledAs,
    bindings: goBindings,
    names: ['identifier', 'package_identifier'],
    after: 'package_clause',
  },
};
