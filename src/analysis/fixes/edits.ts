import type { Edit } from '../../model/finding';
import type { SourceFile } from '../source/sourceFile';
import type { Ir } from '../syntax/ir';
import { partsOf } from '../syntax/ir';

/** What fix builders of all languages need: indentation, line ends, ranges, imports. */

/** `\r\n` where the file's first line ends so, else `\n`. */
export function lineEnd(file: SourceFile): string {
  const first = file.text.indexOf('\n');
  return first > 0 && file.text[first - 1] === '\r' ? '\r\n' : '\n';
}

/** White space before the first character of the line an offset is in. */
export function indentAt(file: SourceFile, offset: number): string {
  const start = file.text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(file.text.slice(start, offset))?.[0] ?? '';
}

/** One step of indentation as the file writes it: a tab, or the fewest leading spaces of a line. */
export function indentStep(file: SourceFile): string {
  if (/^\t/m.test(file.text)) return '\t';
  const widths = [...file.text.matchAll(/^( +)\S/gm)].map(match => match[1]!.length);
  const least = Math.min(...widths.filter(width => width > 1));
  return ' '.repeat(Number.isFinite(least) ? Math.min(least, 8) : 4);
}

/** Source of a node as written. */
export function sourceOf(file: SourceFile, node: Ir): string {
  return file.text.slice(node.start, node.end);
}

/**
 * Replaces a node by lines, the first where the node begins, the others indented as its line is. A leading tab in a
 * line stands for one step of the file's own indentation.
 */
export function replaceByLines(file: SourceFile, node: Ir, lines: string[]): Edit {
  const indent = indentAt(file, node.start);
  const step = indentStep(file);
  const shaped = lines.map((line, at) => {
    const stepped = line.replace(/^\t+/, tabs => step.repeat(tabs.length));
    return at === 0 || line === '' ? stepped : indent + stepped;
  });
  return { start: node.start, end: node.end, text: shaped.join(lineEnd(file)) };
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

/** Takes out the one line a node stands on; null where it shares the line or needs several. */
export function removeLine(file: SourceFile, node: Ir, like: RegExp): Edit | null {
  const start = file.text.lastIndexOf('\n', node.start - 1) + 1;
  const end = file.text.indexOf('\n', start);
  const line = file.text.slice(start, end < 0 ? undefined : end);
  // Another statement behind it would go with it.
  const shared = /;\s*(?!\/\/|\/\*|#)\S/.test(line.trimEnd());
  return end > 0 && node.end <= end && !shared && like.test(line) ? { start, end: end + 1, text: '' } : null;
}

/** Whether a name (or a member's first part) is read in the function outside some nodes: not only given values. */
export function isReadOutside(root: Ir, key: string, apart: Ir[]): boolean {
  const stack: Ir[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (apart.includes(node)) continue;
    const target = node.parent?.kind === 'assign' && node.parent.targets.includes(node);
    if (
      node.kind === 'name' &&
      node.name === key &&
      !(target && node.parent?.kind === 'assign' && node.parent.operator === '=')
    )
      return true;
    stack.push(...partsOf(node));
  }
  return false;
}
