import type { Node } from 'web-tree-sitter';
import type { Binding } from '../../fixes/plan';
import type { ImportSyntax } from '../../language';
import type { SourceFile } from '../../source/sourceFile';

const parts = (node: Node): Node[] => node.namedChildren.filter((part): part is Node => part !== null);

/**
 * The names that imports bind anywhere in a file (`*` where a module's own list decides), and those that its top level
 * gives to something of its own (module `self`): `open = gzip.open`, `builtins.open = …`.
 */
const bindingsOf = (file: SourceFile): Binding[] => [
  ...file.nodes(['import_statement', 'import_from_statement']).flatMap(node => {
    const from = node.childForFieldName('module_name');
    const names = parts(node).filter(part => part.id !== from?.id);
    return names.map(part => bindingOf(part, from?.text ?? null));
  }),
  ...parts(file.root).flatMap(statement => {
    const local = nameGiven(statement);
    return local ? [{ module: 'self', name: local, local, by: 'import' } as const] : [];
  }),
];

/** What a statement of the top level gives a name to; null for any other. */
function nameGiven(statement: Node): string | null {
  const inner = statement.type === 'expression_statement' ? statement.namedChildren[0] : statement;
  const given =
    inner?.type === 'decorated_definition' ? inner.childForFieldName('definition') : (inner ?? null);
  if (!given || !/^(assignment|(function|class)_definition)$/.test(given.type)) return null;
  const named = given.childForFieldName(given.type === 'assignment' ? 'left' : 'name');
  return named?.text.replace(/^builtins\./, '') ?? null;
}

/** `a.b` binds `a`; `a as b` binds `b`. */
function bindingOf(node: Node, module: string | null): Binding {
  if (node.type === 'wildcard_import') return { module: module ?? '', name: null, local: '*', by: 'import' };
  const written = node.childForFieldName('name')?.text ?? node.text;
  const alias = node.childForFieldName('alias')?.text;
  return {
    module: module ?? written,
    name: module === null ? null : written,
    local: alias ?? (module === null ? written.split('.')[0]! : written),
    by: 'import',
  };
}

/** What an import names: `os` of `import os`; only of the first where it names several. */
export const pythonImports: ImportSyntax = {
  types: ['import_statement', 'import_from_statement', 'future_import_statement'],
  nameOf: (node: Node): string =>
    node.type === 'import_statement' ? (node.namedChildren[0]?.text ?? '') : '',
  bindings: bindingsOf,
};
