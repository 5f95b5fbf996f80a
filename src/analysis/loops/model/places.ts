import type { Ir } from '../../syntax/ir';
import { keyOf } from '../../syntax/ir';

/** The name of what an assignment sets: a variable, a member, or what a pointer points to; null for anything else. */
export function placeOf(target: Ir): string | null {
  const key = keyOf(target);
  if (key) return key;
  if (target.kind !== 'operation' || target.operator !== '*' || target.operands.length !== 1) return null;
  const inner = keyOf(target.operands[0]!);
  return inner && `*${inner}`;
}
