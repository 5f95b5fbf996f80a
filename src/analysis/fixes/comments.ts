import type { Node } from 'web-tree-sitter';
import { message } from '../../messages/message';
import type { Edit, FixDraft } from '../../model/finding';
import type { SourceFile } from '../source/languageTables';
import { indentAt, lineEnd } from './edits';

/** More than this above one call is a text about the loop that is gone: a person decides what becomes of it. */
const mostKept = 4;

/**
 * A fix with the comments of what it takes out above what it puts in. Those it has no place for, and those beside
 * declarations that are no longer needed, are named among what it loses. `start` is where the loop or call begins.
 */
export function keepComments(file: SourceFile, start: number, fix: FixDraft | null): FixDraft | null {
  const main = fix?.edits.find(edit => edit.start <= start && start < edit.end);
  if (!fix || !main) return fix;
  const lost = (edit: Edit): Node[] =>
    commentsIn(file, edit).filter(node => !edit.text.includes(node.text.trim()));
  const inside = lost(main);
  const beside = fix.edits.filter(edit => edit !== main && edit.end > edit.start).flatMap(lost);
  const kept = inside.length <= mostKept && standsAlone(file, main) ? inside : [];
  const gone = [
    inside.length > kept.length && message('caveat.comments-inside'),
    beside.length > 0 && message('caveat.comments-beside'),
  ].filter(text => text !== false);
  const edits = fix.edits.map(edit => (edit === main ? { ...edit, text: above(file, kept, main) } : edit));
  return { ...fix, edits, caveats: [...fix.caveats, ...gone] };
}

const types = ['comment', 'line_comment', 'block_comment', 'multiline_comment'];

function commentsIn(file: SourceFile, { start, end }: Edit): Node[] {
  const [from, to] = [start, end].map(offset => file.pointAt(offset));
  return file.nodesIn(types, from, to).filter(node => node.startIndex >= start && node.endIndex <= end);
}

/** Whether nothing stands before the edit on its line, so that lines can be put above it. */
function standsAlone(file: SourceFile, { start }: Edit): boolean {
  const line = file.text.lastIndexOf('\n', start - 1) + 1;
  return file.text.slice(line, start).trim() === '';
}

/** The new text under the comments, each on lines of its own with the new text's indentation. */
function above(file: SourceFile, comments: Node[], { start, text }: Edit): string {
  const indent = indentAt(file, start);
  const lines = comments.flatMap(node => {
    const own = indentAt(file, node.startIndex);
    const [first, ...rest] = node.text.trimEnd().split(/\r?\n/);
    return [first!, ...rest.map(line => indent + (line.startsWith(own) ? line.slice(own.length) : line))];
  });
  // The first line stands where the edit begins; those of one comment are indented already.
  const shaped = lines.map((line, at) => (at === 0 || line.startsWith(indent) ? line : indent + line));
  return [...shaped, lines.length > 0 ? indent + text : text].join(lineEnd(file));
}
