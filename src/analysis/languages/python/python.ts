import { message } from '../../../messages/message';
import type { Message } from '../../../model/message';
import { namesThat } from '../../calls/callRules';
import type { Advice, CopyCall, LanguageSpec } from '../../language';
import type { CopyLoop } from '../../loops/copyLoop';
import type { Resolved } from '../../loops/ends';
import type { Scope } from '../../source/languageTables';
import type { Call, Ir } from '../../syntax/ir';
import { ancestors, isWithin, keyOf, walk } from '../../syntax/ir';
import { housekeepingEffects, pureEffects } from '../c/calls';
import { standInNames } from '../standIns';
import { appending, pythonCalls, pythonModel, pythonTransfers, textFile } from './calls';
import { isChangeable } from './constants';
import { pythonFactories, pythonHints, pythonMembers, pythonTypes } from './ends';
import { planCall, planLoop } from './fix';
import { isOfModule, pythonImports } from './imports';
import { basesOf, ownerOf } from './statements';
import { isGlobal, pythonNodes } from './syntax';

const chunkMethods = /^(iter_content|iter_chunks|iter_chunked|iter_any|iter_bytes|iter_raw|chunks|stream)$/;

/** Bars of progress hand on what they walk over. */
const bars = /^(tqdm|progressbar|track|ProgressBar)$/;

/** `iter(lambda: f.read(n), b'')`, `iter(partial(f.read, n), b'')`, `response.iter_content(n)`. */
function chunksOf(over: Ir, scope: Scope): { source: Ir; length: Ir | null } | null {
  if (over.kind === 'name') {
    const [only, ...others] = scope.assignmentsAt(over.name, over);
    return only?.value?.kind === 'call' && others.length === 0 ? chunksOf(only.value, scope) : null;
  }
  if (over.kind !== 'call') return null;
  if (bars.test(over.name))
    return over.args.map(arg => chunksOf(arg, scope)).find(found => found !== null) ?? null;
  if (over.name === 'iter' && !over.receiver && over.args.length === 2)
    return isEmptyText(over.args[1]!) ? repeated(over.args[0]!, scope) : null;
  if (over.receiver && chunkMethods.test(over.name)) return { source: over, length: over.args[0] ?? null };
  return null;
}

/** Only the end of the source gives no bytes; with another sentinel the loop ends in its middle. */
const isEmptyText = (node: Ir): boolean =>
  (node.kind === 'literal' && node.value === '') ||
  (node.kind === 'call' && /^(bytes|bytearray)$/.test(node.name) && node.args.length === 0);

const reading = /^(read|read1|recv)$/;

function repeated(callable: Ir, { file }: Scope): { source: Ir; length: Ir | null } | null {
  const call = callable.kind === 'function' ? callable.body : null;
  if (call?.kind === 'call' && call.receiver && reading.test(call.name))
    return { source: call.receiver, length: call.args[0] ?? null };
  const isPartial =
    callable.kind === 'call' && callable.name === 'partial' && isOfModule('partial', 'functools', file);
  const [method, length] = isPartial ? callable.args : [];
  return method?.kind === 'member' && reading.test(method.name)
    ? { source: method.object, length: length ?? null }
    : null;
}

const isFile = (end: Resolved): boolean => end.end === 'file';
/** A socket made or typed in this file: not one under TLS. */
const isPlain = (end: Resolved): boolean => /^(socket|wfile|asyncio stream)$/.test(end.type ?? '');
const isStandard = (end: Resolved): boolean => end.type === 'standard stream';

const userSpace = (because: Message): Advice => ({
  reach: 'user-space',
  instead: 'shutil.copyfileobj',
  because,
});
const depends = (instead: string, because: Message): Advice => ({ reach: 'depends', instead, because });
const kernel = (instead: string, because: Message): Advice => ({ reach: 'kernel', instead, because });

/**
 * shutil.copyfile uses sendfile since 3.8 and copy_file_range since 3.14; socket.sendfile uses os.sendfile for a
 * regular file and a plain socket, and loops otherwise; shutil.copyfileobj always loops. Sources of shutil and socket.
 */
function advise(flow: CopyLoop): Advice {
  const { source, sink } = flow;
  if (sink.type === appending) return userSpace(message('call.python.appending'));
  if (isStandard(source) || isStandard(sink))
    return depends('os.sendfile', message('call.python.standard-stream'));
  if (isFile(source)) return adviseFile(flow);
  if (source.end === 'unknown')
    return depends(
      'shutil.copyfileobj',
      isFile(sink) ? message('call.python.unseen-source') : message('call.python.unseen-ends'),
    );
  return userSpace(message('call.python.no-call'));
}

/** Whether the file was opened before a loop around this one: each step goes on where the last one ended. */
function isShared(end: Resolved, scope: Scope, before: Ir): boolean {
  const opened = scope.assignmentsAt(end.key ?? '', before);
  return [...ancestors(before)].some(
    up => up.kind === 'loop' && opened.length > 0 && !opened.some(assign => isWithin(assign, up)),
  );
}

/** Whether the file is read, written or moved in before: then it is not copied from its beginning. */
function isMoved(end: Resolved, scope: Scope, before: Ir): boolean {
  if (isShared(end, scope, before)) return true;
  return [...walk(scope.root)].some(
    node =>
      node.kind === 'call' &&
      node.end <= before.start &&
      end.key !== null &&
      keyOf(node.receiver) === end.key &&
      (/^(write|seek|readline|truncate)$/.test(node.name) ||
        (before.kind === 'call' && node.name === 'read')),
  );
}

function adviseFile(flow: CopyLoop): Advice {
  const { source, sink, scope, loop } = flow;
  const isPart = flow.sideEffects.limits.length > 0;
  if (isFile(sink) && (isPart || [source, sink].some(end => isMoved(end, scope, loop))))
    return kernel('os.sendfile', message('call.python.part-of-file'));
  if (isFile(sink)) return kernel('shutil.copyfile', message('call.python.copyfile'));
  if (sink.end === 'pipe') return kernel('os.sendfile', message('call.python.pipe'));
  if (sink.type === 'asyncio stream') return kernel('loop.sendfile', message('call.python.asyncio'));
  if (sink.type === 'wfile') return kernel('socket.sendfile', message('call.python.wfile'));
  if (isPlain(sink)) return kernel('socket.sendfile', message('call.python.socket'));
  if (sink.end === 'socket') return depends('socket.sendfile', message('call.python.unseen-socket'));
  return depends('shutil.copyfile', message('call.python.unseen-sink'));
}

/** copyfileobj always loops in user space: worth a word where the ends could do better. */
function adviseCall({ call, source, sink, scope }: CopyCall): Advice | null {
  if (!isFile(source) || [source, sink].some(end => end.type === textFile || end.type === appending))
    return null;
  if (sink.end === 'socket' && isPlain(sink))
    return kernel('socket.sendfile', message('call.python.loops-socket'));
  const whole = ![source, sink].some(end => isMoved(end, scope, call));
  const paths = source.type === 'file' && sink.type === 'file' && whole;
  return paths ? kernel('shutil.copyfile', message('call.python.loops-copyfile')) : null;
}

const sizeOfAllocation = (call: Call): Ir | null =>
  call.name === 'bytearray' && call.args.length === 1 && call.args[0]!.kind !== 'call' ? call.args[0]! : null;

export const python: LanguageSpec = {
  id: 'python',
  runtime: 'Python',
  editorIds: ['python'],
  grammar: () => 'tree-sitter-python',
  extensions: ['.py', '.pyi', '.pyw'],
  quick: {
    loop: /\b(?:for|while)\b/,
    read: /(?:read\w{0,80}|recv\w{0,80}|pread|iter_\w{1,80}|chunks|stream|receive\w{0,80}|sock_recv|(?:get|next)_\w{0,10}(?:chunk|block|section|piece))\s*\(|\.(?:read(?:1|into1?)?|recv(?:_into)?)\s*,/,
    write:
      /(?:write|send|sendall|send_all|send_bytes|send_chunk|pwrite|sock_sendall)\s*\(|\.(?:write|send(?:all)?)\s*,/,
    // Over a name, or a bar that shows how far it is.
    iterates:
      /^for\b[^:\n]*?\bin\s+(?:(?!range|enumerate|zip|sorted|reversed|list|set)[\w.]+\(\s*)?([A-Za-z_]\w*)\s*[:,)]/,
    copyCall: /\bcopyfileobj\s*\(/,
  },
  nodes: pythonNodes,
  functions: ['function_definition', 'lambda'],
  globals: [{ type: 'assignment', when: isGlobal }],
  fieldsInFunctions: /\bself\.\w+\s*(?::[^=\n]{1,200})?=(?!=)/,

  transfers: pythonTransfers,
  allocation: sizeOfAllocation,
  iteration: chunksOf,
  // io and shutil of CPython: 8 KiB, and 64 KiB where there is no Windows.
  constants: { DEFAULT_BUFFER_SIZE: 8192, COPY_BUFSIZE: 65536 },

  types: pythonTypes,
  factories: pythonFactories,
  members: pythonMembers,
  hints: pythonHints,
  opaque: standInNames,
  evidence: [],

  views: namesThat(pythonCalls, ['view', 'same']),
  pureCalls: namesThat(pythonCalls, pureEffects),
  housekeepingCalls: namesThat(pythonCalls, housekeepingEffects),
  model: pythonModel,
  effects: [
    { call: /[eE]ncrypt|[dD]ecrypt|[cC]ipher|(de)?compress|(de|in)flate|fernet/, verdict: 'encrypted' },
    {
      call: /^(append|extend|insert|put|put_nowait|add|join|feed|feed_data|setdefault|push|appendleft|copy|yield)$/,
      verdict: 'memory-sink',
    },
    {
      call: /^#comprehension$|(encode|decode|replace|translate|upper|lower|strip|lstrip|rstrip|ljust|rjust|center|swapcase|title|expandtabs|hex|hexlify|unhexlify|b64\w+|quote|unquote|escape|sub|format|convert\w*|transform\w*|pack|removeprefix|removesuffix)$/,
      verdict: 'transformed',
    },
  ],
  cancels: /(^|\.)(is_|was_)?(cancell?ed|aborted|cancel_requested)$/,
  selfReceivers: /^(self|cls)$/,
  concatenates: true,

  advise,
  copyCalls: {
    shapes: [
      {
        name: 'copyfileobj',
        args: [2, 3],
        source: 0,
        sink: 1,
        chunk: 2,
        // The file's own function of that name is looked at by its loop.
        when: (call, scope) => call.receiver !== null || scope.file.functionNamed(call.name) === null,
      },
    ],
    advise: adviseCall,
    plan: planCall,
  },
  plan: planLoop,
  imports: pythonImports,
  basesOf,
  isChangeable,
  ownerOf,
};
