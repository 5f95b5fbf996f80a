import type { Node, Tree } from 'web-tree-sitter';

/** A comment of a source file. Lines are 1-based. */
export interface Comment {
  text: string;
  startLine: number;
  endLine: number;
  /** No code stands before it on its first line. */
  alone: boolean;
}

/** The comments of a tree that hold a word, in source order. The word in a string or a name is none. */
export function commentsHolding(tree: Tree, text: string, word: string): Comment[] {
  const found = new Map<number, Comment>();
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    const node = commentAt(tree.rootNode, at);
    if (node) found.set(node.startIndex, commentOf(node, text));
  }
  return [...found.values()];
}

function commentAt(root: Node, at: number): Node | null {
  for (let node = root.descendantForIndex(at, at); node; node = node.parent)
    if (/comment/.test(node.type)) return node;
  return null;
}

function commentOf(node: Node, text: string): Comment {
  const line = text.lastIndexOf('\n', node.startIndex - 1) + 1;
  const own = node.text.trimEnd();
  return {
    text: own,
    startLine: node.startPosition.row + 1,
    endLine: node.startPosition.row + own.split('\n').length,
    alone: /^(?:\s|\/\*[^*]*\*\/)*$/.test(text.slice(line, node.startIndex)),
  };
}
