import { Edit, type Tree } from 'web-tree-sitter';
import type { Language } from '../../model/finding';
import type { LoweredNodes } from './loweredNodes';

/** Keeps a file's last tree, so that the next text of it is parsed and lowered only where it changed. Dispose when it closes. */
export interface ParseHandle {
  tree: Tree | null;
  lowered: LoweredNodes | null;
  /** As it was parsed. */
  text: string;
  language: Language | null;
  dispose(): void;
}

/** A handle's tree with the places moved that an edit moved; null where there is none of this language. */
export function editedTree(handle: ParseHandle | undefined, text: string, language: Language): Tree | null {
  if (!handle?.tree || handle.language !== language) return null;
  handle.tree.edit(editBetween(handle.text, text));
  return handle.tree;
}

/** The one edit that turns a text into the next: what is not in their common beginning and end. */
function editBetween(before: string, after: string): Edit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let tail = 0;
  while (
    tail < shorter - start &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  )
    tail += 1;
  return new Edit({
    startIndex: start,
    oldEndIndex: before.length - tail,
    newEndIndex: after.length - tail,
    startPosition: pointAt(before, start),
    oldEndPosition: pointAt(before, before.length - tail),
    newEndPosition: pointAt(after, after.length - tail),
  });
}

function pointAt(text: string, index: number): { row: number; column: number } {
  let row = 0;
  let from = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < index; at = text.indexOf('\n', at + 1)) {
    row += 1;
    from = at + 1;
  }
  return { row, column: index - from };
}

export function newHandle(): ParseHandle {
  return {
    tree: null,
    lowered: null,
    text: '',
    language: null,
    dispose() {
      this.tree?.delete();
      this.tree = null;
      this.lowered = null;
    },
  };
}

export function keep(handle: ParseHandle, next: Omit<ParseHandle, 'dispose'>): void {
  handle.dispose();
  Object.assign(handle, next);
}
