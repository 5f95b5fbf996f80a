import { type Change, shift } from '../loops/shift';

/** A line that relayed: where it stands now, and its text at the time of the trace. */
export interface TracedLine {
  /** Place of the relay in the trace. */
  relay: number;
  /** 1-based. */
  line: number;
  text: string;
}

/** Text of a 1-based line, or null behind the end. */
export type LineAt = (line: number) => string | null;

/** The lines after changes of their file: moved along, and without those that were edited. `lineAt` is of the text after them. */
export function movedLines(
  lines: readonly TracedLine[],
  changes: readonly Change[],
  lineAt: LineAt,
): TracedLine[] {
  return lines
    .map(one => ({
      ...one,
      line: changes.reduce(
        (line, change) => shift({ startLine: line, endLine: line }, change).startLine,
        one.line,
      ),
    }))
    .filter(one => lineAt(one.line) === one.text);
}
