import type { LanguageSpec } from '../../language';
import type { Scope, TransferShape } from '../../source/languageTables';
import { ownerOf } from '../../syntax/classes';
import type { Call } from '../../syntax/ir';
import { ancestors, keyOf } from '../../syntax/ir';
import { jvmModel, transfers as jvmTransfers, ranged, stream } from '../jvm/calls';
import * as ends from '../jvm/ends';
import { jvmImports } from '../jvm/imports';
import * as jvm from '../jvm/jvm';
import { planLoop } from '../jvm/plan';
import { planCall } from '../jvm/planCall';
import { dialect } from './fix';
import { isMember, kotlinNodes } from './syntax';

/** Streams, and the channels of coroutines (ktor), which suspend where a stream blocks. */
const transfers: TransferShape[] = [
  ...jvmTransfers,
  { effect: 'read', name: 'readAvailable', ...stream, args: 1, buffer: 0 },
  { effect: 'read', name: 'readAvailable', ...stream, args: 3, ...ranged },
  { effect: 'write', name: /^write(Fully|Available)$/, ...stream, args: 1, buffer: 0 },
  { effect: 'write', name: /^write(Fully|Available)$/, ...stream, args: 3, ...ranged },
];

/** `buildPacket { writeFully(buffer) }` writes to what it builds. */
const isBuilt = (call: Call): boolean => {
  for (const up of ancestors(call))
    if (up.kind === 'function') return up.parent?.kind === 'call' && /^build/.test(up.parent.name);
  return false;
};

/** Inside `with(output) { … }` or an extension the receiver is not written. */
const bare: TransferShape[] = transfers
  .filter(shape => shape.args !== 0 && shape.buffer !== 'result')
  .map(shape => ({
    ...shape,
    receiver: false,
    when: (call, scope) => !isBuilt(call) && (shape.when?.(call, scope) ?? true),
  }));

/** `bytes.inputStream()` and `"text".byteInputStream()` read memory. */
const readsMemory = (call: Call, scope: Scope): boolean =>
  call.name === 'byteInputStream' ||
  call.receiver?.kind === 'literal' ||
  /ByteArray|String/.test(scope.typeOf(keyOf(call.receiver) ?? '') ?? '');

const advise = jvm.adviseJvm('InputStream.copyTo');

export const kotlin: LanguageSpec = {
  id: 'kotlin',
  runtime: 'Kotlin',
  editorIds: ['kotlin'],
  grammar: () => 'tree-sitter-kotlin',
  extensions: ['.kt', '.kts'],
  quick: {
    loop: /\b(?:for|while)\s*[(/]|\bgenerateSequence\b/,
    read: /\bread(?:Fully|NBytes|Available)?\s*\(/,
    write: /\b(?:write|send)[A-Z]?\w{0,10}\s*\(/,
    copyCall: new RegExp(`\\bcopyTo\\s*\\(|${jvm.copyWords.source}`),
    exact: true,
  },
  nodes: kotlinNodes,
  functions: [
    'function_declaration',
    'anonymous_function',
    'secondary_constructor',
    'anonymous_initializer',
    'lambda_literal',
  ],
  globals: [{ type: 'property_declaration', when: isMember }, 'class_parameter'],

  transfers: [...transfers, ...bare],
  allocation: jvm.sizeOfAllocation,
  iteration: null,
  // kotlin.io.
  constants: { DEFAULT_BUFFER_SIZE: 8192 },

  types: ends.types,
  factories: [
    { path: /\.(inputStream|byteInputStream)$/, end: 'memory', when: readsMemory },
    { path: /\.inputStream$/, end: 'file', type: 'FileInputStream' },
    {
      path: /\.outputStream$/,
      end: 'file',
      type: 'Files.newOutputStream',
      when: call => call.args.length > 0,
    },
    { path: /\.outputStream$/, end: 'file', type: 'FileOutputStream' },
    { path: /\.(also|apply|takeIf|buffered)$/, through: 'receiver' },
    {
      path: /\.(reader|writer|bufferedReader|bufferedWriter|printWriter)$/,
      through: 'receiver',
      verdict: 'transformed',
    },
    { path: /\.(byteStream|byteInputStream)$/, end: 'socket', type: 'response body' },
    ...ends.factories,
  ],
  members: ends.members,
  hints: ends.hints,
  evidence: [],
  opaque: ends.opaque,

  views: jvm.views,
  pureCalls: new RegExp(
    `${jvm.pureCalls.source}|^(minOf|maxOf|coerceAtMost|coerceAtLeast|until|downTo|to(Int|Long|Float|Double|UInt|ULong)|check|require|isActive|ensureActive|yield|print)$`,
  ),
  housekeepingCalls: jvm.housekeepingCalls,
  effects: [
    { call: /^(copyInto|plus|toList|readBytes|plusAssign)$/, verdict: 'memory-sink' },
    ...jvm.effects,
  ],
  model: jvmModel,
  cancels: jvm.cancels,
  selfReceivers: jvm.selfReceivers,
  ownerOf,

  advise,
  copyCalls: {
    shapes: [
      { name: 'copyTo', receiver: true, args: [1, 2], source: 'receiver', sink: 0, chunk: 1 },
      ...jvm.copyShapes,
    ],
    advise: jvm.adviseJvmCall,
    plan: planCall(dialect),
  },
  plan: planLoop(dialect),
  imports: jvmImports(['import']),
};
