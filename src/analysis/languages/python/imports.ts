import type { Node } from 'web-tree-sitter';
import type { Binding, ImportSyntax, SourceFile } from '../../source/languageTables';
import { perFile } from '../../source/perFile';

const parts = (node: Node): Node[] => node.namedChildren.filter((part): part is Node => part !== null);

/**
 * The names that imports bind anywhere in a file (`*` where a module's own list decides), and those that its top level
 * gives to something of its own (module `self`): `open = gzip.open`, `builtins.open = …`.
 */
const pythonBindings = perFile((file): Binding[] => [
  ...file.nodes(['import_statement', 'import_from_statement']).flatMap(node => {
    const from = node.childForFieldName('module_name');
    const names = parts(node).filter(part => part.id !== from?.id);
    return names.map(part => bindingOf(part, from?.text ?? null));
  }),
  ...[...parts(file.root).flatMap(nameGiven), ...file.nodes(stores).flatMap(namesStored)].map(
    local => ({ module: 'self', name: local, local, by: 'import' }) as const,
  ),
]);

/** What gives names to values anywhere in a file, be it under a condition, by `global` or in a loop. */
const stores = ['assignment', 'named_expression', 'for_statement', 'as_pattern_target', 'call'];
/** What fixes call by its bare name, or by its module's. */
const known = /^(open|os|shutil|shutil\.copyfileobj|iter|partial)$/;

/** Those of the known names that a node gives a value to: also by `globals()['open'] = …` and `setattr(builtins, 'open', …)`. */
function namesStored(node: Node): string[] {
  const called = node.type === 'call' ? (node.childForFieldName('function')?.text ?? '') : null;
  // What a text binds that is run as code, nobody sees.
  if (called === 'exec') return ['*'];
  if (called !== null && !/(^|\.)(setattr|setitem|patch|object)$/.test(called)) return [];
  const field = { assignment: 'left', named_expression: 'name', for_statement: 'left', call: 'arguments' }[
    node.type
  ];
  const target = field ? node.childForFieldName(field) : node;
  const held = target
    ? [target, ...target.descendantsOfType(['identifier', 'attribute', 'string_content'])]
    : [];
  return held.flatMap(part => {
    const name = part?.text.replace(/^(builtins|__builtin__)\./, '') ?? '';
    return part && known.test(name) && !(part.type === 'identifier' && isInner(part, target)) ? [name] : [];
  });
}

/** A part of an attribute, of an index or of a call: nothing that gets a value. */
function isInner(part: Node, target: Node | null): boolean {
  for (let up = part.parent; up && part.id !== target?.id; up = up.parent) {
    if (/^(attribute|subscript|argument_list)$/.test(up.type)) return true;
    if (up.id === target?.id) return false;
  }
  return false;
}

/** What a statement of the top level gives a name to. */
function nameGiven(statement: Node): string[] {
  const inner = statement.type === 'expression_statement' ? statement.namedChildren[0] : statement;
  const given =
    inner?.type === 'decorated_definition' ? inner.childForFieldName('definition') : (inner ?? null);
  if (!given || !/^(assignment|(function|class)_definition)$/.test(given.type)) return [];
  const named = given.childForFieldName(given.type === 'assignment' ? 'left' : 'name');
  return named ? [named.text.replace(/^builtins\./, '')] : [];
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

/** Whether a file takes a name from this module, as far as it can be seen: it binds it to nothing else. */
export const isOfModule = (local: string, module: string, file: SourceFile): boolean =>
  pythonBindings(file).every(bound => bound.local !== local || bound.module === module);

/** What an import names: `os` of `import os`; only of the first where it names several. */
export const pythonImports: ImportSyntax = {
  types: ['import_statement', 'import_from_statement', 'future_import_statement'],
  nameOf: (node: Node): string =>
    node.type === 'import_statement' ? (node.namedChildren[0]?.text ?? '') : '',
  bindings: pythonBindings,
};
