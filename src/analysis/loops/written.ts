import { message } from '../../messages/message';
import type { Scope } from '../source/languageTables';
import type { Call, Ir } from '../syntax/ir';
import { ancestors, isWithin, keyOf, valuesOf, walk } from '../syntax/ir';
import { bufferIn, handsOnItsReceiver } from './buffers';
import type { Reason } from './reasons';
import { calledName, namedCall } from './reasons';
import type { Transfer } from './transfer';

/** A name that stands for (part of) another buffer, or for what a call made of it. */
interface Alias {
  of: string;
  through: Call | null;
}
export type Aliases = Map<string, Alias>;

/** Names given to a buffer's bytes: `p = buf`, `view = buf.subarray(0, n)`, `out = encode(buf)`. */
export function aliasesIn(scope: Scope): Aliases {
  const aliases: Aliases = new Map();
  for (const node of walk(scope.root)) {
    if (node.kind !== 'assign' || !node.value || node.operator !== '=') continue;
    const key = keyOf(node.targets[0] ?? null);
    const choice = choiceIn(node.value, scope);
    for (const value of choice ?? valuesOf(node.value)) {
      const part = isCount(value, scope) ? null : bufferIn(value, scope);
      if (key && part && part.key !== key) aliases.set(key, { of: part.key, through: part.through });
    }
  }
  return aliases;
}

/** The values of `a ? b : c`, where each is the beginning of one buffer; null for any other. */
function choiceIn(value: Ir, scope: Scope): Ir[] | null {
  if (value.kind !== 'operation' || value.operator !== '?:') return null;
  const values = value.operands.slice(-2);
  const parts = values.map(one => bufferIn(one, scope));
  const [first, second] = parts.map(part => (part && !part.through ? part : null));
  const begins = parts.every(part => !part?.from || (part.from.kind === 'literal' && part.from.value === 0));
  return first && second && first.key === second.key && begins ? values : null;
}

/** A value that is a number about the bytes, not the bytes: the result of a read, a write or a length. */
function isCount(value: Ir, scope: Scope): boolean {
  if (value.kind === 'operation' && !/^[&*+]$/.test(value.operator)) return true;
  if (value.kind !== 'call') return false;
  // `chunk.unwrap()`
  if (handsOnItsReceiver(value)) return isCount(value.receiver!, scope);
  if (scope.file.language.pureCalls.test(value.name)) return true;
  return scope.file.language.transfers.some(shape =>
    typeof shape.name === 'string' ? shape.name === value.name : shape.name.test(value.name),
  );
}

/** The part of a read's bytes that a write takes, and what a call between them did to it; null if it takes none. */
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
export function viewed(read: Transfer, scope: Scope): string | null {
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
    return { reason: { verdict: 'transformed', because: message('reason.adds-bytes') } };
  }
  return null;
}

/** Whether only the length or another harmless property of the bytes is taken. */
function isMeasured(node: Ir, within: Ir, scope: Scope): boolean {
  for (const up of ancestors(node)) {
    if (up.kind === 'call' && scope.file.language.pureCalls.test(up.name)) return true;
    if (up.kind === 'member' || up === within) return up.kind === 'member';
  }
  return false;
}

/** A call whose result is written in place of the buffer. */
function madeBy(call: Call): Reason {
  const verdict = /crypt|cipher|seal|compress|deflate|gzip|zip/i.test(calledName(call))
    ? 'encrypted'
    : 'transformed';
  return { verdict, because: message('reason.call-changes-on-way', { call: namedCall(call) }) };
}
