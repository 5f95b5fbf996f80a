import type { Node } from 'web-tree-sitter';
import type { Symbols } from '../../fixes/plan';
import { topImports } from '../../fixes/printer';
import type { Binding, SourceFile } from '../../source/languageTables';
import type { Ir } from '../../syntax/ir';
import { walk } from '../../syntax/ir';

/** What the names of a file of Go stand for. */

const pathOf = (node: Node): string => node.childForFieldName('path')?.text.slice(1, -1) ?? '';

/** The path of an import, with its name before it where it is called otherwise. */
export function importName(node: Node): string {
  const alias = node.childForFieldName('name')?.text;
  return alias ? `${alias} ${pathOf(node)}` : pathOf(node);
}

/** What code calls an import by: its own name, else the last part of its path that is no version. */
export const calledAs = (node: Node): string =>
  node.childForFieldName('name')?.text ??
  pathOf(node)
    .replace(/\/v\d+$/, '')
    .split('/')
    .pop()!;

export const packageOf = (file: SourceFile): string =>
  file.root.namedChildren.find(node => node?.type === 'package_clause')?.namedChildren[0]?.text ?? '';

export const importsOf = (file: SourceFile): string[] => topImports(file).map(importName);

const definitions = ['var_spec', 'const_spec', 'type_spec', 'type_alias', 'function_declaration'];

/** The packages that a file imports, and what it declares itself outside of functions (module `self`). */
export const goBindings = (file: SourceFile): Binding[] => [
  ...topImports(file).map(
    node => ({ module: pathOf(node), name: null, local: calledAs(node), by: 'import' }) as const,
  ),
  ...file
    .nodes(definitions)
    .filter(isOfPackage)
    .flatMap(node => node.childrenForFieldName('name'))
    .flatMap(node =>
      node ? [{ module: 'self', name: node.text, local: node.text, by: 'import' } as const] : [],
    ),
];

const isOfPackage = (node: Node): boolean => {
  for (let up = node.parent; up; up = up.parent) if (/^(block|statement_list)$/.test(up.type)) return false;
  return true;
};

/** Variables of the package, which any of its files may set. */
export const isChangeable = ({ type, parent }: Node): boolean =>
  type === 'var_spec' || parent?.type === 'var_spec';

/** The packages that fixes rest on, by the names that code calls them by. */
const packages: Record<string, string> = {
  os: 'os',
  io: 'io',
  net: 'net',
  bufio: 'bufio',
  errors: 'errors',
  http: 'net/http',
};
/** The names of the language itself that loops and fixes rest on. */
const predeclared = /^(nil|true|false|len|cap|make|min|error|byte|u?int(8|16|32|64)?|uintptr)$/;

/** Whether these names are the library's and the language's where a loop stands, and nothing else's. */
export function isOfLibrary({ bindings, assignments }: Symbols, loop: Ir): boolean {
  const isOther = ({ local, module }: Binding): boolean =>
    Object.hasOwn(packages, local) ? packages[local] !== module : predeclared.test(local);
  if (bindings.some(isOther)) return false;
  const named = new Set([...walk(topOf(loop))].flatMap(node => (node.kind === 'name' ? [node.name] : [])));
  return [...named].every(name => {
    if (predeclared.test(name)) return assignments(name).length === 0;
    // What no import binds is a variable of another file.
    const isBound = bindings.some(({ local }) => local === name);
    return !Object.hasOwn(packages, name) || (isBound && assignments(name).length === 0);
  });
}

function topOf(node: Ir): Ir {
  let top = node;
  while (top.parent) top = top.parent;
  return top;
}

/** Types of failures that name the call or the file, and an interface that some of them have. */
const failureTypes = /^((os|fs)\.(PathError|LinkError|SyscallError)|net\.(OpError|Error))$/;

/** Whether a file distinguishes failures by their types or texts. */
export const takesFailuresApart = (file: SourceFile): boolean =>
  file.nodes(['qualified_type']).some(node => failureTypes.test(node.text)) ||
  file.nodes(['call_expression', 'binary_expression']).some(comparesText);

/** `strings.Contains(err.Error(), "read")`, `err.Error() == text`. */
function comparesText(node: Node): boolean {
  const parts =
    node.type === 'binary_expression'
      ? /^[!=]=$/.test(node.childForFieldName('operator')?.text ?? '')
        ? node.namedChildren
        : []
      : /^(strings|regexp|bytes)\.|\.Match(String)?$/.test(node.childForFieldName('function')?.text ?? '')
        ? (node.childForFieldName('arguments')?.namedChildren ?? [])
        : [];
  return parts.some(part => part?.type === 'call_expression' && /\.Error\(\)$/.test(part.text));
}
