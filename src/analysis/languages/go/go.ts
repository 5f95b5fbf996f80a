import type { LanguageSpec } from '../../language';
import { resolveEnd } from '../../loops/ends';
import { passesOn } from '../../loops/helperUses';
import type { Scope } from '../../source/languageTables';
import type { Call, Ir } from '../../syntax/ir';
import { keyOf, walk } from '../../syntax/ir';
import { standInNames, standInTypes } from '../standIns';
import { advise, adviseCall, has } from './advice';
import { goHousekeeping, goModel, goPure, goTransfers, goViews } from './calls';
import { appending } from './ends';
import { planCall, planLoop } from './fix';
import {
  calledAs,
  goBindings,
  importName,
  importsOf,
  isChangeable,
  packageOf,
  takesFailuresApart,
} from './names';
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

const compressors = 'p?gzip|zlib|flate|bzip2|lzw|zstd|lz4|snappy|s2|xz|lzma|brotli|xz2|zip';

const compressorPackage = new RegExp(`^(${compressors})$`);

export const go: LanguageSpec = {
  id: 'go',
  runtime: 'Go',
  editorIds: ['go'],
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
  isChangeable,
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
