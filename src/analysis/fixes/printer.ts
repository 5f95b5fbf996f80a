import type { Node } from 'web-tree-sitter';
import type { Edit, FixDraft } from '../../model/finding';
import type { SourceFile } from '../source/languageTables';
import { perFile } from '../source/perFile';
import type { Ir } from '../syntax/ir';
import { wholeOf } from '../syntax/ir';
import { areApart, beginsLine, indentAt, indentStep, isWhole, lineEnd, lineStart } from './edits';
import type { Change, FixPlan, Line } from './plan';

/** Prints a plan as edits of the text; null where the text leaves no place for one of its changes. */
export function print(file: SourceFile, plan: FixPlan): FixDraft | null {
  const edits: Edit[] = [];
  for (const change of plan.changes) {
    if ('node' in change && (!isWhole(file, change.node) || isDirected(file, change))) return null;
    const edit = editOf(file, change);
    if (edit === undefined) return null;
    if (edit) edits.push(...[edit].flat());
  }
  const { title, caveats, compared } = plan;
  return areApart(edits) ? { title, edits, caveats, ...(compared && { compared }) } : null;
}

/** Whether code that goes holds a line for the compiler, such as one half of `#region` and `#endregion`. */
function isDirected(file: SourceFile, { kind, node }: Extract<Change, { node: Ir }>): boolean {
  const { directives } = file.language;
  if (!directives || kind === 'insert-before') return false;
  const { start, end } = wholeOf(node);
  return file
    .nodesIn(directives, file.pointAt(start), file.pointAt(end))
    .some(directive => directive.startIndex >= start && directive.endIndex <= end);
}

/** The edits for a change; null where there is nothing to do, undefined where it can't be done. */
function editOf(file: SourceFile, change: Change): Edit | Edit[] | null | undefined {
  switch (change.kind) {
    case 'insert-before': {
      const { start } = wholeOf(change.node);
      // Behind other code on its line, some lines mean nothing: `n = 0; try:`, `n = 0; #if …`.
      if (!beginsLine(file, start)) return undefined;
      const indent = indentAt(file, start);
      const text = printed(file, change.lines).map(line => line + lineEnd(file) + indent);
      return { start, end: start, text: text.join('') };
    }
    case 'replace':
      return replacement(file, change);
    case 'remove':
      return removal(file, change.node);
    case 'import':
      return importEdit(file, change);
    case 'unimport':
      return unimported(file, change.names);
  }
}

/** New lines in place of a node; a label above it goes with it, and the lines stand where the node did. */
function replacement(file: SourceFile, { node, lines }: Extract<Change, { kind: 'replace' }>): Edit {
  const { start, end } = wholeOf(node);
  const [outer, own] = [indentAt(file, start), indentAt(file, node.start)];
  const first = own.startsWith(outer) ? own.slice(outer.length) : '';
  return { start, end, text: first + printed(file, lines).join(lineEnd(file) + outer + first) };
}

function printed(file: SourceFile, lines: Line[]): string[] {
  const step = indentStep(file);
  const written = ({ start, end }: { start: number; end: number }): string => file.text.slice(start, end);
  const text = (line: Line): string =>
    line
      .map(piece =>
        typeof piece === 'string' ? piece : written('node' in piece ? piece.node : wholeOf(piece.whole)),
      )
      .join('');
  return lines.map(line => text(line).replace(/^\t+/, tabs => step.repeat(tabs.length)));
}

/** The whole lines of a statement, where nothing else stands on them. */
function removal(file: SourceFile, node: Ir): Edit | undefined {
  const { start, end } = wholeOf(node);
  return removalOf(file, start, end);
}

function removalOf(file: SourceFile, start: number, end: number): Edit | undefined {
  const first = lineStart(file, start);
  const rest = /^[ \t;]*(?:\/\/[^\n]*)?\r?(?:\n|$)/.exec(file.text.slice(end));
  if (!beginsLine(file, start) || !rest) return undefined;
  return { start: first, end: end + rest[0].length, text: '' };
}

/** The imports that stand at the top of the file, under no condition. */
export const topImports = perFile((file): Node[] => {
  const { types = [], when, part } = file.language.imports ?? {};
  const tops = file.root.namedChildren.filter(
    (node): node is Node => node !== null && types.includes(node.type) && (!when || when(node)),
  );
  if (!part) return tops;
  return tops.flatMap(node => node.descendantsOfType(part.type)).filter(node => node !== null);
});

/** What those imports name. */
export const importedNames = perFile(file => topImports(file).map(node => importName(file, node)));

/** The names that imports bind; empty where the language's table has none. */
export const bindingsOf = perFile(file => file.language.imports?.bindings?.(file) ?? []);

/** What an import names: `sys/socket.h` of `#include <sys/socket.h>`. */
function importName(file: SourceFile, node: Node): string {
  return file.language.imports!.nameOf(node);
}

function importEdit(
  file: SourceFile,
  { line, named, part }: Extract<Change, { kind: 'import' }>,
): Edit | null | undefined {
  const all = topImports(file);
  const lines = line.split('\n');
  if (all.some(node => importName(file, node) === named) || stands(file, lines)) return null;
  const grouped = all.filter(node => node.parent?.type === file.language.imports?.part?.group);
  if (part && grouped.length > 0) return groupEdit(file, part, grouped, named);
  const last = all[all.length - 1];
  if (!last) return firstImport(file, lines);
  // An include's node ends behind its line.
  const end =
    file.text[last.endIndex - 1] === '\n' ? last.endIndex : file.text.indexOf('\n', last.endIndex) + 1;
  if (end === 0) return undefined;
  return { start: end, end, text: linesOf(file, lines) };
}

const linesOf = (file: SourceFile, lines: string[]): string =>
  lines.map(line => line + lineEnd(file)).join('');

/** Whether an import under a condition of its own (`#ifdef`, the include, `#endif`) stands in the file already. */
const stands = (file: SourceFile, lines: string[]): boolean =>
  lines.length > 1 && file.text.includes(linesOf(file, lines));

/** A line among those of the first group, in their order; a comment above an import stays with it. */
function groupEdit(file: SourceFile, part: string, grouped: Node[], named: string): Edit | undefined {
  const list = grouped[0]!.parent!;
  const own = grouped.filter(node => node.parent?.id === list.id);
  const next = own.findIndex(node => importName(file, node) > named);
  const before = own[next < 0 ? own.length - 1 : next - 1];
  const from = before ? before.endIndex : list.startIndex + 1;
  const rest = /^[ \t]*(?:\/\/[^\n]*)?\r?\n/.exec(file.text.slice(from));
  if (!rest) return undefined;
  const start = from + rest[0].length;
  return { start, end: start, text: indentStep(file) + part + lineEnd(file) };
}

/** The first import of a file: before everything, or behind what the language has before it. */
function firstImport(file: SourceFile, lines: string[]): Edit | undefined {
  const after = file.language.imports?.after;
  if (!after) return atTop(file, lines);
  const node = file.root.namedChildren.find(child => child?.type === after);
  const end = node ? file.text.indexOf('\n', node.endIndex) + 1 : 0;
  return end === 0 ? undefined : { start: end, end, text: lineEnd(file) + linesOf(file, lines) };
}

/** Without the imports of some names, in the way of the language or line by line. */
function unimported(file: SourceFile, names: readonly string[]): Edit[] | undefined {
  const { without } = file.language.imports ?? {};
  const edits = without
    ? without(file, names, (start, end) => removalOf(file, start, end))
    : names.map(name => unimportEdit(file, name));
  return edits.includes(undefined) ? undefined : edits.filter(edit => edit !== null && edit !== undefined);
}

/** The line of an import, where nothing else stands on it. */
function unimportEdit(file: SourceFile, named: string): Edit | null | undefined {
  const { calledAs, part } = file.language.imports ?? {};
  const node = topImports(file).find(one => calledAs?.(one) === named);
  if (!node) return null;
  const whole = node.parent?.type === part?.group ? node : (node.parent ?? node);
  return removalOf(file, whole.startIndex, whole.endIndex);
}

/** Before the first line of code. */
function atTop(file: SourceFile, lines: string[]): Edit {
  const first = file.root.namedChildren.find(node => node && !node.isExtra);
  const start = first ? first.startIndex : file.text.length;
  return { start, end: start, text: linesOf(file, lines) };
}
