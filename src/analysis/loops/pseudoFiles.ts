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

/** Where names get their values. */
interface Names {
  assignments(key: string): Assign[];
  globalOf(key: string): Assign | null;
}

/** Whether an end is opened by such a path: nothing is gained there, and sizes and offsets are not what they seem. */
export const isPseudoFile = ({ node }: EndState, names: Names): boolean => leadsToPseudoFile(node, names);

/** As `namesPseudoFile`; names are followed to their values, since a path may be put together in several steps. */
export function leadsToPseudoFile(node: Ir, names: Names, depth = 0): boolean {
  if (namesPseudoFile(node)) return true;
  const keys = [...walk(node)].flatMap(part =>
    /^(name|member)$/.test(part.kind) ? (keyOf(part) ?? []) : [],
  );
  return [...new Set(keys)].some(key => {
    const given = names.assignments(key);
    const global = given.length === 0 ? names.globalOf(key) : null;
    return [...given, ...(global ? [global] : [])].some(
      ({ value }) => value !== null && depth < 4 && leadsToPseudoFile(value, names, depth + 1),
    );
  });
}
