import type { Node } from 'web-tree-sitter';
import type { Symbols } from '../../fixes/plan';
import type { Binding, SourceFile } from '../../source/languageTables';

/** The names of .NET that fixes write, and those by which they know what opens a file. */
const names = [
  ...['System', 'Task', 'File', 'FileStream', 'FileMode', 'FileAccess', 'FileShare', 'FileOptions'],
  ...['NetworkStream', 'BufferedStream'],
];

/** Those that a file calls something of its own (module `self`): a type, a member, a variable, a namespace. */
export const csharpBindings = (file: SourceFile): Binding[] =>
  names
    .filter(name => file.nodesNamed(name, ['identifier', 'implicit_parameter']).some(isDeclared))
    .map(name => ({ module: 'self', name, local: name, by: 'import' }));

export const isOwn = (name: string, { bindings }: Symbols): boolean =>
  bindings.some(({ local }) => local === name);

function isDeclared(node: Node): boolean {
  const { parent } = node;
  if (!parent || node.type === 'implicit_parameter') return parent !== null;
  if (parent.type === 'qualified_name') return isOfNamespace(parent);
  // A member of an enum is only named with the enum before it, one of an object with the object.
  if (/access|binding|alias_qualified|argument|attribute|enum_member/.test(parent.type)) return false;
  if (parent.type === 'using_directive') return isOtherName(node, parent);
  return ['name', 'left'].some(field => parent.childForFieldName(field)?.id === node.id);
}

/** `namespace Own.System { … }` */
function isOfNamespace(node: Node): boolean {
  const { parent } = node;
  if (parent?.type === 'qualified_name') return isOfNamespace(parent);
  return /namespace/.test(parent?.type ?? '') && parent!.childForFieldName('name')?.id === node.id;
}

/** `using File = Own.Store;`, where `using File = System.IO.File;` changes nothing. */
const isOtherName = (node: Node, using: Node): boolean =>
  using.childForFieldName('name')?.id === node.id &&
  !/^(global::)?System\./.test(using.namedChildren.at(-1)?.text ?? '');
