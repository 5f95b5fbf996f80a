import type { FixRequest } from '../../fixes/plan';
import type { Assign, Ir } from '../../syntax/ir';
import { isWithin, keyOf, walk } from '../../syntax/ir';

/**
 * The declarations that nothing uses once some code is gone: a compiler may refuse a variable that is never used.
 * `kept` is code that comes in its place; null where a declaration can't be taken out.
 */
export function leftovers({ buffer, symbols }: FixRequest, gone: Ir[], kept: Ir[]): Assign[] | null {
  const stays = new Set(kept.flatMap(namesIn));
  const names = [...new Set(gone.flatMap(namesIn))];
  const removed: Assign[] = [];
  for (const name of names) {
    const declared = symbols.declarationOf(name);
    if (!declared || stays.has(name) || isGone(declared, [...gone, ...removed])) continue;
    if (declared.parent?.kind === 'function' || symbols.isReadApartFrom(name, [...gone, ...removed]))
      continue;
    if (!isRemovable(declared, name, gone, symbols)) {
      // What a call gave may stay: no compiler warns of it.
      if (name === buffer || isInert(declared.value)) return null;
      continue;
    }
    removed.push(declared);
    if (declared.value) names.push(...namesIn(declared.value).filter(inner => !names.includes(inner)));
  }
  // A buffer that others use, such as one of a pool, is not to be filled for nothing.
  return buffer && isTaken(buffer, [...gone, ...removed], symbols) ? removed : null;
}

const isTaken = (buffer: string, gone: Ir[], { declarationOf }: FixRequest['symbols']): boolean => {
  const declared = declarationOf(buffer);
  return declared !== null && isGone(declared, gone);
};

export const isGone = (node: Ir, gone: readonly Ir[]): boolean => gone.some(part => isWithin(node, part));

const namesIn = (node: Ir): string[] =>
  [...walk(node)].flatMap(part => (part.kind === 'name' ? [part.name] : []));

/** A statement that declares one name, gives it a value that does nothing else, and is the only one that does. */
function isRemovable(
  declared: Assign,
  name: string,
  gone: Ir[],
  { assignments }: FixRequest['symbols'],
): boolean {
  const { parent, value, targets, wraps } = declared;
  const isStatement = wraps?.at(-1)?.type === 'local_declaration_statement';
  const others = assignments(name).filter(
    assign => !assign.declares && parent && isWithin(assign, parent) && !isGone(assign, gone),
  );
  return (
    isStatement && parent?.kind === 'block' && targets.length === 1 && others.length === 0 && isInert(value)
  );
}

/** A value that is only worked out: a number, a new buffer, a view of one. */
const isInert = (value: Ir | null): boolean =>
  value === null ||
  [...walk(value)].every(node => {
    if (node.kind === 'call') return /^(#buffer|As(Memory|Span)|(ReadOnly)?(Memory|Span))$/.test(node.name);
    if (node.kind === 'member') return keyOf(node) !== null && !/^(Length|Position)$/.test(node.name);
    return node.kind === 'index' ? node.slice : /^(name|literal|operation)$/.test(node.kind);
  });
