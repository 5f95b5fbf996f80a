import type { Verdict } from '../model/finding';
import type { Call, Func, Ir, Loop, Operation } from './ir';
import { ancestors, isWithin, keyOf, walk } from './ir';
import { positionReasons } from './positions';
import { Scope } from './scope';
import type { SourceFile } from './sourceFile';
import type { Transfer } from './transfers';
import { bufferIn, transfersIn } from './transfers';

/** Why bytes may not be moved by one call. `because` is a clause without full stop. */
export interface Reason {
  verdict: Verdict;
  because: string;
  /** Other bytes are put into the buffer. */
  fills?: boolean;
}

/** A name that stands for (part of) another buffer, or for what a call made of it. */
interface Alias {
  of: string;
  through: Call | null;
}
export type Aliases = Map<string, Alias>;

export interface Moves {
  read: Transfer;
  write: Transfer;
  reads: Transfer[];
  writes: Transfer[];
}

/** Names given to a buffer's bytes: `p = buf`, `view = buf.subarray(0, n)`, `out = encode(buf)`. */
export function aliasesIn(scope: Scope): Aliases {
  const aliases: Aliases = new Map();
  for (const node of walk(scope.root)) {
    if (node.kind !== 'assign' || !node.value || node.operator !== '=') continue;
    const key = keyOf(node.targets[0] ?? null);
    const part = isCount(node.value, scope) ? null : bufferIn(node.value, scope);
    if (key && part && part.key !== key) aliases.set(key, { of: part.key, through: part.through });
  }
  return aliases;
}

/** A value that is a number about the bytes, not the bytes: the result of a read, a write or a length. */
function isCount(value: Ir, scope: Scope): boolean {
  if (value.kind === 'operation' && !/^[&*+]$/.test(value.operator)) return true;
  if (value.kind !== 'call') return false;
  if (scope.file.language.neutral.test(value.name)) return true;
  return scope.file.language.transfers.some(shape =>
    typeof shape.name === 'string' ? shape.name === value.name : shape.name.test(value.name),
  );
}

/** Whether a write takes what a read brought, and what a call between them did to it; null if it does not. */
export function writtenPart(
  read: Transfer,
  write: Transfer,
  aliases: Aliases,
  scope: Scope,
): { reason: Reason | null } | null {
  if (write.at !== read.at && write.bytes && isWithin(read.at, write.bytes)) return { reason: null };
  let key = write.buffer?.key;
  let through = write.buffer?.through ?? null;
  for (let hops = 0; key && hops < 6; hops += 1) {
    if (key === read.buffer?.key || (key && key === viewed(read, scope)))
      return { reason: through ? madeBy(through) : null };
    const alias = aliases.get(key);
    key = alias?.of;
    through ??= alias?.through ?? null;
  }
  return madeFrom(read, write, scope);
}

/** What a read into a view of all of it fills: `buf` of `bytes = ByteBuffer.wrap(buf)`; null for any other read. */
function viewed(read: Transfer, scope: Scope): string | null {
  const [made, ...others] = scope.assignments(read.buffer?.key ?? '');
  const value = made?.value;
  if (value?.kind !== 'call' || others.length > 0 || value.args.length !== 1) return null;
  if (!scope.file.language.views.test(value.name)) return null;
  return keyOf(value.args[0]!);
}

/** What is written is worked out of the bytes: `head + chunk`, `chunk.replace(…)`. */
function madeFrom(read: Transfer, write: Transfer, scope: Scope): { reason: Reason } | null {
  const key = read.buffer?.key;
  if (!write.bytes || !key) return null;
  for (const node of walk(write.bytes)) {
    if (keyOf(node) !== key || isMeasured(node, write.bytes, scope)) continue;
    const call = [...ancestors(node)].find(
      (up): up is Call => up.kind === 'call' && up !== write.at && !scope.file.language.views.test(up.name),
    );
    if (call && isWithin(call, write.bytes)) return { reason: madeBy(call) };
    return { reason: { verdict: 'transformed', because: 'the loop puts other bytes beside those it read' } };
  }
  return null;
}

/** Whether only the length or another harmless property of the bytes is taken. */
function isMeasured(node: Ir, within: Ir, scope: Scope): boolean {
  for (const up of ancestors(node)) {
    if (up.kind === 'call' && scope.file.language.neutral.test(up.name)) return true;
    if (up.kind === 'member' || up === within) return up.kind === 'member';
  }
  return false;
}

/** A call whose result is written in place of the buffer. */
function madeBy(call: Call): Reason {
  const verdict = /crypt|cipher|seal|compress|deflate|gzip|zip/i.test(calledName(call))
    ? 'encrypted'
    : 'transformed';
  return { verdict, because: `${calledName(call)} changes the bytes on their way` };
}

/** `digest.update`, for messages. */
export function calledName(call: Call): string {
  const receiver = keyOf(call.receiver);
  return receiver ? `${receiver}.${call.name}` : call.name || 'a call';
}

/** Names that hold the number of bytes read, inside a loop. */
export function countKeys(scope: Scope, loop: Ir, read: Transfer): Set<string> {
  // What a C++ stream's last read brought is asked of the stream.
  const asked = keyOf(read.end);
  const keys = new Set([read.count, asked && `${asked}.gcount`].filter(key => typeof key === 'string'));
  for (let before = -1; before !== keys.size; ) {
    before = keys.size;
    for (const node of walk(loop)) {
      if (node.kind !== 'assign' || node.operator !== '=' || !node.value) continue;
      const key = keyOf(node.targets[0] ?? null);
      const same = isPlainNumber(node.value) && namesIn(node.value).some(name => keys.has(name));
      const length = scope.assignments(key ?? '').length > 0 && isLengthOf(node.value, read);
      if (key && (same || length)) keys.add(key);
    }
  }
  return keys;
}

const isPlainNumber = (value: Ir): boolean =>
  value.kind === 'name' ||
  value.kind === 'member' ||
  (value.kind === 'call' && /^(min|Min|MIN|toIntExact|int|len)$/.test(value.name));

function isLengthOf(value: Ir, read: Transfer): boolean {
  if (!read.buffer) return false;
  const named =
    value.kind === 'member'
      ? keyOf(value.object)
      : value.kind === 'call'
        ? keyOf(value.args[0] ?? value.receiver)
        : null;
  const says =
    value.kind === 'member' || value.kind === 'call'
      ? /^(len|length|size|byteLength|Length|Count)$/.test(value.name)
      : false;
  return says && named === read.buffer.key;
}

/** The keys of all variables and members named in an expression. */
export function namesIn(node: Ir): string[] {
  return [...walk(node)].map(part => keyOf(part)).filter((key): key is string => key !== null);
}

/** Everything in the loop that looks at, changes or keeps the bytes, besides the read and the writes. */
export function useVerdicts(scope: Scope, loop: Loop, moves: Moves): Reason[] {
  if (!moves.read.buffer) return [];
  return [
    ...bufferReasons(scope, loop, moves),
    ...endsAtByte(loop, moves),
    ...rangeReasons(scope, loop, moves),
    ...positionReasons(loop, moves.read, moves.write, countKeys(scope, loop, moves.read)),
  ];
}

function bufferReasons(scope: Scope, loop: Ir, moves: Moves): Reason[] {
  const { read } = moves;
  if (!read.buffer) return [];
  const behind = viewed(read, scope);
  const pending = behind ? [read.buffer.key, behind] : [read.buffer.key];
  const keys = new Set(pending);
  const reasons: Reason[] = [];
  for (let key = pending.pop(); key; key = pending.pop()) {
    for (const node of walk(loop)) {
      if (keyOf(node) !== key || (node.parent?.kind === 'member' && keyOf(node.parent) === key)) continue;
      const use = classify(node, scope, loop, moves);
      if (use.alias && !keys.has(use.alias)) {
        keys.add(use.alias);
        pending.push(use.alias);
        reasons.push(...holderReasons(use.alias, scope, loop, moves));
      }
      if (use.reason) reasons.push(use.reason);
    }
  }
  return reasons;
}

/** `z.next_in = buf; deflate(&z, …)`: what gets a structure that holds the bytes, gets the bytes. */
function holderReasons(member: string, scope: Scope, loop: Ir, moves: Moves): Reason[] {
  const holder = member.slice(0, Math.max(0, member.lastIndexOf('.')));
  const given = (arg: Ir): boolean =>
    holder !== '' && keyOf(arg.kind === 'operation' ? (arg.operands[0] ?? null) : arg) === holder;
  return [...walk(loop)].flatMap(node => {
    const arg = node.kind === 'call' ? node.args.find(given) : undefined;
    const reason = arg && node.kind === 'call' ? callUse(node, arg, scope, moves)?.reason : undefined;
    return reason ? [reason] : [];
  });
}

interface Use {
  reason?: Reason;
  alias?: string;
}

/** What one mention of the buffer means, by climbing until something decides. */
function classify(node: Ir, scope: Scope, loop: Ir, moves: Moves): Use {
  let below = node;
  for (const up of ancestors(node)) {
    if (up === loop && up.kind === 'loop' && (below === up.element || below === up.over)) return {};
    const use = step(up, below, scope, moves);
    if (use) return use;
    if (up === loop) return {};
    below = up;
  }
  return {};
}

/** What a parent makes of the bytes below it; null to climb on. */
function step(up: Ir, below: Ir, scope: Scope, moves: Moves): Use | null {
  switch (up.kind) {
    case 'index':
      if (up.object !== below) return {};
      if (up.slice || takesAddress(up)) return null;
      return elementUse(up, moves);
    case 'operation':
      return operationUse(up, below, scope);
    case 'member':
      return /^(length|size|byteLength|Length|Count|limit|position|nbytes|iov_len)$/.test(up.name)
        ? {}
        : {
            reason: {
              verdict: 'observed',
              because: `the loop looks at ${below.kind === 'name' ? below.name : 'the buffer'}.${up.name}`,
            },
          };
    case 'call':
      return callUse(up, below, scope, moves);
    case 'assign':
      return assignUse(up, below, scope, moves);
    case 'jump':
      if (moves.read === moves.write) return {};
      return up.value ? { reason: { verdict: 'observed', because: 'the loop hands the bytes out' } } : {};
    case 'loop':
      return up.over === below && up !== moves.read.at
        ? { reason: { verdict: 'observed', because: 'the loop looks at single bytes of the buffer' } }
        : {};
    case 'if':
    case 'block':
      return {};
    case 'function':
      return {};
    default:
      return up.kind === 'other' && isStatement(up.type)
        ? {}
        : { reason: { verdict: 'observed', because: 'the loop uses the bytes otherwise' } };
  }
}

/** A single byte compared with 0: the loop ends where the data says so, not where the stream does. */
function endsAtByte(loop: Loop, { read }: Moves): Reason[] {
  if (!read.single) return [];
  const isByte = (node: Ir | undefined): boolean =>
    node !== undefined &&
    (keyOf(node) === read.buffer?.key || (node.kind === 'assign' && isWithin(read.at, node)));
  const stops = [...walk(loop)].some(
    node =>
      node.kind === 'operation' &&
      /^(>|!=|==|!==|===|<=)$/.test(node.operator) &&
      isByte(node.operands[0]) &&
      node.operands[1]?.kind === 'literal' &&
      node.operands[1].value === 0,
  );
  return stops ? [{ verdict: 'observed', because: 'the loop stops at a byte of its own choice' }] : [];
}

const isStatement = (type: string): boolean => /statement|clause|block|arm|body|case|switch/.test(type);

const takesAddress = (node: Ir): boolean =>
  node.parent?.kind === 'operation' && node.parent.operator === '&' && node.parent.operands.length === 1;

function elementUse(element: Ir, moves: Moves): Use | null {
  const up = element.parent;
  if (moves.writes.some(write => write.single && isWithin(element, write.at))) return null;
  if (up?.kind === 'assign' && up.targets.includes(element))
    return { reason: { verdict: 'transformed', because: 'the loop changes bytes of the buffer' } };
  return { reason: { verdict: 'observed', because: 'the loop looks at single bytes of the buffer' } };
}

function operationUse(up: Operation, below: Ir, scope: Scope): Use | null {
  const { operator, operands } = up;
  if (operator === '&' || operator === '&mut' || operator === 'sizeof')
    return operator === 'sizeof' ? {} : null;
  if (operands.length === 1 && operator === '*')
    return up.parent?.kind === 'operation' && up.parent.operator === 'sizeof' ? {} : takesValue(up);
  if (operator === '+' && scope.file.language.concatenates)
    return { reason: { verdict: 'transformed', because: 'the loop puts other bytes beside those it read' } };
  if (operator === '+' || operator === '-') return null;
  if (/^(==|!=|===|!==|<|>|<=|>=|is|is not|in|not in)$/.test(operator))
    return operands.every(other => other === below || isNoBytes(other))
      ? {}
      : { reason: { verdict: 'observed', because: 'the loop compares the bytes' } };
  if (/^(!|not|&&|\|\||and|or|\?\?|\?:)$/.test(operator)) return {};
  return { reason: { verdict: 'transformed', because: `the loop computes with the bytes (${operator})` } };
}

/** What a buffer is compared with to see if there is one: null, false, a number, an empty text. */
function isNoBytes(node: Ir): boolean {
  if (node.kind === 'operation') return node.operands.length === 1 && isNoBytes(node.operands[0]!);
  if (node.kind === 'literal') return !node.value || typeof node.value !== 'string';
  return isConstantName(node);
}

const isConstantName = (node: Ir): boolean =>
  /^(NULL|nullptr|EOF|undefined|None|nil)$/.test(keyOf(node) ?? '');

/** `*p` in C reads or writes a byte; a `*` argument spread or dereferenced slice elsewhere is rare enough. */
function takesValue(value: Operation): Use {
  if (value.parent?.kind === 'assign' && value.parent.targets.includes(value))
    return { reason: { verdict: 'transformed', because: 'the loop changes bytes of the buffer' } };
  return { reason: { verdict: 'observed', because: 'the loop looks at single bytes of the buffer' } };
}

function callUse(call: Call, below: Ir, scope: Scope, moves: Moves): Use | null {
  const { language } = scope.file;
  if ([...moves.reads, ...moves.writes].some(move => move.at === call)) return {};
  if (language.views.test(call.name)) return null;
  if (call.name === '#buffer' || language.neutral.test(call.name)) return {};
  const helper = helperUse(call, below, scope);
  if (helper) return helper;
  const effect = language.effects.find(rule => rule.call.test(calledName(call)) || rule.call.test(call.name));
  const fills = effect?.verdict === 'memory-sink' && call.receiver === below;
  const verdict = fills ? 'transformed' : (effect?.verdict ?? 'observed');
  const does = {
    observed: 'looks at',
    transformed: 'changes',
    encrypted: 'encrypts or compresses',
    'memory-sink': 'keeps',
  };
  const verb = verdict === 'replaceable' ? 'uses' : does[verdict];
  return { reason: { verdict, because: `${calledName(call)} ${verb} the bytes`, fills } };
}

/** A same-file function that gets the buffer and does nothing with its bytes. */
function helperUse(call: Call, below: Ir, scope: Scope): Use | null {
  const helper = scope.helper(call);
  const position = call.args.indexOf(below);
  const parameter = helper?.parameters[position]?.targets[0];
  const key = keyOf(parameter ?? null);
  if (!helper?.body || !key) return null;
  const inner = new Scope(scope.file, helper);
  const used = [...walk(helper.body)].some(node => keyOf(node) === key);
  return used || transfersIn(helper.body, inner, 2).length > 0 ? null : {};
}

function assignUse(assign: Extract<Ir, { kind: 'assign' }>, below: Ir, scope: Scope, moves: Moves): Use {
  const key = keyOf(assign.targets[0] ?? null);
  if (assign.value && isWithin(below, assign.value)) {
    if (!key) return { reason: { verdict: 'memory-sink', because: 'the loop stores the bytes' } };
    if (assign.operator !== '=')
      return { reason: { verdict: gathering(scope), because: `the loop gathers the bytes in ${key}` } };
    return { alias: key };
  }
  const value = assign.value;
  if (!value || value.kind === 'literal' || isAllocation(value, scope)) return {};
  if (moves.reads.some(read => isWithin(read.at, value))) return {};
  if (/^[+-]=$/.test(assign.operator)) return {};
  if (bufferIn(value, scope)?.through == null && bufferIn(value, scope)) return {};
  if (!moves.read.returnsBytes && assign.end <= moves.read.at.start) return {};
  return { reason: { verdict: 'transformed', because: 'the loop puts other bytes into the buffer' } };
}

/** What `all += chunk` does with bytes: it keeps them, unless the language says otherwise. */
const gathering = (scope: Scope): Verdict =>
  scope.file.language.effects.find(rule => rule.call.test('#gather'))?.verdict ?? 'memory-sink';

function isAllocation(value: Ir, scope: Scope): boolean {
  return (
    value.kind === 'call' && (value.name === '#buffer' || scope.file.language.allocation(value) !== null)
  );
}

/** The write must take just what was read: from its start, and as long. */
function rangeReasons(scope: Scope, loop: Loop, { read, write }: Moves): Reason[] {
  const counts = countKeys(scope, loop, read);
  const starts = [write.offset, write.buffer?.from ?? null].filter(start => start !== null);
  const readStarts = [read.offset, read.buffer?.from ?? null].filter(start => start !== null);
  const textOf = (node: Ir): string => scope.file.text.slice(node.start, node.end);
  const known = new Set(readStarts.map(textOf));
  const skipped = starts.some(start => !known.has(textOf(start)) && skips(start, scope, loop, counts));
  if (skipped)
    return [{ verdict: 'transformed', because: 'the write leaves out the beginning of what was read' }];
  const bounds = [...write.lengths, ...(write.buffer?.bounds ?? [])];
  if (isPadded(loop, read, scope) && !bounds.some(bound => namesIn(bound).some(name => counts.has(name))))
    return [{ verdict: 'transformed', because: 'the loop pads what was read' }];
  if (bounds.length === 0 || read.single || bounds.some(bound => isWhole(bound, read, counts, scope, loop)))
    return [];
  return [{ verdict: 'transformed', because: 'the write takes another number of bytes than was read' }];
}

/** `memset(buf + n, 0, sizeof buf - n)` after the read: a last block is filled up. */
function isPadded(loop: Loop, read: Transfer, scope: Scope): boolean {
  return [...walk(loop)].some(
    node =>
      node.kind === 'call' &&
      /^(memset|bzero)$/.test(node.name) &&
      node.start > read.at.start &&
      node.args[0] !== undefined &&
      bufferIn(node.args[0], scope)?.key === read.buffer?.key,
  );
}

/** A start that is a constant other than 0, or a variable the loop never moves. */
function skips(start: Ir, scope: Scope, loop: Loop, counts: Set<string>): boolean {
  // `bytes.arrayOffset()`: where the buffer itself begins in what holds it.
  if (start.kind === 'call' && start.name === 'arrayOffset') return false;
  const value = scope.valueOf(start);
  if (value !== null && scope.assignments(keyOf(start) ?? '').length <= 1) return value !== 0;
  const names = namesIn(start);
  return names.length > 0 && !names.some(name => counts.has(name) || isMoved(name, loop));
}

/** Whether something in the loop assigns the name. */
export function isMoved(key: string, loop: Ir): boolean {
  for (const node of walk(loop)) {
    if (node.kind === 'assign' && node.targets.some(target => keyOf(target) === key)) return true;
  }
  return false;
}

function isWhole(bound: Ir, read: Transfer, counts: Set<string>, scope: Scope, loop: Loop): boolean {
  const text = (node: Ir): string => scope.file.text.slice(node.start, node.end);
  if (bound.kind === 'operation' && /^[+-]$/.test(bound.operator)) {
    const [left, right] = bound.operands;
    if (right && scope.valueOf(right) !== null && !isMoved(keyOf(right) ?? '', loop)) return false;
    return left !== undefined && isWhole(left, read, counts, scope, loop);
  }
  if (namesIn(bound).some(name => counts.has(name) || name === read.buffer?.key)) return true;
  if ([...read.lengths, ...(read.buffer?.bounds ?? [])].some(part => text(part) === text(bound))) return true;
  if (isMoved(keyOf(bound) ?? '', loop)) return true;
  const size = scope.valueOf(bound);
  return size !== null && (size === 1 || size === scope.capacity(read.buffer?.key ?? null));
}

/** Whether a function hands on what one of its parameters holds, and does nothing else with those bytes. */
export function passesOn(helper: Func, effect: 'read' | 'write', file: SourceFile): boolean {
  if (!helper.body) return false;
  const scope = new Scope(file, helper);
  const own = transfersIn(helper.body, scope, 1).find(
    move => move.effect === effect && scope.parameter(move.buffer?.key ?? '') >= 0,
  );
  return own !== undefined && helperReasons(scope, { ...own, helper }).length === 0;
}

/** What a helper of the same file does with the bytes besides moving them: hashing them on the way. */
export function helperReasons(scope: Scope, transfer: Transfer, depth = 0): Reason[] {
  const { helper } = transfer;
  if (!helper?.body || depth > 3) return [];
  const inner = new Scope(scope.file, helper);
  const all = transfersIn(helper.body, inner, 1);
  const own = all.find(move => move.effect === transfer.effect && move.buffer);
  if (!own?.buffer) return [];
  const moves = {
    read: own,
    write: own,
    reads: all.filter(move => move.effect === 'read'),
    writes: all.filter(move => move.effect === 'write'),
  };
  const apart = moves.writes.some(
    move => move.buffer?.key === own.buffer?.key && keyOf(move.end) !== keyOf(own.end),
  );
  const several: Reason = {
    verdict: 'observed',
    because: `${helper.name} hands the bytes to more than one place`,
  };
  const reasons = bufferReasons(inner, helper.body, moves).map(reason =>
    transfer.effect === 'read' ? asReadAhead(reason, helper) : reason,
  );
  const frames = transfer.effect === 'write' && moves.writes.some(move => isFramedBy(move, own, inner));
  const framed: Reason = {
    verdict: 'transformed',
    because: `${helper.name} writes something else beside them`,
  };
  return [
    ...reasons,
    ...(apart ? [several] : []),
    ...(frames ? [framed] : []),
    ...helperReasons(inner, own, depth + 1),
  ];
}

/** A write of other bytes to the same end: a header, a length. */
function isFramedBy(other: Transfer, own: Transfer, inner: Scope): boolean {
  const aliases = aliasesIn(inner);
  const root = (key: string | undefined): string | undefined => {
    let at = key;
    for (let hops = 0; at && aliases.has(at) && hops < 6; hops += 1) at = aliases.get(at)!.of;
    return at;
  };
  const end = keyOf(own.end);
  return end !== null && keyOf(other.end) === end && root(other.buffer?.key) !== root(own.buffer?.key);
}

/** A reading function that also puts in what it read ahead: the stream is the same, but not all of it is left to move. */
const asReadAhead = (reason: Reason, helper: Func): Reason =>
  reason.fills || reason.verdict === 'memory-sink'
    ? { verdict: 'observed', because: `${helper.name} also hands out what was read before` }
    : reason;
