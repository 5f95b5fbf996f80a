import type { Edit } from '../../model/finding';
import type { SourceFile } from '../source/languageTables';
import type { Ir } from '../syntax/ir';

/** What fix builders of all languages need: indentation, line ends, ranges, imports. */

/** `\r\n` where the file's first line ends so, else `\n`. */
export function lineEnd(file: SourceFile): string {
  const first = file.text.indexOf('\n');
  return first > 0 && file.text[first - 1] === '\r' ? '\r\n' : '\n';
}

/** Where the line that an offset is in begins. */
export const lineStart = (file: SourceFile, offset: number): number =>
  file.text.lastIndexOf('\n', offset - 1) + 1;

/** Whether nothing but white space stands before an offset on its line. */
export const beginsLine = (file: SourceFile, offset: number): boolean =>
  file.text.slice(lineStart(file, offset), offset).trim() === '';

/** White space before the first character of the line an offset is in. */
export function indentAt(file: SourceFile, offset: number): string {
  return /^[ \t]*/.exec(file.text.slice(lineStart(file, offset), offset))?.[0] ?? '';
}

/** One step of indentation as the file writes it: a tab, or the fewest leading spaces of a line. */
export function indentStep(file: SourceFile): string {
  if (/^\t/m.test(file.text)) return '\t';
  const widths = [...file.text.matchAll(/^( +)\S/gm)].map(match => match[1]!.length);
  const least = Math.min(...widths.filter(width => width > 1));
  return ' '.repeat(Number.isFinite(least) ? Math.min(least, 8) : 4);
}

/** Whether no edit touches what another one replaces. Where lines hold more than one statement a fix can come to that. */
export function areApart(edits: Edit[]): boolean {
  const ordered = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  return ordered.every((edit, at) => at === 0 || ordered[at - 1]!.end <= edit.start);
}

/** The text with edits made; edits must not overlap. */
export function applyEdits(text: string, edits: Edit[]): string {
  const ordered = [...edits].sort((a, b) => b.start - a.start);
  return ordered.reduce((done, edit) => done.slice(0, edit.start) + edit.text + done.slice(edit.end), text);
}

/** A name that the text does not use yet: `position`, `position2`, … */
export function freshName(file: SourceFile, wanted: string): string {
  const used = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(file.text);
  let name = wanted;
  for (let count = 2; used(name); count += 1) name = `${wanted}${count}`;
  return name;
}

/** Whether the outermost function (or the file) around a node parses without errors: half-typed code gets no fix. */
export function isWhole(file: SourceFile, node: Ir): boolean {
  let at = file.root.descendantForIndex(node.start, Math.max(node.start, node.end - 1));
  let around = at;
  for (; at; at = at.parent) if (file.language.functions.includes(at.type)) around = at;
  return around !== null && !around.hasError;
}
