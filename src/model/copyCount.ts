import type { Hop } from './report';
import type { Mover } from './route';

/** A device that moved less than this part of the input met what was not cached of it: bytes say more than a rate. */
export const strayPart = 0.1;

/**
 * How many times `by` moved each byte on its way from source to sink, on average. The last leg, out of the
 * socket's or pipe's buffer, is the far end's own affair and is not counted: a strategy can't change it.
 */
export function copiesPerByte(hops: readonly Hop[], by: Mover, bytes: number): number {
  if (bytes <= 0) return 0;
  const moved = hops.filter(hop => hop.by === by && hop.to !== 'receiver');
  return moved.reduce((sum, hop) => sum + hop.bytes, 0) / bytes;
}
