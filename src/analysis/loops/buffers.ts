import type { Scope } from '../source/languageTables';
import type { Call, Ir } from '../syntax/ir';
import { keyOf } from '../syntax/ir';

/** A piece of a buffer: which variable, and from where in it. */
export interface BufferPart {
  key: string;
  node: Ir;
  /** Start of the piece within the buffer; null for its beginning. */
  from: Ir | null;
  /** The piece's end or length bounds, where a slice says so. */
  bounds: Ir[];
  /** A call other than a view that stands between the variable and the use. */
  through: Call | null;
}

/** The buffer behind an expression: slices, pointer sums, views and references taken off; null if there is none. */
export function bufferIn(node: Ir, scope: Scope): BufferPart | null {
  const part = { from: null as Ir | null, bounds: [] as Ir[], through: null as Call | null };
  let at: Ir | undefined = node;
  while (at) {
    const key = keyOf(at);
    if (key) return { ...part, key, node: at };
    if (at.kind === 'index') {
      part.from ??= at.indices[0] ?? null;
      if (at.slice) part.bounds.push(...at.indices.slice(1));
      at = at.object;
    } else if (at.kind === 'operation' && isAddress(at.operator, scope)) {
      if (at.operator === '+') part.from ??= at.operands[1] ?? null;
      at = at.operands[0];
    } else if (at.kind === 'call') {
      if (at.name === '#buffer') return null;
      if (handsOnItsReceiver(at)) {
        at = at.receiver ?? undefined;
        continue;
      }
      const view = scope.file.language.views.test(at.name);
      if (view) takeBounds(at, part, scope);
      if (!view) part.through ??= at;
      at = inside(at, scope);
    } else return null;
  }
  return null;
}

/** A call that gives what a result holds, or puts another failure in place of its failure (Rust). */
export const handsOnItsReceiver = ({ name, receiver, args }: Call): boolean =>
  receiver !== null &&
  (/^(unwrap|expect|map_err|context|with_context)$/.test(name) ||
    (name === 'or' && args[0]?.kind === 'call' && args[0].name === 'Err'));

const isAddress = (operator: string, scope: Scope): boolean =>
  /^[&*]$/.test(operator) || (operator === '+' && !scope.file.language.concatenates);

/** A view's arguments after the buffer: its start, then its end or length. */
function takeBounds(call: Call, part: { from: Ir | null; bounds: Ir[] }, scope: Scope): void {
  const bounds = inside(call, scope) === call.receiver ? call.args : call.args.slice(1);
  part.from ??= bounds[0] ?? null;
  part.bounds.push(...bounds.slice(1));
}

/** The part of a call that carries the bytes: the receiver of a method on a variable, else the first argument. */
function inside(call: Call, scope: Scope): Ir | undefined {
  const own = call.receiver && scope.file.language.views.test(call.name) && !call.creates;
  if (own && !isTypeName(call.receiver!, scope)) return call.receiver!;
  return call.args[0];
}

/** `ByteBuffer` in `ByteBuffer.wrap(b)`: a name with a capital that nothing declares. */
function isTypeName(node: Ir, scope: Scope): boolean {
  const key = keyOf(node);
  return key !== null && scope.declaration(key) === null && /^[A-Z]|^(std|bytes|core)\b/.test(key);
}
