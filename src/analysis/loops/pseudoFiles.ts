import type { Assign, Ir } from '../syntax/ir';
import { keyOf, walk } from '../syntax/ir';
import type { EndState } from './summary';

const pseudo = /^\/(proc|sys|dev)(\/|$)/;

/** Whether an expression holds a path whose bytes come from the kernel or a device, not from a file on a disk. */
export const namesPseudoFile = (node: Ir | null | undefined): boolean =>
  !!node &&
  [...walk(node)].some(
    part => part.kind === 'literal' && typeof part.value === 'string' && pseudo.test(part.value),
  );

/** Whether an end is opened by such a path: nothing is gained there, and sizes and offsets are not what they seem. */
export function isPseudoFile(
  { node }: EndState,
  { assignments }: { assignments(key: string): Assign[] },
): boolean {
  const key = keyOf(node);
  if (key === null) return namesPseudoFile(node);
  return assignments(key).some(({ value }) => {
    const path = value?.kind === 'call' ? keyOf(value.args[0] ?? null) : null;
    const named = path === null ? [] : assignments(path).map(assign => assign.value);
    return namesPseudoFile(value) || named.some(namesPseudoFile);
  });
}
