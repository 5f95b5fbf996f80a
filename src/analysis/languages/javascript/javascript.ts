import type { Advice, CopyCall, LanguageSpec, TransferShape } from '../../language';
import type { CopyLoop } from '../../loops/copyLoop';
import type { Resolved } from '../../loops/ends';
import { resolveEnd } from '../../loops/ends';
import type { Scope } from '../../source/scope';
import type { Call, Ir } from '../../syntax/ir';
import { keyOf, walk } from '../../syntax/ir';
import { bareType } from '../../syntax/lowering';
import { nodeEffects, nodeHints, nodeMakers, nodeMembers, nodeTypes, whole } from './ends';
import { fixCall, fixLoop } from './fix';
import { pipelineLoop } from './pipeline';
import { declaresField, functionTypes, isTopLevel, javascriptNodes } from './syntax';

const fsModule = /(^|\.)(fs|fse|fsp|fsPromises|promises|nodeFs|gfs|fsExtra)$/;

const makesBytes = (call: Call): boolean => call.name === '#buffer' || sizeOfAllocation(call) !== null;

/** A buffer in place of a size: `handle.read(buffer)`, not `stream.read(16)`. */
const givesBuffer = (call: Call, scope: Scope): boolean => {
  const [first] = call.args;
  const key = keyOf(first ?? null);
  if (!first || !key) return false;
  return (
    call.args.length > 1 ||
    scope.assignments(key).some(({ value }) => value?.kind === 'call' && makesBytes(value)) ||
    /Buffer|Array/.test(scope.typeOf(key) ?? '') ||
    /buf|bytes|chunk|block|page/i.test(key)
  );
};
const givesSize = (call: Call, scope: Scope): boolean => !givesBuffer(call, scope);

/** `handle.write(buffer, at, length)`, not `stream.write(chunk, encoding, callback)`. */
function writesPiece(call: Call): boolean {
  const second = call.args[1];
  if (!second || second.kind === 'function') return false;
  if (second.kind === 'literal') return typeof second.value === 'number';
  return !isLabelled(call) && !/^(enc|cb|callback|done|next|resolve|on[A-Z])/.test(keyOf(second) ?? '');
}
const writesWhole = (call: Call, scope: Scope): boolean =>
  !writesPiece(call) && !isLabelled(call) && !isConsumer(call, scope) && !isFramed(call, scope);

/** `log.write('stdout', data)`: the first is a name of the second, which are the bytes, and no stream takes two. */
const isLabelled = ({ args: [first, second] }: Call): boolean =>
  first?.kind === 'literal' &&
  typeof first.value === 'string' &&
  second?.kind === 'name' &&
  !isEncoding(second);
const isEncoding = (arg: Ir): boolean => /^(enc|cb|callback|done|next)/.test(keyOf(arg) ?? '');

/** A class of this file whose `write` does more than hand the chunk on once. */
function isFramed(call: Call, scope: Scope): boolean {
  const { file } = scope;
  const made = scope.assignments(keyOf(call.receiver) ?? '').map(({ value }) => value);
  const type = made.find(value => value?.kind === 'call' && value.creates && /^[A-Z]\w+$/.test(value.name));
  if (type?.kind !== 'call' || !file.text.includes(`class ${type.name}`)) return false;
  const own = file
    .nodes(['class_declaration'])
    .find(node => node.childForFieldName('name')?.text === type.name)
    ?.descendantsOfType('method_definition')
    .find(node => node?.childForFieldName('name')?.text === 'write');
  return own ? (own.text.match(/\.write\(/g) ?? []).length !== 1 : false;
}

/** What takes bytes in to make something else of them. */
const consumer = /pars|decod|tokeni|inflate|hash|digest|splitter|match(er)?$|\bmatch|Scanner|analy[sz]er/i;
const packer = /zip|compress|crypt|cipher/i;
const isConsumer = (call: Call, scope: Scope): boolean => {
  const { receiver } = call;
  if (!receiver) return false;
  const text = scope.file.text.slice(receiver.start, receiver.end);
  return consumer.test(text) || (packer.test(text) && resolveEnd(receiver, scope).verdict === null);
};

const fileReads: TransferShape[] = [
  { effect: 'read', name: 'readSync', args: [2, 5], end: 0, buffer: 1, offset: 2, length: 3 },
  {
    effect: 'read',
    name: /^read(Sync)?$/,
    on: fsModule,
    args: [3, 6],
    end: 0,
    buffer: 1,
    offset: 2,
    length: 3,
  },
  {
    effect: 'read',
    name: /^(read|fsRead|readAsync)$/,
    receiver: false,
    args: [3, 5],
    end: 0,
    buffer: 1,
    offset: 2,
    length: 3,
  },
  {
    effect: 'read',
    name: /^read(Sync)?$/,
    receiver: true,
    args: [1, 4],
    end: 'receiver',
    buffer: 0,
    offset: 1,
    length: 2,
    when: givesBuffer,
  },
];
const fileWrites: TransferShape[] = [
  { effect: 'write', name: 'writeSync', args: [2, 5], end: 0, buffer: 1, offset: 2, length: 3 },
  { effect: 'write', name: 'write', on: fsModule, args: [2, 6], end: 0, buffer: 1, offset: 2, length: 3 },
  {
    effect: 'write',
    name: /^(write|fsWrite|writeAsync)$/,
    receiver: false,
    args: [4, 5],
    end: 0,
    buffer: 1,
    offset: 2,
    length: 3,
  },
  {
    effect: 'write',
    name: 'write',
    receiver: true,
    args: [2, 4],
    end: 'receiver',
    buffer: 0,
    offset: 1,
    length: 2,
    when: writesPiece,
  },
  { effect: 'write', name: /^appendFile(Sync)?$/, args: [2, 4], end: 0, buffer: 1, proves: 'file' },
  { effect: 'write', name: /^writeAll(Sync)?$/, receiver: false, args: 2, end: 0, buffer: 1 },
];
const transfers: TransferShape[] = [
  ...fileReads,
  {
    effect: 'read',
    name: 'read',
    receiver: true,
    args: [0, 1],
    end: 'receiver',
    buffer: 'result',
    when: givesSize,
  },
  ...fileWrites,
  {
    effect: 'write',
    name: /^write(Sync)?$/,
    receiver: true,
    args: [1, 3],
    end: 'receiver',
    buffer: 0,
    when: writesWhole,
  },
];

/** `for await` over what may be a stream; lines, and items in memory, are none. */
function chunksOf(over: Ir, scope: Scope): { source: Ir; length: Ir | null } | null {
  const loop = over.parent;
  if (loop && /^for\b(?!\s+await\b)/.test(scope.file.text.slice(loop.start, loop.start + 16))) return null;
  if (scope.helper(over)) return null;
  const { end, type } = resolveEnd(over, scope);
  return end === 'memory' || type === 'lines' ? null : { source: over, length: null };
}

const sizeOfAllocation = (call: Call): Ir | null =>
  call.creates && /^(Uint8Array|ArrayBuffer|Buffer)$/.test(call.name) ? (call.args[0] ?? null) : null;

const userSpace = (because: string): Advice => ({ reach: 'user-space', instead: 'stream.pipeline', because });
const copyFile: Advice = {
  reach: 'kernel',
  instead: 'fs.copyFile',
  because:
    'fs.copyFile shares extents where the filesystem can, else copies once inside the kernel (copy_file_range or sendfile in libuv)',
};

const isWhole = (end: Resolved): boolean => end.end === 'file' && whole.test(end.type ?? '');

/** Node has no call that sends to a socket from the kernel; from path to path fs.copyFile does. */
function advise(flow: CopyLoop): Advice {
  const { source, sink } = flow;
  if (isWhole(source) && isWhole(sink) && !isLimited(flow)) return copyFile;
  if (source.end === 'file' && sink.end === 'file')
    return userSpace(
      'stream.pipeline is tidier, with back-pressure and errors handled, but copies as much; fs.copyFile stays in the kernel, for whole files and by their paths',
    );
  return userSpace(
    'stream.pipeline is tidier, with back-pressure and errors handled, but copies as much: Node has no sendfile to a socket or pipe',
  );
}

/** A limit other than the source's own size: only a part of the file is meant. */
function isLimited({ sideEffects, read, loop, scope }: CopyLoop): boolean {
  if (sideEffects.limits.length === 0) return false;
  const said = [...read.lengths, ...(loop.condition ? [loop.condition] : [])];
  return !said.flatMap(node => [...walk(node)]).some(node => isFileSize(node, scope, 0));
}

function isFileSize(node: Ir, scope: Scope, depth: number): boolean {
  if (node.kind === 'member') return /^size$/.test(node.name);
  if (node.kind === 'call' && /stat(Sync)?$/.test(node.name)) return true;
  const key = keyOf(node);
  if (!key || depth > 3) return false;
  return scope
    .assignments(key)
    .some(({ value }) => value && [...walk(value)].some(part => isFileSize(part, scope, depth + 1)));
}

/** `.pipe()` into a socket loses errors; between files both calls copy what fs.copyFile would not. */
function adviseCall({ call, source, sink }: CopyCall): Advice | null {
  if (isWhole(source) && isWhole(sink))
    return { ...copyFile, because: `${call.name} is a loop over a buffer; ${copyFile.because}` };
  if (call.name === 'pipe' && source.end === 'file' && sink.end === 'socket')
    return userSpace(
      'stream.pipeline closes both ends when one fails, which pipe does not, but copies as much: Node has no sendfile to a socket',
    );
  return null;
}

/** `pipeline(source, sink)`, perhaps with a callback or options: nothing between the two. */
const joinsTwo = (call: Call): boolean =>
  call.args.length === 2 ||
  call.args[2]?.kind === 'function' ||
  isOptions(call.args[2]) ||
  isCallback(call.args[2]);
const isOptions = (arg: Ir | undefined): boolean => arg?.kind === 'other' && arg.type === 'object';
const isCallback = (arg: Ir | undefined): boolean =>
  /^(cb|callback|done|next|on\w+)$/.test(keyOf(arg ?? null) ?? '');

/** `Socket | undefined`, `Promise<FileHandle>`. */
const typeName = (written: string): string =>
  bareType(
    written
      .split('|')
      .filter(part => !/^\s*(undefined|null)\s*$/.test(part))[0]
      ?.replace(/^\s*(?:Promise|Readonly|NonNullable)<(.*)>\s*$/, '$1') ?? written,
  );

export const javascript: LanguageSpec = {
  id: 'javascript',
  grammar: () => 'tree-sitter-javascript',
  extensions: ['.js', '.mjs', '.cjs', '.jsx'],
  quick: {
    loop: /\b(?:for|while)\s*[(/]|\bfor\s+await\b|\.(?:on|addListener)\s*\(\s*['"`]data['"`]/,
    read: /\bread(?:Sync|Async)?\s*\(|\.(?:on|addListener)\s*\(\s*['"`]data['"`]|\bfor\s+await\b/,
    write:
      /\b(?:write(?:Sync|Async|All|AllSync)?|fsWrite|appendFile(?:Sync)?)\s*\(|\.(?:on|addListener)\s*\(\s*['"`]data['"`]\s*,\s*[\w.]+\s*\)/,
    copyCall: /\.\s*pipe\s*\(|\bpipeline\s*\(/,
  },
  nodes: javascriptNodes,
  functions: functionTypes,
  globals: [
    { type: 'variable_declarator', when: isTopLevel },
    'field_definition',
    { type: 'assignment_expression', when: declaresField },
  ],
  fieldsInFunctions: /\bthis\.#?\w+\s*=(?!=)/,

  transfers,
  allocation: sizeOfAllocation,
  iteration: chunksOf,
  constants: {},

  types: nodeTypes,
  factories: nodeMakers,
  members: nodeMembers,
  typeName,
  hints: nodeHints,
  evidence: [
    { call: /^(setKeepAlive|setNoDelay|writeHead|setTimeout|remoteAddress)$/, at: 'receiver', end: 'socket' },
  ],

  views: /^(subarray|slice|from|Uint8Array|DataView|buffer|#value|asUint8Array)$/,
  pureCalls:
    /^(#test|#done|isBuffer|isView|byteLength|min|max|floor|round|ceil|Number|alloc|now|error|isInteger|Boolean|Promise|get|setEncoding)$/,
  housekeepingCalls:
    /^(end|close|closeSync|destroy|pause|resume|once|on|off|addListener|removeListener|removeAllListeners|cork|uncork|releaseLock|cancel|abort|setTimeout|clearTimeout|ref|unref|fsync|fsyncSync|datasync|sync|flush|isPaused|emit|finished|drain|ready|unpipe|stat|fstatSync|writableNeedDrain|unlink|unlinkSync|setImmediate|nextTick|then|catch|finally)$/,
  effects: nodeEffects,
  selfReceivers: /^this$/,
  concatenates: true,

  advise,
  copyCalls: {
    shapes: [
      { name: 'pipe', receiver: true, args: [1, 2], source: 'receiver', sink: 0 },
      { name: 'pipeline', args: [2, 3], source: 0, sink: 1, when: joinsTwo },
    ],
    advise: adviseCall,
    fix: fixCall,
  },
  fix: flow => fixLoop(flow) ?? (isWhole(flow.source) && isWhole(flow.sink) ? null : pipelineLoop(flow)),
};
