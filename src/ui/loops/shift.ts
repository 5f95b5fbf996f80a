/** Lines of a loop, 1-based and inclusive. */
export interface Lines {
  startLine: number;
  endLine: number;
}

/** A change of text: the 1-based lines it replaced, the column it ended in, and the line breaks it put in. */
export interface Change extends Lines {
  endColumn: number;
  addedBreaks: number;
}

/**
 * Where a loop stands after a change, as far as lines tell: moved along by what changes above it, grown or shrunk by
 * what changes inside it. Lenses stay on their loop until the text is parsed again.
 */
export function shift(loop: Lines, change: Change): Lines {
  if (change.startLine > loop.endLine) return loop;
  const delta = change.addedBreaks - (change.endLine - change.startLine);
  const above =
    change.endLine < loop.startLine || (change.endLine === loop.startLine && change.endColumn === 0);
  if (above) return { startLine: loop.startLine + delta, endLine: loop.endLine + delta };
  const startLine = Math.min(loop.startLine, change.startLine);
  return { startLine, endLine: Math.max(startLine, loop.endLine + delta) };
}

/** A change as the editor reports it: 0-based lines. */
export interface EditorChange {
  range: { start: { line: number }; end: { line: number; character: number } };
  text: string;
}

export function changeOf({ range, text }: EditorChange): Change {
  return {
    startLine: range.start.line + 1,
    endLine: range.end.line + 1,
    endColumn: range.end.character,
    addedBreaks: text.split('\n').length - 1,
  };
}
