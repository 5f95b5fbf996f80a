import type { Node } from 'web-tree-sitter';
import { message } from '../../messages/message';
import type { SourceFile } from '../source/languageTables';
import type { Resolved } from './ends';
import { passesOn } from './helperUses';
import type { Reason } from './reasons';
import type { Transfer } from './transfer';

/** How grammars call the declarations of types; of languages in which a type says what it is made from. */
const declarations = [
  ...['class_declaration', 'interface_declaration', 'record_declaration', 'enum_declaration'],
  ...['object_declaration', 'struct_declaration', 'abstract_class_declaration'],
  ...['class_specifier', 'struct_item', 'enum_item', 'trait_item'],
];
/** What a type is made from: its base classes, interfaces, bounds, or what it delegates to. */
const bases =
  /superclass|interfaces|heritage|extends|base_list|base_class_clause|delegation_specifier|trait_bounds/;
/** Traits by which a type is a stream, or lends one. */
const streamTraits = /^(Async)?(Read|Write|BufRead)$|^(Deref|DerefMut|AsFd|AsRawFd|AsRef|AsMut|Borrow)$/;

const ownTypes = new WeakMap<SourceFile, Map<string, boolean>>();

/** Whether the file declares a type of this name that is made from no other: it is no stream of a library. */
function isOwnType(name: string, file: SourceFile): boolean {
  const types = ownTypes.get(file) ?? new Map<string, boolean>();
  ownTypes.set(file, types);
  const isOwn = types.get(name) ?? declaresAlone(name, file);
  types.set(name, isOwn);
  return isOwn;
}

function declaresAlone(name: string, file: SourceFile): boolean {
  const declared = file.nodes(declarations).filter(node => nameOf(node) === name);
  return (
    declared.length > 0 &&
    declared.every(node => !node.namedChildren.some(part => bases.test(part?.type ?? ''))) &&
    !file.nodes(['impl_item']).some(node => isStreamOf(name, node))
  );
}

const nameOf = (node: Node): string | undefined =>
  (node.childForFieldName('name') ?? node.namedChildren.find(part => /identifier$/.test(part?.type ?? '')))
    ?.text;

/** `impl io::Write for Remote`, `impl<W: Write> Write for Counting<W>` */
function isStreamOf(name: string, node: Node): boolean {
  const [trait, type] = ['trait', 'type'].map(field => node.childForFieldName(field)?.text ?? '');
  const bare = (text: string): string => text.replace(/<.*$/s, '').split('::').pop()!.trim();
  return bare(type!) === name && streamTraits.test(bare(trait!));
}

/**
 * A call on a type of the file that is no stream, where the other end is: what it does with the bytes is its own affair,
 * unless its code is there and hands them on. Two ends of such types are mostly a program's own names for sockets and files.
 */
export function ownTypeReason(
  [read, source]: [Transfer, Resolved],
  [write, sink]: [Transfer, Resolved],
  file: SourceFile,
): Reason | null {
  const [from, to] = [typeBehind(read, source, file), typeBehind(write, sink, file)];
  const type = from ?? to;
  if (!type || (from && to)) return null;
  return { verdict: 'inspected', because: message('reason.own-type', { type }) };
}

function typeBehind(move: Transfer, { type, known }: Resolved, file: SourceFile): string | null {
  const { at, helper, effect } = move;
  if (helper || !type || !/^(named|unknown)$/.test(known) || at.kind !== 'call' || !at.receiver) return null;
  if (!isOwnType(type, file)) return null;
  const method = file.functionNamed(`${type}.${at.name}`, at.args.length);
  return method && passesOn(method, effect, file) ? null : type;
}
