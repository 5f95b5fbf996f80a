import type { Node } from 'web-tree-sitter';

/** The class (struct, object, record) a method stands in; null for a function of the file. */
export function ownerOf(node: Node): string | null {
  for (let up = node.parent; up; up = up.parent)
    if (/^(class|object|interface|record|enum|struct)_declaration$/.test(up.type))
      return up.childForFieldName('name')?.text ?? null;
  return null;
}
