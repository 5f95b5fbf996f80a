import { type Change, shift } from '../loops/shift';

/** A line that is remembered: where it stands now, and its text at that time. */
export interface KeptLine {
  /** 1-based. */
  line: number;
  text: string;
}

/** A line that relayed, with its text at the time of the trace. */
export interface TracedLine extends KeptLine {
  /** Place of the relay in the trace. */
  relay: number;
}

/** Text of a 1-based line, or null behind the end. */
export type LineAt = (line: number) => string | null;

/** The lines after changes of their file: moved along, and without those that were edited. `lineAt` is of the text after them. */
export function movedLines<Kept extends KeptLine>(
  lines: readonly Kept[],
  changes: readonly Change[],
  lineAt: LineAt,
): Kept[] {
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
