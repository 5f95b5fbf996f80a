import type { Flow } from '../flow';
import type { Call, Ir } from '../ir';
import { keyOf, walk } from '../ir';
import type { Advice, EffectRule, EvidenceRule, LanguageSpec, MakerRule, TransferShape } from '../language';
import type { Scope } from '../scope';
import { appending, fixDescriptors } from './cFix';
import { cNodes } from './cSyntax';

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
  !layered.test(call.name) && isDescriptor(call.args[0], scope);

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
    { effect, ...byDescriptor, name: named(`p?${verb}v2?`), length: undefined },
    { effect, ...byDescriptor, args: 3, name: verb },
    {
      effect,
      ...byDescriptor,
      args: 4,
      name: message,
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
  ...movesOf('read'),
  {
    effect: 'read',
    name: /^(f?getc|getc_unlocked|fgetc_unlocked)$/,
    receiver: false,
    args: 1,
    end: 0,
    buffer: 'result',
    single: true,
  },
  ...movesOf('write'),
  {
    effect: 'write',
    name: /^(f?putc|putc_unlocked|fputc_unlocked)$/,
    receiver: false,
    args: 2,
    end: 1,
    buffer: 0,
    single: true,
  },
];

/** Lines of text, handed on whole. */
const lines: TransferShape[] = [
  { effect: 'read', name: /^fgets(_unlocked)?$/, receiver: false, args: 3, end: 2, buffer: 0, length: 1 },
  { effect: 'read', name: 'getline', receiver: false, args: 3, end: 2, buffer: 0 },
  { effect: 'write', name: /^fputs(_unlocked)?$/, receiver: false, args: 2, end: 1, buffer: 0 },
];

const opensToAppend = (call: Call): boolean =>
  call.args.some(arg =>
    [...walk(arg)].some(
      node =>
        (node.kind === 'name' && node.name === 'O_APPEND') ||
        (node.kind === 'literal' && typeof node.value === 'string' && /^a[b+te]*$/.test(node.value)),
    ),
  );

/** Whatever it is called, what takes the flags of open(2) opens a file. */
const takesFlag =
  (flag: RegExp) =>
  (call: Call): boolean =>
    call.args.some(arg => [...walk(arg)].some(node => node.kind === 'name' && flag.test(node.name)));

export const posixMakers: MakerRule[] = [
  { path: /open/i, end: 'file', type: appending, when: takesFlag(/^O_APPEND$/) },
  { path: /open/i, end: 'file', when: takesFlag(/^O_(RDONLY|WRONLY|RDWR)$/) },
  { path: /^x?f?open(at|64)?$/, end: 'file', type: appending, when: opensToAppend },
  {
    path: /^(x?f?open(at|64)?|openat2|creat|mkstemps?|mkostemps?|tmpfile|freopen|memfd_create|shm_open|xfopen|fopen64|\w+_open_(temp)?file|open_or_die)$/,
    end: 'file',
  },
  { path: /^(socket|accept4?|tcp_connect|tcp_accept)$/, end: 'socket' },
  { path: /^popen$/, end: 'pipe' },
  { path: /^g_converter_(in|out)put_stream_new$/, through: 0, verdict: 'encrypted' },
  { path: /^g_memory_(in|out)put_stream_new\w*$/, end: 'memory' },
  { path: /^(fileno|dup|fdopen|fileno_unlocked)$/, through: 0 },
];

/** What the standard streams are, is decided by who starts the program. */
export const standard = 'standard stream';
export const posixMembers: MakerRule[] = [
  {
    path: /^(STD(IN|OUT|ERR)_FILENO|[012]|stdin|stdout|stderr|cin|cout|cerr|clog)$/,
    end: 'pipe',
    type: standard,
  },
];

export const posixEvidence: EvidenceRule[] = [
  {
    call: /^(connect|bind|listen|[sg]etsockopt|shutdown|getpeername|getsockname|send|recv|sendmsg|recvmsg)$/,
    at: 0,
    end: 'socket',
  },
  {
    call: /^(lseek(64)?|ftruncate|fallocate|posix_fallocate|posix_fadvise|fsync|fdatasync|fchmod|fchown|flock|pread|pwrite)$/,
    at: 0,
    end: 'file',
  },
  { call: /^(fseeko?|ftello?|rewind)$/, at: 0, end: 'file' },
  { call: /^pipe2?$/, at: 0, end: 'pipe' },
];

export const posixEffects: EffectRule[] = [
  {
    call: /(encrypt|decrypt|cipher|EVP_(En|De)crypt|AES_|compress|deflate|inflate|BZ2_|LZ4_|ZSTD_)/i,
    verdict: 'encrypted',
  },
  {
    call: /^(memcpy|memmove|mempcpy|strcpy|strncpy|strcat|realloc|strdup|memdup|evbuffer_add|append|push_back|insert)$/,
    verdict: 'memory-sink',
  },
  {
    call: /(encode|decode|convert|transform|translate|replace|xor|swap|toupper|tolower|rot13|iconv)\w*$/i,
    verdict: 'transformed',
  },
];

export const posixHints = [
  { name: /sock|conn|client|peer|remote|server|^(cfd|csock|lsock)$/i, end: 'socket' as const },
  {
    name: /^(in|out|src|dst|dest|source|target|input|output)?_?(file|fp|fin|fout|filefd|file_fd)$|^f(in|out)$|file/i,
    end: 'file' as const,
  },
  { name: /pipe/i, end: 'pipe' as const },
];

const sizeOfAllocation = (call: Call): Ir | null => {
  if (/^(x|g_|k|os_|zm)?(malloc|alloca|valloc|malloc0|zalloc)$/.test(call.name)) return call.args[0] ?? null;
  if (/^(aligned_alloc|memalign)$/.test(call.name)) return call.args[1] ?? null;
  return null;
};

/** What Linux does between two descriptors: domain of sendfile(2), splice(2) and copy_file_range(2). */
export function adviseDescriptors({ source, sink, read, write }: Flow): Advice {
  const stdio = /^(f|get|put)/.test(calledIn(read)) || /^(f|put)/.test(calledIn(write));
  const first = stdio ? ' (on fileno(), after fflush)' : '';
  if (sink.type === appending)
    return {
      reach: 'user-space',
      instead: null,
      because:
        'a file opened for appending takes neither copy_file_range, sendfile nor splice; open it without O_APPEND and seek to its end',
    };
  if (source.type === standard || sink.type === standard)
    return {
      reach: 'depends',
      instead: 'splice',
      because:
        'whoever starts the program decides what its standard streams are: splice moves pages if one is a pipe, copy_file_range or sendfile if the source is a file',
    };
  if (source.end === 'file' && sink.end === 'socket')
    return {
      reach: 'kernel',
      instead: 'sendfile',
      because: `sendfile${first} would take 0 CPU copies and one call, from the page cache to the socket`,
    };
  if (source.end === 'file' && sink.end === 'file')
    return {
      reach: 'kernel',
      instead: 'copy_file_range',
      because: `copy_file_range${first} would copy once inside the kernel, and not at all where the filesystem shares extents; keep this loop for EXDEV, EINVAL, ENOSYS and EOPNOTSUPP`,
    };
  if (source.end === 'pipe' || sink.end === 'pipe')
    return {
      reach: 'kernel',
      instead: 'splice',
      because: `splice${first} would hand pages over without copying them through the program`,
    };
  if (source.end === 'socket' && (sink.end === 'socket' || sink.end === 'file'))
    return {
      reach: 'kernel',
      instead: 'splice',
      because: `splice${first} through a pipe would spare the copy into the program and one of the two out of it`,
    };
  return {
    reach: 'depends',
    instead: 'splice',
    because:
      'if the source is a file, sendfile (or copy_file_range, to another file) moves the bytes inside the kernel; if one end is a pipe or a socket, splice does',
  };
}

const calledIn = (transfer: Flow['read']): string => (transfer.at.kind === 'call' ? transfer.at.name : '');

export const c: LanguageSpec = {
  id: 'c',
  grammar: () => 'tree-sitter-c',
  extensions: ['.c'],
  quick: {
    read: /\w*(?:read|recv|getc|gets|getline|atomicio)\w*\s*\(/i,
    write: /\w*(?:write|send|putc|fputs|atomicio)\w*\s*\(/i,
    copyCall: null,
  },
  nodes: cNodes,
  loops: ['while_statement', 'do_statement', 'for_statement'],
  functions: ['function_definition'],
  globals: ['preproc_def', 'enumerator', 'declaration'],
  calls: ['call_expression'],

  transfers: [...posixTransfers, ...lines],
  allocation: sizeOfAllocation,
  iteration: null,
  // glibc: BUFSIZ is 8192; Linux: PIPE_BUF 4096, PATH_MAX 4096.
  constants: { BUFSIZ: 8192, PIPE_BUF: 4096, PATH_MAX: 4096 },

  types: [{ type: /^FILE$/, end: 'file' }],
  makers: posixMakers,
  members: posixMembers,
  hints: posixHints,
  evidence: posixEvidence,

  views: /^(iov_base)$/,
  neutral:
    /^(\w*free|TALLOC_FREE|strlen|strnlen|memset|bzero|explicit_bzero|sizeof|min|max|MIN|MAX|strerror|perror)$/,
  upkeep:
    /^(f?close|fflush|feof|ferror|clearerr|fsync|fdatasync|poll|p?select|FD_(SET|CLR|ISSET|ZERO)|setsockopt|shutdown|posix_fadvise|sync_file_range|fileno|isatty|ftell|flockfile|funlockfile|p?error|err|errx|warnx?|die|exit|f?printf|fputs|wait_\w+|epoll_\w+)$/,
  effects: posixEffects,
  selves: /^$/,

  advise: adviseDescriptors,
  copyCalls: { shapes: [], advise: () => null, fix: () => null },
  fix: fixDescriptors,
};
