import type { Node } from 'web-tree-sitter';
import type { SourceFile } from '../../source/languageTables';
import { perFile } from '../../source/perFile';

/** What gives a name a value, and the field that holds the name; null where each named child may. */
const givers: Record<string, string | null> = {
  assignment: 'left',
  augmented_assignment: 'left',
  named_expression: 'name',
  for_statement: 'left',
  as_pattern_target: null,
  global_statement: null,
  import_statement: null,
  import_from_statement: null,
  delete_statement: null,
};

/** How many statements of a file give a name of the module another value, whatever they hang on; in functions by `global`. */
const givenIn = perFile(file => {
  const counts = new Map<string, number>();
  for (const node of file.nodes(Object.keys(givers)))
    for (const name of node.type === 'global_statement' || isOutside(node) ? namesGiven(node) : [])
      counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
});

/** Whether a name of the module is given a value more than once. */
export const isChangeable = (_declared: Node, name: string, file: SourceFile): boolean =>
  (givenIn(file).get(name) ?? 0) > 1;

const isOutside = (node: Node): boolean => {
  for (let up = node.parent; up; up = up.parent)
    if (/^(function_definition|lambda)$/.test(up.type)) return false;
  return true;
};

function namesGiven(node: Node): string[] {
  const field = givers[node.type];
  const target = field ? node.childForFieldName(field) : node;
  const names = target?.type === 'identifier' ? [target] : (target?.descendantsOfType('identifier') ?? []);
  return names.flatMap(name => name?.text ?? []);
}
