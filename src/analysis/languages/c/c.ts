import type { Node } from 'web-tree-sitter';
import { message } from '../../../messages/message';
import { namesThat } from '../../calls/callRules';
import type { Advice, LanguageSpec } from '../../language';
import type { CopyLoop } from '../../loops/copyLoop';
import type { Binding, EffectRule, EvidenceRule, FactoryRule, SourceFile } from '../../source/languageTables';
import type { Call, Ir } from '../../syntax/ir';
import { walk } from '../../syntax/ir';
import {
  housekeepingEffects,
  lineTransfers,
  posixCalls,
  posixModel,
  posixTransfers,
  pureEffects,
} from './calls';
import { isTrusted } from './errno';
import { appending, planDescriptors } from './fix';
import { hiddenEffects } from './macros';
import { cNodes, outlives } from './syntax';
import { adviseHandles, windowsEvidence, windowsMakers } from './windows';

export { posixTransfers };

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

const takesDatagrams = takesFlag(/^SOCK_(DGRAM|RAW|SEQPACKET|RDM)$/);

/** A network interface of a program's own: each read and write is a packet. */
const opensPackets = (call: Call): boolean =>
  call.args.some(arg =>
    [...walk(arg)].some(
      node => node.kind === 'literal' && /^\/dev\/(net\/)?(tun|tap)/.test(String(node.value)),
    ),
  );

export const posixMakers: FactoryRule[] = [
  ...windowsMakers,
  { path: /^open(at|64)?$/, end: 'unknown', type: 'packets', verdict: 'inspected', when: opensPackets },
  { path: /open/i, end: 'file', type: appending, when: takesFlag(/^O_APPEND$/) },
  { path: /open/i, end: 'file', when: takesFlag(/^O_(RDONLY|WRONLY|RDWR)$/) },
  { path: /^x?f?open(at|64)?$/, end: 'file', type: appending, when: opensToAppend },
  {
    path: /^(x?f?open(at|64)?|openat2|creat|mkstemps?|mkostemps?|tmpfile|freopen|memfd_create|shm_open|xfopen|fopen64|\w+_open_(temp)?file|open_or_die)$/,
    end: 'file',
  },
  // Each datagram is a message of its own.
  { path: /^socket$/, end: 'socket', type: 'datagram socket', verdict: 'inspected', when: takesDatagrams },
  { path: /^(socket|accept4?|tcp_connect|tcp_accept)$/, end: 'socket' },
  { path: /^popen$/, end: 'pipe' },
  { path: /^g_converter_(in|out)put_stream_new$/, through: 0, verdict: 'encrypted' },
  { path: /^g_memory_(in|out)put_stream_new\w*$/, end: 'memory' },
  { path: /^(fileno|dup|fdopen|fileno_unlocked)$/, through: 0 },
];

/** What the standard streams are, is decided by who starts the program. */
export const standard = 'standard stream';
export const posixMembers: FactoryRule[] = [
  {
    path: /^(STD(IN|OUT|ERR)_FILENO|[012]|stdin|stdout|stderr|cin|cout|cerr|clog)$/,
    end: 'pipe',
    type: standard,
  },
];

export const posixEvidence: EvidenceRule[] = [
  ...windowsEvidence,
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
export function adviseDescriptors(flow: CopyLoop): Advice {
  const { source, sink, read, write } = flow;
  const ofHandles = adviseHandles(flow);
  if (ofHandles) return ofHandles;
  const stdio = /^(f|get|put)/.test(calledIn(read)) || /^(f|put)/.test(calledIn(write));
  if (sink.type === appending)
    return {
      reach: 'user-space',
      instead: null,
      because: message('call.c.appending'),
    };
  if (source.type === standard || sink.type === standard)
    return {
      reach: 'depends',
      instead: 'splice',
      because: message('call.c.standard-stream'),
    };
  if (source.end === 'file' && sink.end === 'socket')
    return {
      reach: 'kernel',
      instead: 'sendfile',
      because: stdio ? message('call.c.sendfile-stdio') : message('call.c.sendfile'),
    };
  if (source.end === 'file' && sink.end === 'file')
    return {
      reach: 'kernel',
      instead: 'copy_file_range',
      because: stdio ? message('call.c.copy-file-range-stdio') : message('call.c.copy-file-range'),
    };
  if (source.end === 'pipe' || sink.end === 'pipe')
    return {
      reach: 'kernel',
      instead: 'splice',
      because: stdio ? message('call.c.splice-stdio') : message('call.c.splice'),
    };
  if (source.end === 'socket' && (sink.end === 'socket' || sink.end === 'file'))
    return {
      reach: 'kernel',
      instead: 'splice',
      because: stdio ? message('call.c.splice-by-pipe-stdio') : message('call.c.splice-by-pipe'),
    };
  return {
    reach: 'depends',
    instead: 'splice',
    because: message('call.c.unseen'),
  };
}

const calledIn = (transfer: CopyLoop['read']): string =>
  transfer.at.kind === 'call' ? transfer.at.name : '';

/** The names of the file's macros, using-declarations, prototypes and pointers: a call of one may be anything. */
const macros = (file: SourceFile): Binding[] =>
  file
    .nodes([
      ...['preproc_def', 'preproc_function_def', 'using_declaration', 'parenthesized_declarator'],
      ...['declaration', 'field_declaration'],
    ])
    .flatMap(node => {
      const name = boundBy(node);
      return name ? [{ module: '#define', name, local: name, by: 'import' } as const] : [];
    });

function boundBy(node: Node): string | null {
  if (node.type === 'using_declaration') return usedName(node);
  // `ssize_t (*write)(int, const void *, size_t)`
  if (node.type === 'parenthesized_declarator')
    return node.descendantsOfType(['identifier', 'field_identifier'])[0]?.text ?? null;
  // A function that another file defines: `ssize_t write(int fd, const void *data, size_t size);`
  const declared = node.childForFieldName('declarator');
  if (declared?.type === 'function_declarator') return declared.childForFieldName('declarator')?.text ?? null;
  return node.childForFieldName('name')?.text ?? null;
}

/** A variable that is neither constant nor the file's alone, or that some code of the file assigns or lends. */
export function isChangeable(declared: Node, name: string, file: SourceFile): boolean {
  const { declaration, isStatic, isConstant } = natureOf(declared);
  if (!declaration || isConstant) return false;
  return (
    !isStatic ||
    file
      .nodes(['assignment_expression', 'update_expression', 'pointer_expression'])
      .some(node => (node.childForFieldName('left') ?? node.childForFieldName('argument'))?.text === name)
  );
}

/** Macros and the values of enumerations are no declarations. */
function natureOf(node: Node) {
  let declaration: Node | null = node;
  while (declaration && declaration.type !== 'declaration') declaration = declaration.parent;
  const words = (declaration?.namedChildren ?? []).map(part => part?.text ?? '');
  return {
    declaration,
    isStatic: words.includes('static'),
    isConstant: words.some(word => /^const(expr|init)?$/.test(word)),
  };
}

/** `read` of `using sys::read;`, `*` of `using namespace sys;`; null for what is of the standard library. */
function usedName(node: Node): string | null {
  const named = node.namedChildren.find(part => part && !part.isExtra)?.text ?? '';
  if (/^std\b/.test(named)) return null;
  return node.children.some(part => part?.type === 'namespace') ? '*' : (named.split('::').pop() ?? null);
}

export const c: LanguageSpec = {
  id: 'c',
  runtime: 'C',
  editorIds: ['c'],
  grammar: () => 'tree-sitter-c',
  extensions: ['.c'],
  quick: {
    loop: /\b(?:for|while)\s*[(/]/,
    read: /(?:[rR]ead|recv|getc|gets|getline|atomicio)\w{0,80}\s*\(/,
    write: /(?:[wW]rite|send|putc|fputs|atomicio)\w{0,80}\s*\(/,
    copyCall: null,
    exact: true,
  },
  nodes: cNodes,
  outlives,
  isChangeable,
  hiddenEffects,
  takesFailuresApart: isTrusted,
  functions: ['function_definition'],
  globals: [
    'preproc_def',
    'enumerator',
    { type: 'declaration', when: node => node.parent?.type !== 'compound_statement' },
  ],

  transfers: [...posixTransfers, ...lineTransfers],
  allocation: sizeOfAllocation,
  iteration: null,
  // glibc: BUFSIZ is 8192; Linux: PIPE_BUF 4096, PATH_MAX 4096.
  constants: { BUFSIZ: 8192, PIPE_BUF: 4096, PATH_MAX: 4096 },

  types: [{ type: /^FILE$/, end: 'file' }],
  factories: posixMakers,
  members: posixMembers,
  hints: posixHints,
  evidence: posixEvidence,

  views: namesThat(posixCalls, ['view']),
  pureCalls: namesThat(posixCalls, pureEffects),
  housekeepingCalls: namesThat(posixCalls, housekeepingEffects),
  model: posixModel,
  effects: posixEffects,
  cancels: /(^|\.|_)(is_?|was_?)?([cC]ancell?ed|[aA]borted|[iI]nterrupted)(_flag|Flag)?_?$/,
  selfReceivers: /^$/,

  advise: adviseDescriptors,
  copyCalls: { shapes: [], advise: () => null },
  plan: planDescriptors('c'),
  imports: {
    types: ['preproc_include'],
    nameOf: node => node.childForFieldName('path')?.text.slice(1, -1) ?? '',
    bindings: macros,
  },
};
