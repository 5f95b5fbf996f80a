import type { Node } from 'web-tree-sitter';

/**
 * The classes whose members a bare name may mean at a node, and which can't be seen: those that the class around it is
 * made from, or that class itself where another file declares it.
 */
export function basesOf(node: Node): string[] {
  const found: string[] = [];
  for (let up: Node | null = node; up; up = up.parent) {
    if (isClass(up)) found.push(...namesOfBases(up));
    else if (up.type === 'function_definition') found.push(...holderOf(up));
  }
  return found;
}

const isClass = ({ type }: Node): boolean => type === 'class_specifier' || type === 'struct_specifier';

function namesOfBases(declared: Node): string[] {
  const clause = declared.namedChildren.find(part => part?.type === 'base_class_clause');
  return (clause?.namedChildren ?? []).flatMap(part =>
    part && /type_identifier|qualified_identifier|template_type/.test(part.type) ? [part.text] : [],
  );
}

/** `Copier` of `int Copier::copy(…)`: its own bases where the file declares it, else the class itself. */
function holderOf(definition: Node): string[] {
  let declarator = definition.childForFieldName('declarator');
  while (declarator && declarator.type !== 'function_declarator')
    declarator = declarator.childForFieldName('declarator') ?? declarator.namedChildren[0] ?? null;
  const named = declarator?.childForFieldName('declarator');
  if (named?.type !== 'qualified_identifier') return [];
  const holder = named.text.split('::').slice(0, -1).pop()?.trim() ?? '';
  const declared = definition.tree.rootNode
    .descendantsOfType(['class_specifier', 'struct_specifier'])
    .find(part => part?.childForFieldName('name')?.text === holder && part.childForFieldName('body'));
  return declared ? namesOfBases(declared) : [holder];
}
