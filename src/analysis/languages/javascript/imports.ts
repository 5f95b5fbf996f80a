import type { Node } from 'web-tree-sitter';
import type { Binding, Scope } from '../../source/languageTables';
import { perFile } from '../../source/perFile';
import type { Call, Ir } from '../../syntax/ir';
import { keyOf } from '../../syntax/ir';

/** Packages that stand in for Node's own `fs`. */
const sameAsFs = /^(graceful-fs|fs-extra|original-fs|mz\/fs|pify-fs)$/;

export function moduleName(written: string): string {
  const plain = written.replace(/^node:/, '');
  return sameAsFs.test(plain) ? 'fs' : plain.replace(/\//g, '.');
}

const parts = (node: Node | null | undefined): Node[] =>
  node?.namedChildren.filter((part): part is Node => part !== null) ?? [];

/** What a literal holds, without its quotes. */
const unquoted = (node: Node | null): string => node?.text.slice(1, -1) ?? '';

/** Node types of the statements that may. */
export const importTypes = ['import_statement', 'lexical_declaration', 'variable_declaration'];

/** Whether a statement at the top of a file takes names from modules: `import`, or `const … = require(…)`. */
export function isImport(node: Node): boolean {
  if (node.type === 'import_statement') return true;
  const declared = parts(node).filter(part => part.type === 'variable_declarator');
  return declared.length > 0 && declared.every(part => requiredBy(part) !== null);
}

/** The module that a declaration requires; null where it requires none. */
function requiredBy(declarator: Node): string | null {
  const value = declarator.childForFieldName('value');
  const call = value?.type === 'member_expression' ? value.childForFieldName('object') : value;
  const isRequire = call?.childForFieldName('function')?.text === 'require';
  const [module] = isRequire ? parts(call.childForFieldName('arguments')) : [];
  return module?.type === 'string' ? moduleName(unquoted(module)) : null;
}

/** The module an import statement names. */
export function importedModule(node: Node): string {
  const declared = parts(node).find(part => part.type === 'variable_declarator');
  if (declared) return requiredBy(declared) ?? '';
  const clause = parts(node).find(part => part.type === 'import_require_clause');
  return moduleName(unquoted((clause ?? node).childForFieldName('source')));
}

/** The names that the imports at the top of a file bind. */
export const bindingsOf = perFile((file): Binding[] =>
  parts(file.root)
    .filter(node => importTypes.includes(node.type) && isImport(node))
    .flatMap(node => (node.type === 'import_statement' ? imported(node) : required(node))),
);

/** Of those, the names that nothing else in the file is called by: wherever one stands, it is the import's. */
export const soleBindings = perFile((file): Binding[] =>
  bindingsOf(file).filter(({ local }) => !file.nodesNamed(local, namesOfOwn).some(isDeclaredAgain)),
);

const namesOfOwn = ['identifier', 'type_identifier', 'shorthand_property_identifier_pattern'];

/** A parameter, variable, function or class of this name, or an assignment to it, beside the import at the top. */
function isDeclaredAgain(node: Node): boolean {
  const { parent } = node;
  const isNew =
    /pattern|parameter/.test(parent?.type ?? '') ||
    ['name', 'left', 'parameter'].some(field => parent?.childForFieldName(field)?.id === node.id);
  return isNew && !isOfImport(node);
}

function isOfImport(node: Node): boolean {
  let top = node;
  while (top.parent?.parent) top = top.parent;
  return importTypes.includes(top.type) && isImport(top);
}

function imported(statement: Node): Binding[] {
  const module = importedModule(statement);
  const bound = (name: string | null, local: string): Binding => ({ module, name, local, by: 'import' });
  const clauses = parts(statement).filter(part => /^import_(require_)?clause$/.test(part.type));
  return clauses.flatMap(parts).flatMap(part => {
    if (part.type === 'identifier') return bound(null, part.text);
    if (part.type === 'namespace_import') return bound(null, parts(part)[0]?.text ?? '');
    return parts(part)
      .filter(specifier => specifier.type === 'import_specifier')
      .map(specifier => {
        const name = specifier.childForFieldName('name')?.text ?? '';
        return bound(name, specifier.childForFieldName('alias')?.text ?? name);
      });
  });
}

function required(statement: Node): Binding[] {
  return parts(statement).flatMap(declarator => {
    const value = declarator.childForFieldName('value');
    const member = value?.type === 'member_expression' ? value.childForFieldName('property')?.text : null;
    const module = `${requiredBy(declarator)}${member ? `.${member}` : ''}`;
    const target = declarator.childForFieldName('name');
    const bound = (name: string | null, local: string): Binding => ({ module, name, local, by: 'require' });
    if (target?.type === 'identifier') return bound(null, target.text);
    return parts(target).map(part => {
      const key = part.childForFieldName('key')?.text ?? part.text;
      return bound(key, part.childForFieldName('value')?.text ?? key);
    });
  });
}

/** The path of a name or member by the imports at the top of the file; null where they don't bind it. */
export function boundPath(node: Ir, bindings: readonly Binding[]): string | null {
  if (node.kind === 'member') {
    const object = boundPath(node.object, bindings);
    return object && `${object}.${node.name}`;
  }
  const name = node.kind === 'name' || (node.kind === 'call' && !node.receiver) ? node.name : null;
  const found = bindings.find(({ local }) => local === name);
  if (node.kind === 'call' && node.receiver) {
    const object = boundPath(node.receiver, bindings);
    return object && `${object}.${node.name}`;
  }
  return found ? [found.module, found.name].filter(Boolean).join('.') : null;
}

/** A call's path from its module on: `fs.promises.open`, `tls.connect`; as written where nothing is imported. */
export function modulePath(call: Call, scope: Scope): string {
  if (!call.receiver) return pathOfName(call.name, scope, 0);
  return `${pathOf(call.receiver, scope, 0) ?? ''}.${call.name}`;
}

/** Names that stand for names are followed this far. */
const deepest = 4;

/** The path an expression stands for; null where it is computed. */
function pathOf(node: Ir | null, scope: Scope, depth: number): string | null {
  if (node?.kind === 'name') return pathOfName(node.name, scope, depth);
  if (node?.kind === 'member') {
    const object = pathOf(node.object, scope, depth);
    return object === null ? null : `${object}.${node.name}`;
  }
  if (node?.kind !== 'call' || !/^(require|import)$/.test(node.name)) return keyOf(node);
  const [module] = node.args;
  return module?.kind === 'literal' ? moduleName(String(module.value)) : null;
}

/** The path behind a name: what `import`, or a declaration that requires a module, binds it to. */
function pathOfName(name: string, scope: Scope, depth: number): string {
  const imported = bindingsOf(scope.file).find(({ local }) => local === name);
  if (imported) return imported.name ? `${imported.module}.${imported.name}` : imported.module;
  const declared = depth < deepest ? scope.declaration(name) : null;
  if (!declared?.value || !isModule(declared.value, scope, depth)) return name;
  const from = pathOf(declared.value, scope, depth + 1);
  if (from === null) return name;
  if (!declared.fields) return from;
  const field = declared.fields[declared.targets.findIndex(target => keyOf(target) === name)];
  return field ? `${from}.${field}` : name;
}

/** `require('fs')`, `require('fs').promises`, `fs.promises`. */
function isModule(value: Ir, scope: Scope, depth: number): boolean {
  if (value.kind === 'member') return isModule(value.object, scope, depth);
  if (value.kind === 'call') return /^(require|import)$/.test(value.name);
  if (value.kind !== 'name' || depth >= deepest) return false;
  if (bindingsOf(scope.file).some(({ local }) => local === value.name)) return true;
  const declared = scope.declaration(value.name);
  return declared?.value ? isModule(declared.value, scope, depth + 1) : false;
}
