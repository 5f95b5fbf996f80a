import type { Node } from 'web-tree-sitter';
import type { Edit, FixDraft } from '../../model/finding';
import type { SourceFile } from '../source/sourceFile';
import type { Ir } from '../syntax/ir';
import { wholeOf } from '../syntax/ir';
import { areApart, indentAt, indentStep, isWhole, lineEnd } from './edits';
import type { Change, FixPlan, Line } from './plan';

/** Prints a plan as edits of the text; null where the text leaves no place for one of its changes. */
export function print(file: SourceFile, plan: FixPlan): FixDraft | null {
  const edits: Edit[] = [];
  for (const change of plan.changes) {
    if ('node' in change && !isWhole(file, change.node)) return null;
    const edit = editOf(file, change);
    if (edit === undefined) return null;
    if (edit) edits.push(edit);
  }
  const { title, caveats, validated } = plan;
  return areApart(edits) ? { title, edits, caveats, ...(validated && { validated }) } : null;
}

/** The edit for a change; null where there is nothing to do, undefined where it can't be done. */
function editOf(file: SourceFile, change: Change): Edit | null | undefined {
  switch (change.kind) {
    case 'insert-before': {
      const { start } = wholeOf(change.node);
      const indent = indentAt(file, start);
      const text = printed(file, change.lines).map(line => line + lineEnd(file) + indent);
      return { start, end: start, text: text.join('') };
    }
    case 'replace': {
      const { start, end } = wholeOf(change.node);
      return { start, end, text: printed(file, change.lines).join(lineEnd(file) + indentAt(file, start)) };
    }
    case 'remove':
      return removal(file, change.node);
    case 'import':
      return importEdit(file, change);
    case 'define':
      return defineEdit(file, change);
  }
}

function printed(file: SourceFile, lines: Line[]): string[] {
  const step = indentStep(file);
  const text = (line: Line): string =>
    line
      .map(piece => (typeof piece === 'string' ? piece : file.text.slice(piece.node.start, piece.node.end)))
      .join('');
  return lines.map(line => text(line).replace(/^\t+/, tabs => step.repeat(tabs.length)));
}

/** The whole lines of a statement, where nothing else stands on them. */
function removal(file: SourceFile, node: Ir): Edit | undefined {
  const { start, end } = wholeOf(node);
  const first = file.text.lastIndexOf('\n', start - 1) + 1;
  const rest = /^[ \t;]*(?:\/\/[^\n]*)?\r?(?:\n|$)/.exec(file.text.slice(end));
  if (file.text.slice(first, start).trim() !== '' || !rest) return undefined;
  return { start: first, end: end + rest[0].length, text: '' };
}

/** The imports that stand at the top of the file, under no condition. */
export function topImports(file: SourceFile): Node[] {
  const { types = [], when } = file.language.imports ?? {};
  return file.root.namedChildren.filter(
    (node): node is Node => node !== null && types.includes(node.type) && (!when || when(node)),
  );
}

/** What an import names: `sys/socket.h` of `#include <sys/socket.h>`. */
export function importName(file: SourceFile, node: Node): string {
  return file.language.imports!.nameOf(node);
}

function importEdit(
  file: SourceFile,
  { line, named }: Extract<Change, { kind: 'import' }>,
): Edit | null | undefined {
  const all = topImports(file);
  if (all.some(node => importName(file, node) === named)) return null;
  const last = all[all.length - 1];
  if (!last) return atTop(file, [line]);
  // An include's node ends behind its line.
  const end =
    file.text[last.endIndex - 1] === '\n' ? last.endIndex : file.text.indexOf('\n', last.endIndex) + 1;
  if (end === 0) return undefined;
  return { start: end, end, text: line + lineEnd(file) };
}

function defineEdit(file: SourceFile, { lines, named }: Extract<Change, { kind: 'define' }>): Edit | null {
  const definitions = file.language.imports?.definitions ?? [];
  const known = file.root.namedChildren.some(
    node => node && definitions.includes(node.type) && node.childForFieldName('name')?.text === named,
  );
  return known ? null : atTop(file, lines);
}

/** Before the first line of code. */
function atTop(file: SourceFile, lines: string[]): Edit {
  const first = file.root.namedChildren.find(node => node && !node.isExtra);
  const start = first ? first.startIndex : file.text.length;
  return { start, end: start, text: lines.map(line => line + lineEnd(file)).join('') };
}
