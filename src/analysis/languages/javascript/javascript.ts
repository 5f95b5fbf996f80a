import { message } from '../../../messages/message';
import type { Message } from '../../../model/message';
import { namesThat } from '../../calls/callRules';
import type { Advice, CopyCall, LanguageSpec } from '../../language';
import type { CopyLoop } from '../../loops/copyLoop';
import type { Resolved } from '../../loops/ends';
import { resolveEnd } from '../../loops/ends';
import type { Scope } from '../../source/languageTables';
import type { Call, Ir } from '../../syntax/ir';
import { keyOf, walk } from '../../syntax/ir';
import { bareType } from '../../syntax/loweringRules';
import { standInNames, standInTypes } from '../standIns';
import { nodeCalls, nodeModel } from './calls';
import { nodeEffects, nodeHints, nodeMakers, nodeMembers, nodeTypes, whole } from './ends';
import { planCall, planCopyFile } from './fix';
import { importedModule, importTypes, isImport, soleBindings } from './imports';
import { planPipe } from './pipe';
import { planPipeline } from './pipeline';
import { declaresField, functionTypes, isTopLevel, javascriptNodes } from './syntax';
import { nodeTransfers, sizeOfAllocation } from './transfers';

/** `for await` over what may be a stream; lines, and items in memory, are none. */
function chunksOf(over: Ir, scope: Scope): { source: Ir; length: Ir | null } | null {
  if (over.parent?.kind === 'loop' && !over.parent.steps) return null;
  if (scope.helper(over)) return null;
  const { end, type } = resolveEnd(over, scope);
  return end === 'memory' || type === 'lines' ? null : { source: over, length: null };
}

const userSpace = (because: Message): Advice => ({
  reach: 'user-space',
  instead: 'stream.pipeline',
  because,
});
const copyFile: Advice = {
  reach: 'kernel',
  instead: 'fs.copyFile',
  because: message('call.javascript.copy-file'),
};

const isWhole = (end: Resolved): boolean => end.end === 'file' && whole.test(end.type ?? '');

/** Node has no call that sends to a socket from the kernel; from path to path fs.copyFile does. */
function advise(flow: CopyLoop): Advice {
  const { source, sink } = flow;
  if (isWhole(source) && isWhole(sink) && !isLimited(flow)) return copyFile;
  if (source.end === 'file' && sink.end === 'file') return userSpace(message('call.javascript.part-of-file'));
  return userSpace(message('call.javascript.no-call'));
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
    return {
      ...copyFile,
      because: message('call.loops-then', { call: call.name, better: copyFile.because }),
    };
  if (call.name === 'pipe' && source.end === 'file' && sink.end === 'socket')
    return userSpace(message('call.javascript.pipe'));
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
  runtime: 'Node',
  editorIds: ['javascript', 'javascriptreact'],
  grammar: () => 'tree-sitter-javascript',
  extensions: ['.js', '.mjs', '.cjs', '.jsx'],
  quick: {
    loop: /\b(?:for|while)\s*[(/]|\bfor\s+await\b|\.(?:on|addListener)\s*\(\s*['"`]data['"`]/,
    read: /\bread(?:Sync|Async)?\s*\(|\.(?:on|addListener)\s*\(\s*['"`]data['"`]|\bfor\s+await\b/,
    write:
      /\b(?:write(?:Sync|Async|All|AllSync)?|fsWrite|appendFile(?:Sync)?)\s*\(|\.(?:on|addListener)\s*\(\s*['"`]data['"`]\s*,\s*[\w.]+\s*[()]/,
    copyCall: /\.\s*pipe\s*\(|\bpipeline\s*\(/,
    // `adviseCall` has something to say of files alone.
    copyEnds:
      /(?:Read|Write)Stream|FileHandle|FsFile|\bDeno\b|\bBun\b|\bopenSync\b|['"](?:node:)?fs(?:\/promises)?['"]|(?:\bfs\w*|[pP]romises)\.open\b/,
  },
  nodes: javascriptNodes,
  functions: functionTypes,
  globals: [
    { type: 'variable_declarator', when: isTopLevel },
    'field_definition',
    { type: 'assignment_expression', when: declaresField },
  ],
  fieldsInFunctions: /\bthis\.#?\w+\s*=(?!=)/,

  transfers: nodeTransfers,
  allocation: sizeOfAllocation,
  iteration: chunksOf,
  constants: {},

  types: [...standInTypes, ...nodeTypes],
  factories: nodeMakers,
  members: nodeMembers,
  typeName,
  hints: nodeHints,
  opaque: standInNames,
  evidence: [
    { call: /^(setKeepAlive|setNoDelay|writeHead|setTimeout|remoteAddress)$/, at: 'receiver', end: 'socket' },
  ],

  views: namesThat(nodeCalls, ['view', 'same']),
  pureCalls: namesThat(nodeCalls, ['pure', 'length', 'least', 'most', 'reports']),
  housekeepingCalls: namesThat(nodeCalls, ['asks', 'closes', 'flushes', 'positions', 'waits']),
  model: nodeModel,
  effects: nodeEffects,
  selfReceivers: /^this$/,
  concatenates: true,

  advise,
  copyCalls: {
    shapes: [
      // Options ask it to leave the sink open, which pipeline would not.
      { name: 'pipe', receiver: true, args: 1, source: 'receiver', sink: 0 },
      { name: 'pipeline', args: [2, 3], source: 0, sink: 1, when: joinsTwo },
    ],
    advise: adviseCall,
    plan: planCall,
  },
  plan: request => planCopyFile(request) ?? planPipeline(request) ?? planPipe(request),
  imports: { types: importTypes, when: isImport, nameOf: importedModule, bindings: soleBindings },
};
