import type { CallRule } from '../../calls/callRules';
import { row } from '../../calls/callRules';
import type { LoopModel } from '../../calls/loopModel';
import type { Scope, TransferShape } from '../../source/languageTables';
import type { Call, Ir } from '../../syntax/ir';
import { keyOf, walk } from '../../syntax/ir';
import { windowsTransfers } from './windows';

/** The reads and writes of POSIX and stdio, and of what projects wrap around them. */

/** A look ahead leaves the bytes where they are. */
const takesBytes = (call: Call): boolean =>
  ![...walk(call.args[3] ?? call)].some(
    node => node.kind === 'name' && /^MSG_(PEEK|TRUNC|OOB|ERRQUEUE)$/.test(node.name),
  );

type Places = Omit<TransferShape, 'effect' | 'name'>;
/** Descriptor, buffer, length: the places of read(2) and of most wrappers. */
const byDescriptor: Places = { receiver: false, args: [3, 5], end: 0, buffer: 1, length: 2 };
/** Buffer, size, count, stream: the places of fread(3). */
const byStream: Places = { receiver: false, args: 4, end: 3, buffer: 0, length: [1, 2] };
/** What a wrapper's name adds to that of the call it retries. */
const before = '(x|e|safe_|full_|r|rio_|do_|try_|robust_|retry_|sys_|_)?';
const after =
  '(n|_n|all|_all|full|_full|_fully|_exact|_safe|_retry|_in_full|nb|_or_die|_eintr|_fd|_bytes|_data|_loop)?(64)?';

/** Names of calls that do more than read or write a descriptor: packets, encryption, a library's own protocol. */
const layered =
  /pack|pkt|frame|msg|mess|sideband|ssl|tls|ssh|crypt|mux|chunk|gz|bz|zip|lz|press|proto|rpc|mem|str|smb|nfs|ftp|http|curl|usb|i2c|spi|flash|mtd|pcm|ext2/i;

/** An int that is a descriptor by its type or its name. */
const isDescriptor = (node: Ir | undefined, scope: Scope): boolean => {
  if (node?.kind === 'literal') return typeof node.value === 'number';
  const key = keyOf(node ?? null);
  if (!key) return false;
  return (
    /(^|_)(int|\w*fd_t|\w*_fd)$/.test(scope.typeOf(key) ?? '') ||
    /fd\d?$|_FILENO$|(^|[._])sock(et)?\d?$/.test(key)
  );
};

/** A project's own name for a call (`ngx_read_fd`), taken for it where its first argument is a descriptor. */
const wraps = (call: Call, scope: Scope): boolean =>
  !layered.test(call.name) && (isDescriptor(call.args[0], scope) || ofStream.test(call.name));

/** What a wrapper's name says that its first argument is. */
const ofStream =
  /(^|_)(sys|os|vfs|io|file|fd|sock(et)?|conn|stream|pipe|chan(nel)?|tcp)_(read|write|recv|send)/;

const isAddress = (node: Ir | undefined): boolean =>
  node?.kind === 'operation' && node.operator === '&' && node.operands.length === 1;

/** `sys_file_read(file, buf, size, &got)`: the result tells of failures, the count comes by its address. */
const tellsByAddress =
  (position: number) =>
  (call: Call): boolean =>
    !layered.test(call.name.replace(/^apr_/, '')) && isAddress(call.args[position]);

/** `atomicio(vwrite, fd, …)`: the call that is repeated stands first. */
const repeats =
  (name: RegExp) =>
  (call: Call): boolean =>
    name.test(keyOf(call.args[0] ?? null) ?? '');

const secured = (side: 'read' | 'write'): RegExp =>
  side === 'read'
    ? /^((\w*SSL|\w*ssl|BIO|tls)_read(_ex)?|gnutls_record_recv|s2n_recv)$/
    : /^((\w*SSL|\w*ssl|BIO|tls)_write(_ex)?|gnutls_record_send|s2n_send)$/;

/** The calls of one direction, of POSIX and stdio and of the wrappers by which projects retry them. */
function movesOf(effect: 'read' | 'write'): TransferShape[] {
  const reads = effect === 'read';
  const [verb, message] = reads ? ['read', 'recv'] : ['write', 'send'];
  const named = (pattern: string): RegExp => new RegExp(`^${pattern}$`);
  return [
    { effect, ...byDescriptor, args: 3, name: verb, returns: 'posix' },
    { effect, ...byDescriptor, name: named(`p?${verb}v2?`), length: undefined },
    {
      effect,
      ...byDescriptor,
      args: 4,
      name: message,
      returns: 'posix',
      proves: 'socket',
      ...(reads && { when: takesBytes }),
    },
    { effect, ...byDescriptor, args: 4, name: named(`p${verb}(64)?`) },
    { effect, ...byStream, name: named(`(\\w+_)?x?f${verb}(_unlocked|_all|_full|_or_die|_safe)?`) },
    { effect, ...byStream, args: 3, name: named(`f${verb}_or_die`), end: 0, buffer: 1, length: 2 },
    { effect, ...byDescriptor, args: [3, 4], name: secured(effect), proves: 'socket', verdict: 'encrypted' },
    {
      effect,
      ...byDescriptor,
      args: [3, 4],
      name: reads ? /^(gzread|BZ2_bzRead)$/ : /^(gzwrite|BZ2_bzWrite)$/,
      proves: 'file',
      verdict: 'encrypted',
    },
    {
      effect,
      ...byDescriptor,
      args: [3, 4],
      name: named(`${before}(${verb}|${message})${after}`),
      ...(reads && { when: takesBytes }),
    },
    {
      effect,
      ...byDescriptor,
      args: [4, 5],
      name: named(`\\w*_(${verb}|${message})${after}`),
      ...(reads && { count: 3 }),
      when: tellsByAddress(3),
    },
    // The Apache runtime's calls take the size where they put the count.
    {
      effect,
      ...byDescriptor,
      args: 3,
      name: named(`apr_(file_${verb}|socket_${message})`),
      ...(reads && { count: 2 }),
      when: tellsByAddress(2),
    },
    {
      effect,
      ...byDescriptor,
      args: [3, 4],
      name: named(`[a-z]\\w*_(${verb}|${message})${after}`),
      when: wraps,
    },
    {
      effect,
      receiver: false,
      args: [4, 6],
      name: /^atomicio6?$/,
      end: 1,
      buffer: 2,
      length: 3,
      when: repeats(reads ? /^read$/ : /^v?write$/),
    },
    {
      effect,
      ...byDescriptor,
      args: [5, 6],
      name: reads ? /^g_input_stream_read(_all)?$/ : /^g_output_stream_write(_all)?$/,
    },
  ];
}

/** Shared with C++. */
export const posixTransfers: TransferShape[] = [
  ...windowsTransfers,
  ...movesOf('read'),
  {
    effect: 'read',
    // `getchar()` and `putchar(c)` are lowered to these; a text has their own names.
    name: /^(f?getc|getchar|f?getc_unlocked|getchar_unlocked)$/,
    receiver: false,
    args: [0, 1],
    end: 0,
    buffer: 'result',
    single: true,
    buffered: true,
  },
  ...movesOf('write'),
  {
    effect: 'write',
    name: /^(f?putc|putchar|f?putc_unlocked|putchar_unlocked)$/,
    receiver: false,
    args: 2,
    end: 1,
    buffer: 0,
    single: true,
  },
];

/** Lines of text, handed on whole. */
export const lineTransfers: TransferShape[] = [
  { effect: 'read', name: /^fgets(_unlocked)?$/, receiver: false, args: 3, end: 2, buffer: 0, length: 1 },
  { effect: 'read', name: 'getline', receiver: false, args: 3, end: 2, buffer: 0 },
  { effect: 'write', name: /^fputs(_unlocked)?$/, receiver: false, args: 2, end: 1, buffer: 0 },
];

/** What the other calls of POSIX and stdio do. */
export const posixCalls: CallRule[] = [
  row('iov_base', 'view'),
  row('min|MIN', 'least'),
  row('max|MAX', 'most'),
  row('TEMP_FAILURE_RETRY|HANDLE_EINTR', 'same'),
  row('strlen|strnlen|sizeof|strerror', 'pure'),
  row('memset|bzero|explicit_bzero', 'fills'),
  row('\\w*free|TALLOC_FREE', 'frees'),
  row('feof|ferror|clearerr|fileno|isatty|ftell|posix_fadvise|FD_(SET|CLR|ISSET|ZERO)', 'asks'),
  row('f?close|shutdown', 'closes'),
  row('fflush|fsync|fdatasync|sync_file_range', 'flushes'),
  row('flockfile|funlockfile', 'locks'),
  row('setsockopt', 'positions'),
  row('poll|p?select|wait_\\w+|epoll_\\w+', 'waits'),
  row('exit|_exit|_Exit|abort|quick_exit|errx?|verrx?', 'leaves'),
  row('perror|p?error|warnx?|die|f?printf|fputs', 'reports'),
];

/** Effects of calls that neither look at the bytes nor change them. */
export const pureEffects: CallRule['does'][] = [
  'pure',
  'least',
  'most',
  'length',
  'advances',
  'fills',
  'frees',
];
/** Effects of calls on an end that do not change what passes. */
export const housekeepingEffects: CallRule['does'][] = [
  'asks',
  'closes',
  'flushes',
  'locks',
  'positions',
  'waits',
  'leaves',
  'reports',
];

/** How C's values behave, on Linux with 64 bits. */
export const posixModel: LoopModel = {
  calls: posixCalls,
  errorVariable: 'errno',
  errorNames: { EWOULDBLOCK: 'EAGAIN' },
  constants: { NULL: null, nullptr: null, true: 1, false: 0, TRUE: 1, FALSE: 0, EOF: -1 },
  wholeNumbers:
    /^(const )?(s?size_t|(unsigned )?(int|long|long int|long long|long long int)|unsigned|off_t|off64_t|loff_t|[su]64|gu?int64|gs?size|u?int64|u?int(32|64|max|ptr)_t|ptrdiff_t|(std::)?(s?size_t|streamsize|streamoff|ptrdiff_t|u?int(32|64)_t))$/,
  unsigned: /\b(size_t|unsigned|u_?int(8|16|32|64|max|ptr)?(_t)?|u8|u16|u32|u64|uchar|ulong)\b/,
  mixesSigns: true,
  byteTypes: /char|byte|int8|^[us]8\b|\bu_?ch\b|octet|^(const )?void/i,
  mayGiveNothing: /^((m|c|re)alloc|reallocarray|aligned_alloc|memalign|p?valloc|mmap|nothrow)$/,
};
