import { message } from '../../messages/message';
import type { Fix, FixDraft } from '../../model/finding';
import type { Message } from '../../model/message';
import type { CopyLoop } from '../loops/copyLoop';
import type { Total } from '../loops/summary';
import { type Ir, isWithin, keyOf, walk } from '../syntax/ir';
import type { FixRequest, Symbols } from './plan';

/** What any rewrite that moves bytes past the loop's buffer may change, in whatever language: clauses without full stop. */
export function commonCaveats(copy: CopyLoop, request: FixRequest): Message[] {
  return [
    !hasRoom(copy, request) && message('caveat.no-room'),
    isSeen(copy, request) && message('caveat.buffer-seen'),
    isWatched(request) && message('caveat.total-watched'),
    request.summary.totals.some(total => !isWholeNumber(total, copy)) && message('caveat.total-not-whole'),
  ].filter(text => text !== false);
}

const isWatched = ({ summary, symbols }: FixRequest): boolean =>
  summary.totals.some(({ key }) => symbols.isShared(key));

/** Whether adding to a total adds the same in one step as in many: not where it rounds, or does more than add. */
function isWholeNumber({ key, node }: Total, { file, scope, loop }: CopyLoop): boolean {
  const type = scope.typeOf(key);
  if (type) return file.language.model?.wholeNumbers.test(type) ?? false;
  const others = scope.assignments(key).filter(assign => assign !== node && !isWithin(assign, loop));
  return (
    others.length > 0 &&
    others.every(({ value }) => value?.kind === 'literal' && typeof value.value === 'number')
  );
}

/** Whether every read requests at least one byte: a read of none returns 0, as the end of the source does. */
function hasRoom(copy: CopyLoop, request: FixRequest): boolean {
  const { read, scope, chunkBytes } = copy;
  const { limit } = request.summary;
  if (read.lengths.some(part => mayDiffer(part, copy, request))) return false;
  if (read.single || read.buffer === null || read.at.kind === 'loop') return true;
  const { key } = read.buffer;
  const made = request.symbols.declarationOf(key)?.value ?? null;
  if (!isThere(key, copy) || (made && mayDiffer(made, copy, request))) return false;
  const isWhole = read.lengths.every(part => isSizeOf(key, part)) && !read.returnsBytes;
  if (isWhole && ((scope.capacity(key, 0, read.at) ?? 0) > 0 || hasFixedSize(scope.typeOf(key)))) return true;
  // A loop that counts down ends at 0, and requests the smaller of what is left and the buffer's size.
  if (limit) return chunkBytes !== null;
  return read.lengths.length > 0 && read.lengths.every(part => (scope.valueOf(part) ?? 0) > 0);
}

/** Whether a size is a name to which other code may give another value. */
function mayDiffer(size: Ir, copy: CopyLoop, request: FixRequest, depth = 0): boolean {
  const { file, scope } = copy;
  const keys = [...walk(size)].flatMap(node =>
    /^(name|member)$/.test(node.kind) ? (keyOf(node) ?? []) : [],
  );
  return [...new Set(keys)].some(key => {
    if (key === request.buffer) return false;
    const [own] = scope.assignments(key);
    if (own) return own.value?.kind === 'literal' && request.symbols.isShared(key);
    const name = key.split('.').pop()!;
    const declared = file.global(name);
    if (!declared) return false;
    if (file.language.isChangeable?.(file.nodeAt(declared), name, file)) return true;
    return declared.value !== null && depth < 4 && mayDiffer(declared.value, copy, request, depth + 1);
  });
}

/** Whether memory that may not have been there was asked for before the loop (`if (!buf)`). */
function isThere(key: string, { scope, loop, file }: CopyLoop): boolean {
  const mayFail = file.language.model?.mayGiveNothing;
  const values = scope.assignments(key).flatMap(({ value }) => (value ? [...walk(value)] : []));
  if (!mayFail || !values.some(node => /^(call|name|member)$/.test(node.kind) && mayFail.test(nameOf(node))))
    return true;
  return [...walk(scope.root)].some(
    node =>
      node.kind === 'if' &&
      node.start < loop.start &&
      [...walk(node.condition)].some(part => keyOf(part) === key),
  );
}

const nameOf = (node: Ir): string => ('name' in node ? (node.name ?? '') : '');

/** `buf.length`, `buf.size()`, `len(buf)`. */
function isSizeOf(key: string, part: Ir): boolean {
  if (part.kind === 'member') return /^(length|byteLength)$/i.test(part.name) && keyOf(part.object) === key;
  const on = part.kind === 'call' ? (part.receiver ?? part.args[0] ?? null) : null;
  return part.kind === 'call' && /^(size|len|length)$/.test(part.name) && keyOf(on) === key;
}

/** `std::array<char, 4096>` */
const hasFixedSize = (type: string | null): boolean => /\barray<[^,]+,\s*[1-9]/.test(type ?? '');

/** Whether code beside the loop may look at the buffer: its caller, by another name, or at what it is a part of. */
function isSeen({ scope, loop }: CopyLoop, { summary, symbols, buffer }: FixRequest): boolean {
  if (buffer === null) return false;
  const declared = symbols.declarationOf(buffer);
  if (symbols.isShared(buffer) || declared?.parent?.kind === 'function') return true;
  if (symbols.outlives(buffer) === 'cleaned') return true;
  const gone: Ir[] = declared ? [loop, declared] : [loop];
  if (declared?.value && wholesOf(declared.value).some(key => symbols.isReadApartFrom(key, gone)))
    return true;
  const isVariable = (node: Ir): boolean =>
    keyOf(node) === buffer && node.parent !== declared && scope.declarationAt(buffer, node) === declared;
  const place = declared ? topOf(loop) : scope.root;
  const { firstRead } = summary;
  return [...walk(place)].some(
    node => isVariable(node) && isKept(node, loop, symbols) && !(firstRead && isWithin(node, firstRead)),
  );
}

/** Whether a use of a buffer lets it be seen when the loop is over. */
function isKept(use: Ir, loop: Ir, symbols: Symbols): boolean {
  const end = endOf(use);
  if (end?.kind === 'assign' && !end.targets.some(target => isWithin(use, target))) {
    const isRead = end.targets.some(target => symbols.isReadAfterLoop(keyOf(target) ?? ''));
    return !isWithin(end, loop) || (isRead && !end.declares);
  }
  if (isWithin(use, loop)) return false;
  return end?.kind === 'call' ? !harmless.test(end.name) : /^(jump|other)$/.test(end?.kind ?? '');
}

/** The names of what a buffer is made a part or a view of. */
function wholesOf(value: Ir): string[] {
  if (value.kind === 'name') return [value.name];
  if (value.kind === 'index') return wholesOf(value.object);
  if (value.kind === 'operation' && value.operator === '&') return value.operands.flatMap(wholesOf);
  return value.kind === 'call' && views.test(value.name)
    ? [...(value.receiver ? [value.receiver] : []), ...value.args.slice(0, 1)].flatMap(wholesOf)
    : [];
}

/** Calls that give a buffer's bytes by another name. */
const views =
  /^(wrap|slice|duplicate|memoryview|as(_mut)?_(ptr|slice)|as_mut|as_ref|data|begin|array|by_ref)$/;
/** Calls that keep no hold of the buffer they are given or called on. */
const harmless =
  /^(\w*free|delete|memset|bzero|\w*memalign|sizeof|len|cap|length|size|capacity|fill|clear|flip|rewind|limit|position|remaining|order|resize|drop|close|read\w*|write\w*)$/i;

/** What a use of a buffer, or of a part or a view of it, is given to. */
function endOf(use: Ir): Ir | null {
  const { parent } = use;
  const isPart =
    (parent?.kind === 'index' && parent.slice && parent.object === use) ||
    (parent?.kind === 'operation' && /^[&+]$/.test(parent.operator)) ||
    (parent?.kind === 'index' && parent.parent?.kind === 'operation' && parent.parent.operator === '&') ||
    (parent?.kind === 'call' && views.test(parent.name));
  return isPart ? endOf(parent) : parent;
}

function topOf(node: Ir): Ir {
  let top = node;
  while (top.parent) top = top.parent;
  return top;
}

/** The caveat of every rewrite whose builder's programs were not run beside the originals. */
export const notCompared = message('caveat.not-compared');

/**
 * A builder's draft as a finding carries it. It is safe only where its programs ran as the originals did, without any
 * difference: the builder's were compared, and there is nothing that a caveat would have to name.
 */
export function judged(draft: FixDraft | null): Fix | null {
  if (!draft) return null;
  const { title, edits, compared } = draft;
  const caveats = compared ? draft.caveats : [...draft.caveats, notCompared];
  return { title, edits, applicability: caveats.length === 0 ? 'safe' : 'unsafe', caveats };
}
