import type { Node, Tree } from 'web-tree-sitter';

/** A place the parser could make nothing of, or where it had to think something up; UTF-16 offsets. */
export interface SyntaxError {
  start: number;
  end: number;
}

/** All of a tree's syntax errors. Costs nothing where there are none: only what holds one is looked into. */
export function syntaxErrors(tree: Tree): SyntaxError[] {
  const errors: SyntaxError[] = [];
  const stack: Node[] = [tree.rootNode];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (!node.hasError) continue;
    if (node.isError || node.isMissing) errors.push({ start: node.startIndex, end: node.endIndex });
    for (const part of node.children) if (part) stack.push(part);
  }
  return errors;
}
