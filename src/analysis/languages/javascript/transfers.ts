import { resolveEnd } from '../../loops/ends';
import type { Scope, TransferShape } from '../../source/languageTables';
import type { Call, Ir } from '../../syntax/ir';
import { keyOf, walk } from '../../syntax/ir';
import { handle } from './ends';
import { modulePath } from './imports';

/** The reads and writes of Node, Deno, Bun and the web's streams. */

const fsModule = /(^|\.)(fs|fse|fsp|fsPromises|promises|nodeFs|gfs|fsExtra)$/;

/** The size of what `new Uint8Array(n)` allocates; null for any other call. */
export const sizeOfAllocation = (call: Call): Ir | null =>
  call.creates && /^(Uint8Array|ArrayBuffer|Buffer)$/.test(call.name) ? (call.args[0] ?? null) : null;

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
  !writesPiece(call) &&
  !isLabelled(call) &&
  !isAnswered(call) &&
  !isConsumer(call, scope) &&
  !isFramed(call, scope);

/** `const { ok } = await client.write(data)`: a request and its answer; a file's write tells how much it took. */
const isAnswered = ({ parent }: Call): boolean =>
  parent?.kind === 'assign' &&
  (parent.fields?.some(field => field !== null && field !== 'bytesWritten') ?? false);

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
  if (type?.kind !== 'call') return false;
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
  const names = [...walk(receiver)].flatMap(namesOf);
  const is = (kind: RegExp): boolean => names.some(name => kind.test(name));
  return is(consumer) || (is(packer) && resolveEnd(receiver, scope).verdict === null);
};

const namesOf = (node: Ir): string[] =>
  node.kind === 'name' || node.kind === 'member' || node.kind === 'call' ? [node.name] : [];

const hasWrap = ({ wraps }: Call, type: string): boolean => wraps?.some(wrap => wrap.type === type) ?? false;
/** Not `out?.write(…)`, which may do nothing. */
const isSure = (call: Call): boolean => !hasWrap(call, 'optional_chain');
const isAwaited = (call: Call): boolean => isSure(call) && hasWrap(call, 'await_expression');
/** A function of Node's own `fs`. */
const isOfFs = (call: Call, scope: Scope): boolean =>
  isSure(call) && modulePath(call, scope) === `fs.${call.name}`;
/** A method of a file handle that Node opened, whose promise is waited for. */
const isOfHandle = (call: Call, scope: Scope): boolean =>
  isAwaited(call) && call.receiver !== null && handle.test(resolveEnd(call.receiver, scope).type ?? '');

const fileReads: TransferShape[] = [
  {
    effect: 'read',
    name: 'readSync',
    args: [2, 5],
    end: 0,
    buffer: 1,
    offset: 2,
    length: 3,
    returns: 'throwing',
    when: isOfFs,
  },
  {
    effect: 'read',
    name: 'read',
    receiver: true,
    args: [1, 4],
    end: 'receiver',
    buffer: 0,
    offset: 1,
    length: 2,
    returns: 'record',
    when: (call, scope) => givesBuffer(call, scope) && isOfHandle(call, scope),
  },
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
  {
    effect: 'write',
    name: 'writeSync',
    args: [2, 5],
    end: 0,
    buffer: 1,
    offset: 2,
    length: 3,
    returns: 'counting',
    when: isOfFs,
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
    returns: 'counting-record',
    when: (call, scope) => writesPiece(call) && isOfHandle(call, scope),
  },
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
/** A write of one argument: to a file handle, whose promise is waited for, or to a stream. */
const whole = {
  effect: 'write',
  name: 'write',
  receiver: true,
  args: 1,
  end: 'receiver',
  buffer: 0,
} as const;

export const nodeTransfers: TransferShape[] = [
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
    ...whole,
    returns: 'counting-record',
    when: (call, scope) => writesWhole(call, scope) && isOfHandle(call, scope),
  },
  {
    ...whole,
    returns: 'buffered',
    when: (call, scope) => writesWhole(call, scope) && isSure(call) && !isAwaited(call),
  },
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
