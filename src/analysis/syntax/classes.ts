import type { Node } from 'web-tree-sitter';

/** The class (struct, object, record) a method stands in; null for a function of the file. */
export function ownerOf(node: Node): string | null {
  for (let up = node.parent; up; up = up.parent)
    if (/^(class|object|interface|record|enum|struct)_declaration$/.test(up.type))
      return up.childForFieldName('name')?.text ?? null;
  return null;
}

/** Whether another class may put a method of its own in the place of this one; false for what is no method. */
export function isOverridable(method: Node): boolean {
  const of = overridable[method.type];
  return of?.(method, wordsBefore(method)) ?? false;
}

/** By the types of functions that may be methods. `words`: what stands before the name, such as `private static`. */
const overridable: Record<string, (method: Node, words: string) => boolean> = {
  // JavaScript and TypeScript: all but `#name`.
  method_definition: method => method.childForFieldName('name')?.type !== 'private_property_identifier',
  // Java; a method of Go has a receiver, and is its type's alone.
  method_declaration: (method, words) =>
    !method.childForFieldName('receiver') &&
    !/\b(private|static|final)\b/.test(words) &&
    !/\bfinal\b/.test(wordsBefore(method.parent?.parent ?? method)) &&
    /^(class|interface)_declaration$/.test(method.parent?.parent?.type ?? ''),
  // Kotlin: of classes that are open.
  function_declaration: (method, words) =>
    method.parent?.type === 'class_body' &&
    !/\b(private|final)\b/.test(words) &&
    /\b(open|abstract|sealed|interface)\b/.test(wordsBefore(method.parent.parent ?? method)) &&
    (/\b(open|override|abstract)\b/.test(words) || /\binterface\b/.test(wordsBefore(method.parent.parent!))),
  // Rust: the default of a trait.
  function_item: method => method.parent?.parent?.type === 'trait_item',
  function_definition: (method, words) =>
    method.parent?.parent?.type === 'class_definition'
      ? !/^__\w*[^_]_?$/.test(method.childForFieldName('name')?.text ?? '')
      : isVirtual(method, words),
};

/** C++: said so, of a class that has a base, or of one that stands elsewhere. */
const isVirtual = (method: Node, words: string): boolean =>
  /\bvirtual\b/.test(words) ||
  method.descendantsOfType('virtual_specifier').length > 0 ||
  method.parent?.parent?.namedChildren.some(part => part?.type === 'base_class_clause') === true ||
  (method.childForFieldName('declarator')?.descendantsOfType('qualified_identifier')[0] ?? null) !== null;

/** The text of a declaration before its name. */
function wordsBefore(node: Node): string {
  const name = node.childForFieldName('name') ?? node.childForFieldName('declarator');
  const head = name ?? node.namedChildren.find(part => /identifier/.test(part?.type ?? ''));
  return head ? node.text.slice(0, head.startIndex - node.startIndex) : '';
}
