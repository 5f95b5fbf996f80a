import type { Node } from 'web-tree-sitter';
import type { Edit } from '../../../model/finding';
import type { Binding, ImportSyntax, SourceFile } from '../../source/languageTables';
import { parts } from './patterns';

/** What binds the names of types and traits in a file, wherever it stands in it. */
const declarations = ['use_declaration'];
const definitions = [
  ...['struct_item', 'enum_item', 'union_item', 'type_item', 'trait_item', 'mod_item'],
  'macro_definition',
];

/** The name that stands for all of a module's. */
const everything = '*';

const joined = (...names: string[]): string => names.filter(name => name !== '').join('::');

function bindingOf(path: string, local: string | null): Binding {
  const at = path.lastIndexOf('::');
  const [module, name] = at < 0 ? ['', path] : [path.slice(0, at), path.slice(at + 2)];
  return { module, name, local: local ?? name, by: 'import' };
}

/** The names that a tree of imports binds: `std::{fs::{self, File}, io::prelude::*}`. */
function bindingsIn(node: Node, path: string): Binding[] {
  const own = (field: string): string => node.childForFieldName(field)?.text ?? '';
  switch (node.type) {
    case 'use_list':
      return parts(node).flatMap(part => bindingsIn(part, path));
    case 'scoped_use_list': {
      const list = node.childForFieldName('list');
      return list ? bindingsIn(list, joined(path, own('path'))) : [];
    }
    case 'use_as_clause':
      return [bindingOf(ofSelf(joined(path, own('path'))), own('alias'))];
    case 'use_wildcard':
      return [
        {
          module: joined(path, parts(node)[0]?.text ?? ''),
          name: null,
          local: everything,
          by: 'import',
        },
      ];
    default:
      return [bindingOf(ofSelf(joined(path, node.text)), null)];
  }
}

/** `std::fs::self` is `std::fs`. */
const ofSelf = (path: string): string => path.replace(/::self$/, '');

/** What the file's `use` declarations bind, and what it defines itself (module `self`). */
function bindings(file: SourceFile): Binding[] {
  const imported = file.nodes(declarations).flatMap(node => {
    const tree = node.childForFieldName('argument');
    return tree ? bindingsIn(tree, '') : [];
  });
  const defined = file.nodes(definitions).flatMap(node => {
    const name = node.childForFieldName('name')?.text;
    return name ? [{ module: 'self', name, local: name, by: 'import' } as const] : [];
  });
  return [...imported, ...defined];
}

/** The name that a leaf of a tree of imports binds. */
const boundBy = (node: Node): string =>
  node.childForFieldName('alias')?.text ??
  (node.type === 'self'
    ? (node.parent?.parent?.childForFieldName('path')?.text.split('::').at(-1) ?? '')
    : node.text.split('::').at(-1)!);

const isGone = (node: Node, names: readonly string[]): boolean => {
  if (node.type === 'scoped_use_list') {
    const list = node.childForFieldName('list');
    return list !== null && isGone(list, names);
  }
  if (node.type === 'use_list') return parts(node).every(part => isGone(part, names));
  return node.type !== 'use_wildcard' && names.includes(boundBy(node));
};

/** The items of a list that go, in runs, each with the comma that goes with it; and those inside of items that stay. */
function withoutItems(list: Node, names: readonly string[]): Edit[] {
  const items = parts(list);
  const edits: Edit[] = [];
  items.forEach((item, at) => {
    if (!isGone(item, names)) {
      const inner = item.childForFieldName('list');
      edits.push(...(inner ? withoutItems(inner, names) : []));
    } else if (at === 0 || !isGone(items[at - 1]!, names)) {
      const next = items.findIndex((other, place) => place > at && !isGone(other, names));
      const [start, end] =
        next < 0
          ? [items[at - 1]!.endIndex, items.at(-1)!.endIndex]
          : [item.startIndex, items[next]!.startIndex];
      edits.push({ start, end, text: '' });
    }
  });
  return edits;
}

/** An attribute above an import would stand above what follows it. */
const hasAttribute = (node: Node): boolean => node.previousNamedSibling?.type === 'attribute_item';

const without: ImportSyntax['without'] = (file, names, line) =>
  file.nodes(declarations).flatMap(node => {
    const tree = node.childForFieldName('argument');
    if (!tree || /^pub\b/.test(node.text)) return [];
    if (isGone(tree, names)) return [hasAttribute(node) ? undefined : line(node.startIndex, node.endIndex)];
    const list = tree.childForFieldName('list');
    return list ? withoutItems(list, names) : [];
  });

export const rustImports: ImportSyntax = {
  types: declarations,
  nameOf: node => node.childForFieldName('argument')?.text ?? '',
  bindings,
  without,
  module: 'mod_item',
  names: ['identifier', 'type_identifier', 'field_identifier'],
};

/** Where a name comes from: std, elsewhere, or a place out of sight. */
export type Origin = 'std' | 'other' | 'unseen';

/** What a name, bare or with its path, stands for; `std` only where it is what `paths` say. */
export function originOf(written: string, known: readonly Binding[], paths: RegExp): Origin {
  const [first = '', ...rest] = written.split('::');
  if (first === 'std') return paths.test(written) ? 'std' : 'other';
  const own = known.filter(({ local }) => local === first);
  const meant = own.map(({ module, name }) => joined(module, name ?? '', ...rest));
  if (meant.length > 0) return meant.every(path => paths.test(path)) ? 'std' : 'other';
  const globs = known.filter(({ local }) => local === everything);
  return globs.some(({ module }) => paths.test(joined(module.replace(/::prelude$/, ''), written)))
    ? 'std'
    : 'unseen';
}
