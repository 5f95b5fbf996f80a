import type { Finding } from '../../model/finding';

/** The loop as the fix would write it: the fix's edits that touch its lines, applied to them. Null without a fix. */
export function rewrittenLoop(text: string, { startLine, endLine, fix }: Finding): string | null {
  if (!fix) return null;
  const start = offsetOfLine(text, startLine);
  const end = offsetOfLine(text, endLine + 1);
  const inside = fix.edits.filter(edit => edit.start < end && edit.end >= start);
  if (inside.length === 0) return null;
  const from = Math.min(start, ...inside.map(edit => edit.start));
  let to = Math.max(end, ...inside.map(edit => edit.end));
  let changed = text;
  for (const edit of inside.toSorted((a, b) => b.start - a.start)) {
    changed = changed.slice(0, edit.start) + edit.text + changed.slice(edit.end);
    to += edit.text.length - (edit.end - edit.start);
  }
  return outdented(changed.slice(from, to));
}

/** Offset of a 1-based line's first character; the end of the text for a line after the last. */
function offsetOfLine(text: string, line: number): number {
  let offset = 0;
  for (let at = 1; at < line; at++) {
    const next = text.indexOf('\n', offset);
    if (next < 0) return text.length;
    offset = next + 1;
  }
  return offset;
}

function outdented(text: string): string {
  const lines = text.replace(/\r/g, '').replace(/\s+$/, '').split('\n');
  const widths = lines.filter(line => line.trim() !== '').map(line => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const margin = Math.min(...widths);
  return lines.map(line => line.slice(margin)).join('\n');
}
