import { message } from '../../../messages/message';
import type { Message } from '../../../model/message';
import type { Change, FixRequest, Symbols } from '../../fixes/plan';
import type { LoopSummary } from '../../loops/summary';
import type { Assign, Call, Ir } from '../../syntax/ir';
import { isWithin, keyOf, walk } from '../../syntax/ir';

/** What takes out what only the loop used, so that no compiler warns of it; null where that can't be done. */
export interface Leftovers {
  changes: Change[];
  caveats: Message[];
}

const leftUnused = message('caveat.rust.left-unused');

export function leftovers(request: FixRequest): Leftovers | null {
  const { summary, buffer, symbols } = request;
  const { loop, firstRead } = summary;
  const gone: Ir[] = firstRead ? [loop, firstRead] : [loop];
  const kept = keptNames(summary);
  const removed: Assign[] = [];
  for (const name of namesIn(gone)) {
    const declared = symbols.declarationOf(name);
    const isOurs = declared && !gone.some(part => isWithin(declared, part)) && !kept.includes(name);
    if (!isOurs || removed.includes(declared)) continue;
    if (symbols.isReadApartFrom(name, [...gone, ...removed, declared])) continue;
    if (isUnderAttribute(declared)) return null;
    if (isRemovable(declared, name, [...gone, ...removed], symbols)) removed.push(declared);
    else if (name !== buffer) return null;
  }
  const all = [...gone, ...removed];
  const used = namesIn(all).filter(name => !kept.includes(name));
  const unused = bindingsUnused(used, all, symbols);
  return {
    changes: [
      ...[...(firstRead ? [firstRead] : []), ...removed].map((node): Change => ({ kind: 'remove', node })),
      ...(unused.sure.length > 0 ? [{ kind: 'unimport', names: unused.sure } as const] : []),
    ],
    caveats:
      unused.doubtful || leavesDefinition([...used, ...callsIn(all)], all, symbols) ? [leftUnused] : [],
  };
}

/** `#[cfg(…)]` above a statement: without it, or with more lines in its place, it stands above another one alone. */
export function isUnderAttribute(node: Ir): boolean {
  const { parent } = node;
  const above = parent?.kind === 'block' ? parent.body[parent.body.indexOf(node) - 1] : undefined;
  return above?.kind === 'other' && above.type === 'attribute_item';
}

const namesIn = (nodes: readonly Ir[]): string[] => [
  ...new Set(
    nodes.flatMap(node => [...walk(node)].flatMap(part => (part.kind === 'name' ? [part.name] : []))),
  ),
];

/** The names that stand in the new lines: of the ends, the totals, and what the returns give. */
function keptNames({ source, sink, totals, exits }: LoopSummary): string[] {
  const returns = exits.map(({ node }) => node).filter(({ kind }) => kind === 'jump');
  return namesIn([source.node, sink.node, ...totals.map(({ target }) => target), ...returns]);
}

/** A declaration of this name alone that makes nothing but a buffer, and stands by itself. */
function isRemovable(declared: Assign, name: string, gone: readonly Ir[], symbols: Symbols): boolean {
  const { parent, value, targets } = declared;
  const isAlone = parent?.kind === 'block' && parent.start !== declared.start && targets.length === 1;
  const calls = value ? [...walk(value)].filter(node => node.kind === 'call') : [];
  const isPlain = calls.every(
    call => call.name === '#buffer' || /(^|\.)Box$/.test(keyOf(call.receiver) ?? ''),
  );
  const others = symbols
    .assignments(name)
    .filter(assign => assign !== declared && !gone.some(part => isWithin(assign, part)));
  return isAlone && isPlain && others.length === 0;
}

/** Methods that a trait is imported for; those that other types have as well tell nothing. */
const methods: Record<string, { own: string[]; shared: string[] }> = {
  Read: {
    own: ['read', 'read_exact', 'read_to_end', 'read_to_string', 'read_vectored'],
    shared: ['take', 'bytes', 'chain', 'by_ref'],
  },
  Write: {
    own: ['write', 'write_all', 'write_fmt', 'write_vectored', 'writeln', 'flush'],
    shared: ['by_ref'],
  },
};

/** The names that imports bind for what goes alone. `used`: those in it that do not stay. */
function bindingsUnused(
  used: readonly string[],
  gone: readonly Ir[],
  symbols: Symbols,
): { sure: string[]; doubtful: boolean } {
  const isNamed = (name: string): boolean => symbols.namedInFile(name, gone) > 0;
  // `use super::*` takes imports into tests, which are compiled only at times.
  const isNamedHere = (name: string): boolean => symbols.namedInModule(name, gone) > 0;
  const sure: string[] = [];
  let doubtful = false;
  for (const { local, module, name } of symbols.bindings) {
    const trait =
      module.startsWith('std::io') && (name === null || local === '_' || Object.hasOwn(methods, name));
    const of = name !== null && Object.hasOwn(methods, name) ? [methods[name]!] : Object.values(methods);
    if (trait) {
      const telling = [local, ...of.flatMap(({ own }) => own)];
      if (telling.some(isNamedHere)) continue;
      const isOpen = telling.some(isNamed) || of.some(({ shared }) => shared.some(isNamed));
      if (name === null || local === '_' || isOpen) doubtful = true;
      else sure.push(local);
    } else if (module !== 'self' && used.includes(local) && !isNamedHere(local)) {
      if (isNamed(local)) doubtful = true;
      else sure.push(local);
    }
  }
  return { sure, doubtful };
}

/** A constant or a function of the file that is named nowhere else but where it is defined. */
const leavesDefinition = (used: readonly string[], gone: readonly Ir[], symbols: Symbols): boolean =>
  used.some(name => symbols.assignments(name).length === 0 && symbols.namedInFile(name, gone) === 1);

const isFunction = ({ receiver, name }: Call): boolean => receiver === null && /^[a-z_]/.test(name);

const callsIn = (nodes: readonly Ir[]): string[] =>
  nodes.flatMap(node =>
    [...walk(node)].flatMap(part => (part.kind === 'call' && isFunction(part) ? [part.name] : [])),
  );
