import type { Linear } from './linear';
import { constant, minus, plus, same } from './linear';
import type { Value } from './values';
import { numeric, unknown } from './values';

/** The piece of the source that a step holds in its buffer. */
export interface Chunk {
  /** Where it lies; null where the read returned the bytes themselves. */
  address: Linear | null;
  length: Linear;
  delivered: Linear;
}

/** A number worked out from the count that was read, by operators alone. */
export const isComputed = (form: Linear): boolean => {
  const names = [...form.terms.keys()];
  const isOfCount = names.some(name => name.startsWith('read#')) || names.some(isOfOperator);
  return isOfCount && names.every(name => /@$|^read#/.test(name) || isOfOperator(name));
};
const isOfOperator = (name: string): boolean => /^[^\w(]+#/.test(name);

/** What a call is given: the end, the buffer's place, and how many bytes. */
export interface Given {
  end: Value;
  place: Value | null;
  length: Value | null;
  /** The length is what a buffer with a position of its own counts. */
  isCounted?: true;
}

export const addressOf = (place: Value | null): Linear | null =>
  place?.kind === 'number' ? place.form : null;

/** A place in a buffer, some bytes further. */
export function placeBehind(place: Value | null, offset: Value | null): Value | null {
  if (!place || !offset) return place;
  if (offset.kind !== 'number') return unknown;
  if (place.kind === 'number') return numeric(plus(place.form, offset.form));
  if (place.kind !== 'bytes') return unknown;
  return { kind: 'bytes', from: plus(place.from, offset.form), length: minus(place.length, offset.form) };
}

/** The piece of a chunk that a write takes: its first byte and its length; null where one is unknown. */
export function takenOf(
  chunk: Chunk | null,
  { place, length }: Given,
): { begins: Linear | null; length: Linear | null } {
  const requested = length?.kind === 'number' ? length.form : null;
  if (place?.kind === 'bytes') return { begins: place.from, length: length ? requested : place.length };
  const address = addressOf(place);
  const begins = address && chunk?.address ? minus(address, chunk.address) : null;
  return { begins, length: requested };
}

/**
 * A piece of a buffer or of bytes, from its first bound to its second. Of a buffer that holds no chunk yet it is the
 * place alone: a read fills it.
 */
export function sliceOf(chunk: Chunk | null, whole: Value, bounds: Value[]): Value {
  const [from, to] = bounds;
  if (bounds.some(bound => bound.kind !== 'number')) return unknown;
  const start = from?.kind === 'number' ? from.form : constant(0);
  if (whole.kind === 'number') return sliceOfBuffer(chunk, whole.form, start, to);
  if (whole.kind !== 'bytes') return unknown;
  const end = to?.kind === 'number' ? to.form : whole.length;
  return { kind: 'bytes', from: plus(whole.from, start), length: minus(end, start) };
}

function sliceOfBuffer(chunk: Chunk | null, address: Linear, start: Linear, to: Value | undefined): Value {
  const isEmpty = to?.kind === 'number' && same(to.form, start);
  if (isEmpty) return { kind: 'bytes', from: start, length: constant(0) };
  if (!chunk?.address || to?.kind !== 'number') return numeric(plus(address, start));
  const from = plus(minus(address, chunk.address), start);
  return { kind: 'bytes', from, length: minus(to.form, start) };
}

/** Whether a value points into the bytes of a chunk. */
export function isIn(chunk: Chunk | null, value: Value): boolean {
  if (value.kind !== 'number') return true;
  return [...(chunk?.address?.terms.keys() ?? [])].some(name => value.form.terms.has(name));
}
