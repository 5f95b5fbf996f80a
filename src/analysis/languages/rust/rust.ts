import { message } from '../../../messages/message';
import type { Message } from '../../../model/message';
import type { Advice, CopyCall, LanguageSpec } from '../../language';
import type { CopyLoop } from '../../loops/copyLoop';
import type { Resolved } from '../../loops/ends';
import { passesOn } from '../../loops/helperUses';
import type { Scope, SourceFile } from '../../source/languageTables';
import type { Call, Ir } from '../../syntax/ir';
import { walk } from '../../syntax/ir';
import { rustHousekeeping, rustModel, rustPure, rustTransfers, rustViews } from './calls';
import { appending, isAwaited } from './ends';
import { planLoop } from './fix';
import { rustImports } from './imports';
import { withSelectArms } from './selectArms';
import { rustNodes, rustTypeName } from './syntax';

/** Whether a type has a trait that the file implements for it. */
const implementsTrait = (type: string, file: SourceFile): boolean =>
  file
    .nodes(['impl_item'])
    .some(
      node =>
        node.childForFieldName('trait') !== null &&
        rustTypeName(node.childForFieldName('type')?.text ?? '') === type,
    );

/** Own writers and readers that pass on what they are given hide the file inside from io::copy. */
function wrapper(call: Call, scope: Scope): Ir | null {
  const { file } = scope;
  if (!implementsTrait(call.name, file)) return null;
  const write = file.functionNamed('write');
  const read = file.functionNamed('read');
  const plain = (write && passesOn(write, 'write', file)) || (read && passesOn(read, 'read', file));
  return plain ? (call.args.find(arg => arg.kind === 'name') ?? null) : null;
}

const appends = (call: Call): boolean =>
  [...walk(call)].some(
    node => node.kind === 'call' && node.name === 'append' && node.args[0]?.kind === 'literal',
  );
const opens = (call: Call): boolean => call.receiver?.kind === 'call' || call.receiver === null;

const isFile = (end: Resolved): boolean => end.end === 'file';
const isStandard = (end: Resolved): boolean => /^Std(in|out|err)/i.test(end.type ?? '');
const waits = ({ loop }: CopyLoop): boolean => [...walk(loop)].some(isAwaited);

const userSpace = (because: Message): Advice => ({ reach: 'user-space', instead: 'io::copy', because });
const sendfile = (because: Message): Advice => ({
  reach: 'kernel',
  instead: 'rustix::fs::sendfile',
  because,
});

/**
 * std::io::copy on Linux: copy_file_range between files, splice from a pipe; since rust-lang/rust 108283 (2023) no
 * sendfile or splice from a file to a socket or a pipe. The async crates' copy is a loop of its own.
 */
function advise(flow: CopyLoop): Advice {
  const { source, sink } = flow;
  if (waits(flow)) return userSpace(message('call.rust.async'));
  if (sink.type === appending) return userSpace(message('call.rust.appending'));
  if (isStandard(source) || isStandard(sink))
    return {
      reach: 'depends',
      instead: 'io::copy',
      because: message('call.rust.standard-stream'),
    };
  if (isFile(source) && isFile(sink))
    return {
      reach: 'kernel',
      instead: 'io::copy',
      because: message('call.rust.files'),
    };
  if (isFile(source) && sink.end === 'socket') return sendfile(message('call.rust.file-to-socket'));
  if (isFile(source) && sink.end === 'pipe') return sendfile(message('call.rust.file-to-pipe'));
  if (source.end === 'pipe' && isFile(sink))
    return {
      reach: 'kernel',
      instead: 'io::copy',
      because: message('call.rust.pipe-to-file'),
    };
  if (source.end === 'unknown' || sink.end === 'unknown') return adviseUnseen();
  return userSpace(message('call.rust.no-call'));
}

const adviseUnseen = (): Advice => ({
  reach: 'depends',
  instead: 'io::copy',
  because: message('call.rust.unseen'),
});

/** io::copy from a file to a socket or a pipe loops in user space, and so it does where an own type hides a file. */
function adviseCall({ call, source, sink }: CopyCall): Advice | null {
  if (!isFile(source) || sink.type === appending || isAwaited(call)) return null;
  if ((sink.end === 'socket' || sink.end === 'pipe') && !isStandard(sink))
    return sendfile(
      sink.end === 'pipe' ? message('call.rust.loops-pipe') : message('call.rust.loops-socket'),
    );
  const hiding = [...source.wrappers, ...sink.wrappers].find(type => /^[A-Z]/.test(type));
  return isFile(sink) && hiding
    ? {
        reach: 'kernel',
        instead: 'io::copy on the files',
        because: message('call.rust.wrapper', { wrapper: hiding }),
      }
    : null;
}

const coders =
  '(Gz|Zlib|Deflate|MultiGz|Bz|MultiBz|Xz|Zstd|Lz4|Lzma|Brotli|Snappy|Snap|Frame|Crypto|Cipher|Stream)(En|De)coder|(De)?[cC]ompressor(Reader|Writer)?|Zip(File|Writer|Archive)|Crypt(er|o\\w*)';

export const rust: LanguageSpec = {
  id: 'rust',
  runtime: 'Rust',
  editorIds: ['rust'],
  grammar: () => 'tree-sitter-rust',
  extensions: ['.rs'],
  quick: {
    loop: /\b(?:for|while|loop)\b/,
    read: /(?:\bp?read(?:_buf|_exact|_at|_exact_at|_volatile)?|\bfill_buf|\brecv|\bseek_read)\s*\(|\b(?:chunk|(?:try_)?next|data|frame)\s*\(\)\s*\.await/,
    write: /\bp?(?:write(?:_all|_buf|_all_buf|_at|_all_at)?|seek_write)\s*\(/,
    copyCall: /\bio::copy\s*\(/,
    exact: true,
  },
  parsed: withSelectArms,
  nodes: rustNodes,
  functions: ['function_item', 'closure_expression'],
  globals: ['const_item', 'static_item', 'field_declaration'],
  isChangeable: node => /^(pub(\(.*?\))?\s+)?static\s+mut\b/.test(node.text),

  transfers: rustTransfers,
  allocation: call =>
    /^(with_capacity|zeroed)$/.test(call.name) && call.args.length === 1 ? call.args[0]! : null,
  iteration: null,
  // std::io: the size of its own buffers.
  constants: { DEFAULT_BUF_SIZE: 8192 },

  types: [
    { type: /^File$/, end: 'file' },
    {
      type: /^(TcpStream|TcpListener|UnixStream|UnixListener|UdpSocket|Socket|(Owned)?(Read|Write)Half|Upgraded|VsockStream)$/,
      end: 'socket',
    },
    { type: /^(Child|ChildStdin|ChildStdout|ChildStderr|PipeReader|PipeWriter|Command)$/, end: 'pipe' },
    { type: /^Std(in|out|err)(Lock)?$/, end: 'pipe' },
    { type: /^(Cursor|Vec|VecDeque|BytesMut|Bytes|String|Sink)$/, end: 'memory' },
    { type: /^(SslStream|TlsStream|StreamOwned|TlsAcceptor)$/, end: 'socket', verdict: 'encrypted' },
    { type: new RegExp(`^(${coders})$`), verdict: 'encrypted' },
  ],
  factories: [
    { path: /\.open$/, end: 'file', type: appending, when: call => opens(call) && appends(call) },
    {
      path: /(^|\.)File\.(open|create|create_new|from_raw_fd|options|from)$|^tempfile\.tempfile$|^tempfile$/,
      end: 'file',
      type: 'File',
    },
    { path: /(^|\.)NamedTempFile\.(new|new_in)$/, end: 'file', type: 'File' },
    { path: /\.open$/, end: 'file', type: 'File', when: opens },
    {
      path: /(^|\.)(TcpStream|UnixStream)\.(connect\w*|from_raw_fd|pair|from_std)$/,
      end: 'socket',
      type: 'TcpStream',
    },
    { path: /(^|\.)(TcpListener|UnixListener)\.bind$/, end: 'socket', type: 'TcpListener' },
    { path: /(^|\.)(BufReader|BufWriter|LineWriter)\.with_capacity$/, through: 1 },
    { path: /(^|\.)ReaderStream\.(new|with_capacity)$/, through: 0 },
    {
      path: /(^|\.)(BufReader|BufWriter|LineWriter|Box|Arc|Rc|Mutex|Some|Ok|Pin|BufStream|Compat)\.(new|pin)$|^(Some|Ok|Box)$/,
      through: 0,
    },
    { path: new RegExp(`(^|\\.)(${coders})\\.\\w+$`), through: 0, verdict: 'encrypted' },
    { path: /(^|\.)(StreamOwned|SslStream|TlsStream|Stream)\.new$/, end: 'socket', verdict: 'encrypted' },
    { path: /(connector|acceptor)\.(connect|accept)$/i, end: 'socket', verdict: 'encrypted' },
    {
      path: /(^|\.)(Vec|VecDeque|Cursor|BytesMut|String)\.(new|with_capacity|from)$|(^|\.)(sink|empty|repeat|duplex)$/,
      end: 'memory',
      type: 'Vec',
    },
    { path: /(^|\.)std(in|out|err)$/, end: 'pipe', type: 'Stdout' },
    { path: /\.bytes_stream$/, end: 'socket', type: 'Response' },
    { path: /\.spawn$/, end: 'pipe', type: 'Child' },
    { path: /(^|\.)(pipe|pipe2)$/, end: 'pipe' },
    { path: /\.(chain|inspect|hashing)$/, verdict: 'inspected' },
    {
      path: /\.(take|by_ref|as_mut|as_ref|unwrap|expect|unwrap_or_else|lock|try_clone|clone|accept|incoming|split|into_split|get_mut|get_ref|into_inner|map_err|context|with_context|ok_or_else|borrow_mut|reborrow|into|to_owned|into_std|compat|as_fd|as_raw_fd|into_raw_fd)$/,
      through: 'receiver',
    },
  ],
  members: [{ path: /\.(stdin|stdout|stderr)$/, end: 'pipe', type: 'Child' }],
  typeName: rustTypeName,
  wrapper,
  hints: [],
  // Arms of `select!` among them.
  cancels: /(^|\.)((is_)?cancelled|notified|ctrl_c|shutdown_signal)$/,
  evidence: [],

  views: rustViews,
  pureCalls: rustPure,
  housekeepingCalls: rustHousekeeping,
  model: rustModel,
  effects: [
    {
      call: /[eE]ncrypt|[dD]ecrypt|[cC]ipher|crypt|compress|inflate|deflate|apply_keystream|seal/,
      verdict: 'encrypted',
    },
    {
      call: /^(extend_from_slice|extend|push|push_str|append|copy_from_slice|clone_from_slice|put_slice|put|send|insert|extend_from_within|copy_within|clone)$/,
      verdict: 'memory-sink',
    },
    {
      call: /^(iter_mut|reverse|swap|make_ascii_\w+|to_ascii_\w+|rotate_left|rotate_right|sort\w*|replace|retain|map_in_place|chunks_mut|as_mut_slice_of)$|encode|decode|transform|convert|escape/,
      verdict: 'transformed',
    },
  ],
  selfReceivers: /^(self|Self|this)$/,
  concatenates: true,

  advise,
  copyCalls: {
    shapes: [{ name: 'copy', on: /(^|\.)io$/, args: 2, source: 0, sink: 1 }],
    advise: adviseCall,
  },
  plan: planLoop,
  imports: rustImports,
};
