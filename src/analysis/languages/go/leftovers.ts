import type { Change, FixRequest, Piece } from '../../fixes/plan';
import type { Assign, Ir } from '../../syntax/ir';
import { isWithin, keyOf, walk } from '../../syntax/ir';

/**
 * Go compiles no unused variable and no unused import: takes out those that only the loop used; null where that can't
 * be done. `kept` is the code that comes in place of the loop.
 */
export function leftovers(request: FixRequest, kept: readonly Piece[]): Change[] | null {
  const { summary, symbols } = request;
  const { loop } = summary;
  const written = new Set(kept.flatMap(namesOfPiece));
  const removed: Assign[] = [];
  const names = [...namesIn(loop)];
  for (const name of names) {
    const declared = symbols.declarationOf(name);
    if (!declared || written.has(name) || removed.includes(declared) || !isVariable(declared, loop)) continue;
    if (symbols.isReadApartFrom(name, [loop, ...removed])) continue;
    if (!isRemovable(declared, name, request)) return null;
    removed.push(declared);
    if (declared.value) names.push(...namesIn(declared.value));
  }
  const gone = [loop, ...removed];
  const packages = [...new Set(names)].filter(
    name =>
      !written.has(name) &&
      symbols.assignments(name).length === 0 &&
      name !== 'io' &&
      symbols.namedInFile(name, gone) === 0,
  );
  return [
    ...removed.map((node): Change => ({ kind: 'remove', node })),
    ...(packages.length > 0 ? [{ kind: 'unimport', names: packages } as const] : []),
  ];
}

const namesIn = (node: Ir): string[] => [
  ...new Set([...walk(node)].flatMap(part => (part.kind === 'name' ? [part.name] : []))),
];

function namesOfPiece(piece: Piece): string[] {
  if (typeof piece === 'string') return piece.match(/\w+/g) ?? [];
  return namesIn('node' in piece ? piece.node : piece.whole);
}

/** A variable of the function's body: parameters, named results and the receiver may stay unused. */
function isVariable(declared: Assign, loop: Ir): boolean {
  const { parent } = declared;
  const isHead = parent?.kind === 'function' || parent?.parent?.kind === 'function';
  return !isHead && !isWithin(declared, loop) && [...walk(topOf(loop))].includes(declared);
}

function topOf(node: Ir): Ir {
  let top = node;
  while (top.parent) top = top.parent;
  return top;
}

/** A declaration of this name alone that does nothing else, and whose variable gets no other value before the loop. */
function isRemovable(declared: Assign, name: string, { summary, symbols }: FixRequest): boolean {
  const others = symbols
    .assignments(name)
    .filter(assign => assign !== declared && !isWithin(assign, summary.loop))
    .filter(assign =>
      assign.targets.some(target => symbols.declarationOf(name) === declared && keyOf(target) === name),
    );
  const calls = declared.value ? [...walk(declared.value)].filter(node => node.kind === 'call') : [];
  const plain = calls.every(({ name: called }) => called === '#buffer' || called === 'len');
  const { parent } = declared;
  // `a, b := 1, 2` is one statement.
  const isPart = parent?.start === declared.start && parent.end === declared.end;
  return declared.targets.length === 1 && !isPart && others.length === 0 && plain;
}
